using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>Tells the format of a scanner's file by what it holds, and reads it, or says what is wrong with it.</summary>
internal static class ScanReader
{
    public const int MostBytes = 16 * 1024 * 1024;
    public const int MostVulnerabilities = 20_000;

    // Somebody reads the refusal.
    private const int MostFaults = 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static Result<ScanReport> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var faults = new List<Fault>();
            var report = Read(new ScanJson(json.RootElement, "", faults));
            if (report is null || faults.Count > 0)
                return new Invalid([.. faults.Take(MostFaults)]);

            return report.Vulnerabilities.Count <= MostVulnerabilities ? report : new Invalid("vulnerabilities", $"There are more than {MostVulnerabilities:N0}.");
        }
        catch (JsonException fault)
        {
            return new Invalid("body", $"This is no JSON from line {fault.LineNumber + 1} on, or a member comes twice there.");
        }
        catch (InvalidOperationException)
        {
            // What the reader of JSON throws at text that is no UTF-8, or half a surrogate pair.
            return new Invalid("body", "A text in it is no Unicode.");
        }
    }

    private static ScanReport? Read(ScanJson file)
    {
        if (file.IsList)
            return OsvReader.OfRecords(file, file.Items());
        if (file["bomFormat"] is { } format)
            return format.Element.ValueKind == JsonValueKind.String && format.Element.ValueEquals("CycloneDX") ? CycloneDxReader.Read(file) : Unknown(format);
        if (file["results"] is not null)
            return OsvReader.OfResults(file);
        if (file["vulns"] is not null)
            return OsvReader.OfRecords(file, file.Objects("vulns"));

        return Unknown(file);
    }

    private static ScanReport? Unknown(ScanJson place)
    {
        place.Fault("Send CycloneDX with vulnerabilities, what osv-scanner writes as JSON, or a list of OSV records.");
        return null;
    }
}
