using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Accounts;
using Portal.Findings;
using Portal.Lineage;
using Portal.Register;
using Portal.Register.Import;
using Portal.Shared;
using Portal.Web.Reports;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Reports;

/// <summary>Every list as a file, as a browser fetches it, in a portal where somebody wrote formulas wherever words may stand.</summary>
public sealed class ExportsTests : IAsyncLifetime
{
    private static readonly string[] Formulas = ["=1+1", "@x", "-5", "+3.2", "\t=1", "\r=1"];

    private PortalHost _host = null!;
    private HttpClient _reader = null!;
    private HttpClient _administrator = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var (owner, risk) = (await _host.Person("Owner", Role.SystemOwner), await _host.Person("Risk", Role.RiskManager));
        await _host.Person("Auditor", Role.Auditor);
        await _host.Person("Admin", Role.Administrator);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);
        foreach (var formula in Formulas)
        {
            // Where a name may not begin with white space, the words that may are planted.
            _ = await _host.Get<FileSystem>().Run(owner, new(new EntryContent { Name = formula, Purpose = formula, Department = formula, DataSources = [formula] }), default);
            _ = await _host.Get<RaiseFinding>().Run(risk, new(null, FindingSource.Audit, FindingSeverity.Note, formula.Trim(), formula, owner.Person.GetValueOrDefault(), day, formula), default);
            _ = await _host.Get<RegisterDataset>().Run(risk, new(formula.Trim(), formula, new(Digest.Of([1]), 1, null, null)), default);
        }

        (_reader, _administrator) = (await Browser.SignIn(_host, "Auditor"), await Browser.SignIn(_host, "Admin"));
    }

    public async Task DisposeAsync()
    {
        _reader.Dispose();
        _administrator.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task No_cell_of_any_list_is_a_formula_for_a_spreadsheet()
    {
        List<string> planted = [];
        foreach (var list in ListAddresses.Keys)
        {
            var cells = Comma(await Take(list, "csv")).Concat(Sheet(await Take(list, "xlsx"))).ToList();

            Assert.DoesNotContain(cells, IsLive);
            if (cells.Any(cell => Formulas.Any(formula => cell == "'" + formula)))
                planted.Add(list);
        }

        Assert.Superset(new HashSet<string> { "register", "findings" }, planted.ToHashSet());
    }

    [Theory]
    [InlineData("nothing", "format=csv", HttpStatusCode.NotFound, "This list")]
    [InlineData("alerts", "format=csv&who=him", HttpStatusCode.BadRequest, "\"who\"")]
    [InlineData("costs", "format=csv&month=May", HttpStatusCode.BadRequest, "\"month\"")]
    [InlineData("entries", "format=csv&action=nothing", HttpStatusCode.BadRequest, "\"action\"")]
    [InlineData("promotions", "format=csv&show=some", HttpStatusCode.BadRequest, "\"show\"")]
    [InlineData("runs", "format=csv&asOf=2020-01-01", HttpStatusCode.BadRequest, "\"asOf\"")]
    [InlineData("records", "format=csv", HttpStatusCode.BadRequest, "\"system\"")]
    [InlineData("records", "format=csv&system=AIS-0001&from=today", HttpStatusCode.BadRequest, "\"from\"")]
    [InlineData("records", "format=csv&system=AIS-0099", HttpStatusCode.NotFound, "AIS-0099")]
    [InlineData("review-items", "format=csv&review=last", HttpStatusCode.BadRequest, "\"review\"")]
    [InlineData("tasks", "format=csv&system=AIS-0001&show=some", HttpStatusCode.BadRequest, "\"show\"")]
    [InlineData("readings", "format=csv&person=him", HttpStatusCode.BadRequest, "\"person\"")]
    [InlineData("requests", "format=csv&by=him", HttpStatusCode.BadRequest, "\"by\"")]
    [InlineData("people", "format=csv", HttpStatusCode.Forbidden, "You may not read")]
    public async Task What_cannot_be_had_is_refused_by_its_name(string list, string query, HttpStatusCode status, string named)
    {
        using var answer = await _reader.GetAsync($"/exports/{list}?{query}");

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A negative number is one; words that begin so are not.</summary>
    private static bool IsLive(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !double.TryParse(cell, CultureInfo.InvariantCulture, out _) || cell is "-5" or "+3.2";

    private async Task<byte[]> Take(string list, string format)
    {
        var address = $"/exports/{list}?format={format}{list switch { "records" or "tasks" => "&system=AIS-0001", "review-items" => $"&review={Guid.CreateVersion7()}", _ => "" }}";
        using var answer = await _reader.GetAsync(address);
        return answer.StatusCode == HttpStatusCode.Forbidden
            ? await _administrator.GetByteArrayAsync(address)
            : await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    /// <summary>A list without rows has its columns alone.</summary>
    private static IEnumerable<string> Comma(byte[] file)
    {
        var rows = CsvReading.Read(file);
        return rows.Succeeded(out var read, out _) ? [.. read.Columns, .. read.Rows.SelectMany(row => row.Cells)] : Encoding.UTF8.GetString(file).Split(',');
    }

    private static IEnumerable<string> Sheet(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var sheet = document.WorkbookPart?.WorksheetParts.Single().Worksheet ?? throw new InvalidOperationException("There is no sheet.");
        Assert.Empty(sheet.Descendants<CellFormula>());
        return [.. sheet.Descendants<InlineString>().Select(words => words.InnerText)];
    }
}
