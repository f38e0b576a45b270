using System.Text;
using Portal.Evaluation.Scans;
using Portal.Shared;

namespace Portal.Tests.Evaluation.Scans;

public sealed class ScanReaderTests
{
    private const string Worst = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    [Fact]
    public void A_bill_of_materials_tells_its_tool_its_dates_and_what_was_concluded()
    {
        var report = Read("""
            {
              "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": "urn:uuid:1",
              "metadata": {"timestamp": "2026-11-02T06:00:00+02:00", "tools": {"components": [{"name": "grype", "version": "0.79"}]}, "properties": [{"name": "grype:database:built", "value": "2026-10-30"}, {"name": "host", "value": "ci"}]},
              "components": [{"bom-ref": "a", "name": "yaml", "version": "5.3", "components": [{"bom-ref": "b", "name": "inner", "version": ""}]}],
              "vulnerabilities": [
                {"id": "CVE-1", "ratings": [{"severity": "low"}, {"severity": "critical"}], "affects": [{"ref": "a"}, {"ref": "b"}, {"ref": "pkg:c"}],
                 "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "Never called."}},
                {"id": "CVE-2", "ratings": [{"score": 9.1, "method": "CVSSv31"}], "affects": [{"ref": "b"}]},
                {"id": "CVE-3", "ratings": [{"score": 9.1, "method": "CVSSv2"}]},
                {"id": "CVE-4", "ratings": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "method": "CVSSv31"}]},
                {"id": "CVE-5", "ratings": [{"severity": "info"}]},
                {"id": "CVE-6"},
                {"id": "CVE-7", "ratings": [{"severity": "critical"}], "rejected": "2026-10-01T00:00:00Z"}
              ]
            }
            """);

        Assert.Equal((ScanFormat.CycloneDx, "grype 0.79"), (report.Format, report.Tool));
        Assert.Equal((Day(10, 30), new DateTimeOffset(2026, 11, 2, 4, 0, 0, TimeSpan.Zero)), (report.DatabaseAt, report.ScannedAt));
        Assert.Equal(
            [
                new("CVE-1", "yaml 5.3 and 2 more", VulnerabilitySeverity.Critical, AnalysisState.NotAffected, "code not reachable: Never called."),
                new("CVE-2", "inner", VulnerabilitySeverity.Critical),
                new("CVE-3", "", VulnerabilitySeverity.High),
                new("CVE-4", "", VulnerabilitySeverity.High),
                new("CVE-5", "", VulnerabilitySeverity.None),
                new("CVE-6", "", VulnerabilitySeverity.Unknown),
            ],
            report.Vulnerabilities);
    }

