using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Portal.Reports.Tables;

/// <summary>
/// A workbook of one sheet (ISO/IEC 29500, SpreadsheetML), written straight into the answer: a ZIP whose last part is the sheet. The SDK for
/// such files keeps the whole of it in memory, since it will only write to a package that it may also read.
/// </summary>
internal sealed class XlsxTable : ITableWriter
{
    private const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const int LongestText = 32_767;
    private const string DayStyle = "1";
    private const string InstantStyle = "2";
    private const string HeadStyle = "3";

    private static readonly (string Name, string Xml)[] Parts =
    [
        ("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """),
        ("_rels/.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="book" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/_rels/workbook.xml.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="sheet" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
            """),
        ("xl/workbook.xml", $"""
            <workbook xmlns="{Sheets}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Table" sheetId="1" r:id="sheet"/></sheets></workbook>
            """),
        ("xl/styles.xml", $"""
            <styleSheet xmlns="{Sheets}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>
            """),
    ];

    private readonly Stream _stream;
    private readonly Spill _spill = new();
    private readonly ZipArchive _archive;
    private readonly Stream _sheet;
    private readonly XmlWriter _xml;

    private XlsxTable(Stream stream)
    {
        (_stream, _archive) = (stream, new ZipArchive(_spill, ZipArchiveMode.Create, leaveOpen: true));
        foreach (var (name, xml) in Parts)
        {
            using var part = _archive.CreateEntry(name).Open();
            part.Write(Encoding.UTF8.GetBytes(xml.Trim()));
        }

        _sheet = _archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
        _xml = XmlWriter.Create(_sheet, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
    }

    public static async Task<XlsxTable> Begin(Stream stream, IReadOnlyList<ListColumn> columns, CancellationToken ct)
    {
        var table = new XlsxTable(stream);
        table.Head(columns);
        await table._spill.DrainTo(stream, ct);
        return table;
    }

    public async Task Write(IReadOnlyList<IReadOnlyList<TableCell>> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            _xml.WriteStartElement("row", Sheets);
            foreach (var cell in row)
                Write(cell, cell.Kind switch { TableCellKind.Day => DayStyle, TableCellKind.Instant => InstantStyle, _ => null });
            _xml.WriteEndElement();
        }

        _xml.Flush();
        await _spill.DrainTo(_stream, ct);
    }

    public async Task End(CancellationToken ct)
    {
        _xml.WriteEndDocument();
        Close();
        await _spill.DrainTo(_stream, ct);
    }

    public ValueTask DisposeAsync()
    {
        Close();
        _spill.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Close()
    {
        _xml.Dispose();
        _sheet.Dispose();
        _archive.Dispose();
    }

    /// <summary>The first row stays in sight.</summary>
    private void Head(IReadOnlyList<ListColumn> columns)
    {
        _xml.WriteStartElement("worksheet", Sheets);
        _xml.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        _xml.WriteStartElement("sheetData", Sheets);
        _xml.WriteStartElement("row", Sheets);
        foreach (var column in columns)
            Write(column.Title, HeadStyle);
        _xml.WriteEndElement();
    }

    private void Write(TableCell cell, string? style)
    {
        _xml.WriteStartElement("c", Sheets);
        if (style is not null)
            _xml.WriteAttributeString("s", style);
        if (cell.Kind == TableCellKind.Words)
        {
            _xml.WriteAttributeString("t", "inlineStr");
            _xml.WriteStartElement("is", Sheets);
            _xml.WriteStartElement("t", Sheets);
            _xml.WriteAttributeString("xml", "space", null, "preserve");
            _xml.WriteString(Writable(cell.Harmless()));
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }
        else if (cell.Kind != TableCellKind.Nothing)
        {
            _xml.WriteElementString("v", Sheets, cell.Number.ToString("R", CultureInfo.InvariantCulture));
        }

        _xml.WriteEndElement();
    }

    /// <summary>What XML cannot hold, control characters and halves of characters, stands as a question mark; a cell has its greatest length.</summary>
    private static string Writable(string text)
    {
        var cut = text.Length > LongestText ? text[..(LongestText - 1)] + "…" : text;
        return cut.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF') ? string.Concat(cut.EnumerateRunes().Select(rune => IsXml(rune) ? rune.ToString() : "\uFFFD")) : cut;
    }

    private static bool IsXml(Rune rune) => rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF);

    /// <summary>What lies between a ZIP, which writes without waiting, and an answer, which must be waited for: taken up a portion at a time.</summary>
    private sealed class Spill : MemoryStream
    {
        public override bool CanSeek => false;

        public async Task DrainTo(Stream stream, CancellationToken ct)
        {
            await stream.WriteAsync(GetBuffer().AsMemory(0, (int)Length), ct);
            SetLength(0);
        }
    }
}
