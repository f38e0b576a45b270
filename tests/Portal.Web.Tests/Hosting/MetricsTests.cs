using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Promotions;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Hosting;

public sealed class MetricsTests : IAsyncLifetime
{
    /// <summary>Units and types that do not belong into a name, after promtool's own list.</summary>
    private static readonly string[] Abbreviations = ["s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"];
    private static readonly string[] OtherUnits = ["milliseconds", "microseconds", "nanoseconds", "minutes", "hours", "days", "kilobytes", "megabytes", "gigabytes", "bits", "percent"];
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary"];

    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        using var client = _host.Anonymous();
        using var page = await client.GetAsync("/account/login");
        using var api = await client.GetAsync("/api/v1/nothing");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_metrics_are_in_the_format_that_they_say()
    {
        using var answer = await _host.Anonymous().GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.NotEmpty(PrometheusText.Parse(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_names_are_as_prometheus_wants_them()
    {
        var families = await Scrape();

        Assert.All(families, family =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", family.Name);
            Assert.Equal(family.Type == "counter", family.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.DoesNotMatch("_(count|sum|bucket|info)$", family.Name);
            Assert.Empty(family.Name.Split('_').Intersect([.. Abbreviations, .. OtherUnits, .. Types]));
            Assert.True(family.Help.Contains(' '), $"{family.Name} is not explained: {family.Help}");
            Assert.All(family.Samples, sample => Assert.DoesNotMatch("[A-Z]", sample.Name));
        });
    }

    [Fact]
    public async Task Series_begin_at_nought_before_anything_happens()
    {
        var families = await Scrape();

        Assert.Equal(["outcome=\"refused\"", "outcome=\"succeeded\""], LabelsOf(families, "portal_sign_ins_total"));
        Assert.Equal(Enum.GetNames<Verdict>().Select(verdict => $"verdict=\"{verdict.ToLowerInvariant()}\"").Order(StringComparer.Ordinal), LabelsOf(families, "portal_signatures_total"));
        Assert.Equal(6, LabelsOf(families, "portal_deliveries_total").Count());
        Assert.Equal(["kind=\"mail\"", "kind=\"webhook\""], LabelsOf(families, "portal_deliveries_waiting"));
    }

    [Fact]
    public async Task A_sign_in_counts_by_its_outcome_and_its_entry_counts_too()
    {
        _ = await _host.Person("Owner", Role.SystemOwner);
        var before = await Scrape();

        _ = await _host.Get<SignIn>().Run(new(PortalHost.AddressOf("Owner"), PortalHost.Password, Origin.None), default);
        _ = await _host.Get<SignIn>().Run(new(PortalHost.AddressOf("Owner"), "wrong", Origin.None), default);
        _ = await _host.Get<SignIn>().Run(new("nobody@example.org", "wrong", Origin.None), default);

        // Counters are the process', and other tests count in it at the same time.
        var after = await Scrape();
        Assert.True(Rise(before, after, "portal_sign_ins_total", "outcome=\"succeeded\"") >= 1);
        Assert.True(Rise(before, after, "portal_sign_ins_total", "outcome=\"refused\"") >= 2);
        Assert.True(Rise(before, after, "portal_ledger_entries_total", "") >= 2);
    }

    [Fact]
    public async Task Scrapes_at_the_same_time_do_not_count_twice()
    {
        var scrapes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(Scrape)));

        Assert.All(scrapes, families => Assert.InRange(ValueOf(families, "dotnet_process_cpu_number", ""), Environment.ProcessorCount, Environment.ProcessorCount));
    }

    private async Task<IReadOnlyList<Family>> Scrape() => PrometheusText.Parse(await _host.Anonymous().GetStringAsync("/metrics"));

    private static IEnumerable<string> LabelsOf(IReadOnlyList<Family> families, string name) => families.Single(family => family.Name == name).Samples.Select(sample => sample.Labels);

    private static double ValueOf(IReadOnlyList<Family> families, string name, string labels) =>
        families.Single(family => family.Name == name).Samples.Single(sample => sample.Labels == labels).Value;

    private static double Rise(IReadOnlyList<Family> before, IReadOnlyList<Family> after, string name, string labels) => ValueOf(after, name, labels) - ValueOf(before, name, labels);
}