    [Fact]
    public void Tools_as_1_4_lists_them_are_read_too_and_the_timestamp_stands_in_for_the_database()
    {
        var report = Read("""{"bomFormat":"CycloneDX","specVersion":"1.4","metadata":{"timestamp":"2026-11-02T06:00:00.123Z","tools":[{"vendor":"x","name":"trivy","version":"0.5"}]},"vulnerabilities":[]}""");

        Assert.Equal("trivy 0.5", report.Tool);
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 6, 0, 0, 123, TimeSpan.Zero), report.DatabaseAt);
        Assert.Empty(report.Vulnerabilities);
    }

    [Fact]
    public void What_the_osv_scanner_groups_is_one_vulnerability_with_its_most_severe_rating()
    {
        var report = Read($$$"""
            {"results": [{"source": {"path": "lock"}, "packages": [{
              "package": {"name": "yaml", "version": "5.3", "ecosystem": "PyPI"},
              "vulnerabilities": [
                {"id": "GHSA-1", "aliases": ["CVE-1"], "database_specific": {"severity": "MODERATE"}},
                {"id": "PYSEC-1", "severity": [{"type": "CVSS_V3", "score": "{{{Worst}}}"}]},
                {"id": "GHSA-2", "severity": [{"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"}], "database_specific": {"severity": "HIGH"}},
                {"id": "GHSA-3", "database_specific": {"severity": "CRITICAL"}, "withdrawn": "2026-01-01T00:00:00Z"},
                {"id": "GHSA-4", "affected": [{"package": {"name": "yaml"}, "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N"}]}]}
              ],
              "groups": [{"ids": ["GHSA-1", "PYSEC-1"], "max_severity": "9.8"}, {"ids": ["GHSA-2"], "max_severity": ""}]
            }]}]}
            """);

        Assert.Equal((ScanFormat.Osv, "osv-scanner", null), (report.Format, report.Tool, report.DatabaseAt));
        Assert.Equal(
            [
                new("GHSA-1", "yaml 5.3", VulnerabilitySeverity.Critical),
                new("GHSA-2", "yaml 5.3", VulnerabilitySeverity.High),
                new("GHSA-4", "yaml 5.3", VulnerabilitySeverity.Low),
            ],
            report.Vulnerabilities);
    }

    [Theory]
    [InlineData("""[{"id":"OSV-1","affected":[{"package":{"name":"zlib"}}],"database_specific":{"severity":"critical"}}]""")]
    [InlineData("""{"vulns":[{"id":"OSV-1","affected":[{"package":{"name":"zlib"},"ecosystem_specific":{"severity":"CRITICAL"}}]}]}""")]
    public void Records_by_themselves_are_a_scan(string json) =>
        Assert.Equal([new("OSV-1", "zlib", VulnerabilitySeverity.Critical)], Read(json).Vulnerabilities);

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("7", "body")]
    [InlineData("{}", "body")]
    [InlineData("{", "body")]
    [InlineData("""{"results":[],"results":[]}""", "body")]
    [InlineData("""[7]""", "[0]")]
    [InlineData("""[{"id":7}]""", "[0].id")]
    [InlineData("""[{}]""", "[0].id")]
    [InlineData("""[{"id":""}]""", "[0].id")]
    [InlineData("""[{"id":"a\u202eb"}]""", "[0].id")]
    [InlineData("""[{"id":"\ud800"}]""", "body")]
    [InlineData("""[{"id":"A","severity":[{"type":"CVSS_V3","score":"9.8"}]}]""", "[0].severity[0].score")]
    [InlineData("""[{"id":"A","severity":{}}]""", "[0].severity")]
    [InlineData("""{"results":[{"packages":[{"vulnerabilities":[{"id":"A"},[]]}]}]}""", "results[0].packages[0].vulnerabilities[1]")]
    [InlineData("""{"results":7}""", "results")]
    [InlineData("""{"bomFormat":"SPDX","vulnerabilities":[]}""", "bomFormat")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.3","vulnerabilities":[]}""", "specVersion")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}""", "vulnerabilities")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":{}}""", "vulnerabilities")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{}]}""", "vulnerabilities[0].id")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{"id":"A","ratings":[{"severity":"severe"}]}]}""", "vulnerabilities[0].ratings[0].severity")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{"id":"A","analysis":{"state":"harmless"}}]}""", "vulnerabilities[0].analysis.state")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{"id":"A","ratings":[{"score":1e999}]}]}""", "vulnerabilities[0].ratings[0].score")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"timestamp":"yesterday"},"vulnerabilities":[]}""", "metadata.timestamp")]
    public void What_cannot_be_read_is_refused_by_its_place(string json, string field)
    {
        var refusal = Assert.IsType<Invalid>(ScanReader.Read(Encoding.UTF8.GetBytes(json)).Refusal);

        Assert.Equal(field, refusal.Faults[0].Field);
    }

    [Fact]
    public void Levels_without_end_and_bytes_that_are_no_text_are_refused()
    {
        byte[][] hostile = [Encoding.UTF8.GetBytes(new string('[', 100_000)), [.. "[{\"id\":\""u8, 0xff, .. "\"}]"u8]];

        Assert.All(hostile, bytes => Assert.IsType<Invalid>(ScanReader.Read(bytes).Refusal));
    }

    [Fact]
    public void A_thousand_faults_are_told_within_a_screen()
    {
        var refusal = Assert.IsType<Invalid>(ScanReader.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 1000))}]")).Refusal);

        Assert.Equal(20, refusal.Faults.Count);
    }

    [Fact]
    public void More_vulnerabilities_than_anything_has_are_refused() =>
        Assert.IsType<Invalid>(ScanReader.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("""{"id":"A"}""", ScanReader.MostVulnerabilities + 1))}]")).Refusal);

    [Fact]
    public void What_is_resolved_false_or_not_affecting_is_excused_and_nothing_else() =>
        Assert.Equal(["FalsePositive", "NotAffected", "Resolved", "ResolvedWithPedigree"], Enum.GetValues<AnalysisState>().Where(state => state.Excuses()).Select(state => state.ToString()).Order());

    private static DateTimeOffset? Day(int month, int day) => new DateTimeOffset(2026, month, day, 0, 0, 0, TimeSpan.Zero);

    private static ScanReport Read(string json) => ScanReader.Read(Encoding.UTF8.GetBytes(json)).Value;
}
