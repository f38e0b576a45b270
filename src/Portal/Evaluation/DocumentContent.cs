using System.Text.Unicode;

namespace Portal.Evaluation;

/// <summary>Tells what a file is by what it holds; the name alone is anybody's claim.</summary>
internal static class DocumentContent
{
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>The format, when the name and the bytes agree on one that is taken.</summary>
    public static DocumentFormat? FormatOf(string fileName, ReadOnlySpan<byte> bytes) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pdf" when bytes.StartsWith("%PDF-"u8) => DocumentFormat.Pdf,
        ".md" or ".markdown" when IsText(bytes) => DocumentFormat.Markdown,
        ".txt" when IsText(bytes) => DocumentFormat.Text,
        _ => null,
    };

    public static string MediaTypeOf(DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "application/pdf",
        DocumentFormat.Markdown => "text/markdown; charset=utf-8",
        DocumentFormat.Text => "text/plain; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || !Utf8.IsValid(bytes))
            return false;

        foreach (var one in bytes)
        {
            if (one < 0x20 && one is not ((byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\f'))
                return false;
        }

        return true;
    }
}
