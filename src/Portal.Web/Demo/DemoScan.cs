using System.Globalization;
using System.Text.Json;

namespace Portal.Web.Demo;

/// <summary>What a scanner found in a version: the same everywhere, and on top what the version's own libraries bring.</summary>
internal static class DemoScan
{
    private const string Critical = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    public static byte[] Of(string label, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.5",
        ["metadata"] = new
        {
            timestamp = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            tools = new { components = new[] { new { type = "application", name = "grype", version = "0.79.2" } } },
            properties = new[] { new { name = "grype:database:built", value = now.UtcDateTime.AddHours(-9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) } },
        },
        ["components"] = new[] { Library("scikit-learn", "1.4.2"), Library("requests", "2.31.0"), Library("certifi", "2024.2.2"), Library("PyYAML", "5.3.1") },
        ["vulnerabilities"] = (List<object>)
        [
            Vulnerability("CVE-2024-5206", "scikit-learn", "CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:N"),
            Vulnerability("CVE-2024-35195", "requests", "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:H/I:H/A:N"),
            Vulnerability("CVE-2024-39689", "certifi", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N"),
            .. OfItsOwn(label),
        ],
    });

    private static IEnumerable<object> OfItsOwn(string label) => label switch
    {
        "4.7" => [Vulnerability("CVE-2020-14343", "PyYAML", Critical, new { state = "not_affected", justification = "code_not_reachable", detail = "Settings are read by safe_load alone; the loader that is at fault is not called." })],
        "1.8" => [Vulnerability("CVE-2020-14343", "PyYAML", Critical, new { state = "in_triage" })],
        _ => [],
    };

    private static object Vulnerability(string id, string library, string vector, object? analysis = null)
    {
        var told = new Dictionary<string, object>
        {
            ["id"] = id,
            ["ratings"] = new[] { new { method = "CVSSv31", vector } },
            ["affects"] = new[] { new Dictionary<string, string> { ["ref"] = library } },
        };
        if (analysis is not null)
            told["analysis"] = analysis;
        return told;
    }

    private static Dictionary<string, string> Library(string name, string version) => new() { ["type"] = "library", ["bom-ref"] = name, ["name"] = name, ["version"] = version };
}
