using System.Globalization;
using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation.Scans;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation.Scans;

public sealed class SubmitScanTests
{
    private const string Criticals = """
        {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"name":"grype"}]}},"components":[{"bom-ref":"y","name":"yaml","version":"5.3"}],"vulnerabilities":[
          {"id":"CVE-1","ratings":[{"severity":"critical"}],"affects":[{"ref":"y"}],"analysis":{"state":"not_affected","detail":"Never called."}},
          {"id":"CVE-2","ratings":[{"severity":"critical"}],"affects":[{"ref":"y"}]},
          {"id":"CVE-3","ratings":[{"severity":"high"}]}]}
        """;

    [Theory, OnBothDatabases]
    public async Task A_scan_is_counted_kept_and_entered(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);

        var scan = (await Submit(house, owner, Criticals, Before(house, days: 2))).Value;

        var line = Assert.Single((await house.Get<ScanQueries>().OfVersion(version, new PageRequest(1, 50), default)).Items);
        Assert.Equal((scan, 1, "grype", new SeverityCounts(2, 1, 0, 0, 0, 0), 1), (line.Id, line.Ordinal, line.Tool, line.Counts, line.Excused));
        Assert.Equal([("CVE-2", false), ("CVE-1", true)], line.Criticals.Select(critical => (critical.Vulnerability, critical.IsExcused)));
        Assert.Equal("Never called.", line.Criticals[1].Justification);
        Assert.Equal(Encoding.UTF8.GetBytes(Criticals), await house.Get<BlobStore>().ReadAsync(line.Content, default));
        Assert.Equal("scan.submitted", (await house.Entries())[^1].Action);
    }

    [Theory, OnBothDatabases]
    public async Task The_gate_sees_every_scan_in_its_order_with_the_criticals_that_nobody_excused(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var (version, other) = (await house.Sealed(owner, owner), await house.Sealed(owner, owner, "v2.0"));
        _ = (await Submit(house, owner, Criticals, Before(house, days: 2))).Value;
        house.Time.Advance(TimeSpan.FromDays(1));
        _ = (await Submit(house, owner, "[]", Before(house, days: 1))).Value;

        await using var db = await house.Dbs.CreateDbContextAsync();
        var history = await ScanHistory.Of(db, [version, other], default);

        Assert.Empty(history[other]);
        Assert.Equal(2, history[version].Count);
        Assert.Equal(["CVE-2 in yaml 5.3"], history[version][0].Criticals);
        Assert.StartsWith("Scan 1 by grype, database of ", history[version][0].Words);
        Assert.EndsWith(": 2 critical, 1 of them excused, 1 high", history[version][0].Words);
        Assert.Empty(history[version][1].Criticals);
        Assert.EndsWith(": no vulnerability", history[version][1].Words);
        Assert.True(history[version][0].SubmittedAt < history[version][1].SubmittedAt && history[version][0].DatabaseAt < history[version][1].DatabaseAt);
    }

    [Theory, OnBothDatabases]
    public async Task Scans_that_come_at_once_are_all_kept_one_after_the_other(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);

        var scans = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Submit(house, owner, "[]", Before(house, days: 1)))));

        Assert.All(scans, scan => Assert.Null(scan.Refusal));
        Assert.Equal([6, 5, 4, 3, 2, 1], (await house.Get<ScanQueries>().OfVersion(version, new PageRequest(1, 50), default)).Items.Select(scan => scan.Ordinal));
    }

    [Fact]
    public async Task Of_two_days_of_the_database_the_earlier_one_counts()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        var told = $$"""{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"timestamp":"{{Before(house, days: 5)}}T00:00:00Z"},"vulnerabilities":[]}""";

        _ = (await Submit(house, owner, told, Before(house, days: 1))).Value;
        _ = (await Submit(house, owner, told, Before(house, days: 9))).Value;
        _ = (await Submit(house, owner, told, null)).Value;

        Assert.Equal([5, 9, 5], (await house.Get<ScanQueries>().OfVersion(version, new PageRequest(1, 50), default)).Items.Select(scan => (house.Time.GetUtcNow().Date - scan.DatabaseAt.Date).Days));
    }

    [Fact]
    public async Task A_scan_without_a_day_of_its_database_or_with_one_that_cannot_be_is_refused()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);

        foreach (var day in new[] { null, "", "yesterday", "2026-13-01", Before(house, days: -1), "1999-12-31", "0001-01-01" })
            Assert.Equal("database", Assert.IsType<Invalid>((await Submit(house, owner, "[]", day)).Refusal).Faults[0].Field);
        var ahead = $$"""{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"timestamp":"{{Before(house, days: -1)}}T00:00:00Z"},"vulnerabilities":[]}""";
        Assert.Equal("metadata.timestamp", Assert.IsType<Invalid>((await Submit(house, owner, ahead, Before(house, days: 1))).Refusal).Faults[0].Field);
        Assert.DoesNotContain(await house.Entries(), entry => entry.Action == "scan.submitted");
    }

    [Fact]
    public async Task Only_a_sealed_version_is_scanned_and_only_by_who_brings_its_evidence()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        _ = (await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(owner, "v2.0")), default)).Value;
        var stranger = await house.Person("Stranger", Role.Developer);
        var auditor = await house.Person("Auditor", Role.Auditor);

        Assert.IsType<NotAllowed>((await Submit(house, owner, "[]", Before(house, days: 1), "v2.0")).Refusal);
        Assert.IsType<NotFound>((await Submit(house, owner, "[]", Before(house, days: 1), "v3.0")).Refusal);
        Assert.IsType<Forbidden>((await Submit(house, stranger, "[]", Before(house, days: 1))).Refusal);
        Assert.IsType<Forbidden>((await Submit(house, auditor, "[]", Before(house, days: 1))).Refusal);
    }

    [Fact]
    public async Task More_bytes_than_a_scan_has_are_refused_and_of_many_criticals_those_without_an_excuse_are_kept_first()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        var excused = string.Join(',', Enumerable.Range(0, 600).Select(at => $$$"""{"id":"CVE-{{{at}}}","ratings":[{"severity":"critical"}],"analysis":{"state":"resolved"}}"""));
        var many = $$"""{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{{excused}},{"id":"OPEN","ratings":[{"severity":"critical"}]}]}""";

        var large = await Submit(house, owner, new string(' ', SubmitScan.MostBytes + 1), Before(house, days: 1));
        _ = (await Submit(house, owner, many, Before(house, days: 1))).Value;

        Assert.Equal("body", Assert.IsType<Invalid>(large.Refusal).Faults[0].Field);
        var line = Assert.Single((await house.Get<ScanQueries>().OfVersion(version, new PageRequest(1, 50), default)).Items);
        Assert.Equal((601, 600, Scan.MostCriticals, "OPEN"), (line.Counts.Critical, line.Excused, line.Criticals.Count, line.Criticals[0].Vulnerability));
    }

    private static string Before(House house, int days) => house.Time.GetUtcNow().AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<Result<ScanId>> Submit(House house, Actor actor, string json, string? database, string label = Workshop.Label) =>
        house.Get<SubmitScan>().Run(actor, new(Workshop.Code, label, new MemoryStream(Encoding.UTF8.GetBytes(json)), database), default);
}
