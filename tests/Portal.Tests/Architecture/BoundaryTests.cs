namespace Portal.Tests.Architecture;

public sealed class BoundaryTests
{
    private const string Hub = "Data";
    private const string Foundation = "Shared";

    private static readonly string[] OfTheHost = ["Microsoft.AspNetCore.Http.", "Microsoft.AspNetCore.Components.", "Microsoft.AspNetCore.Mvc."];

    private static readonly WhoMayUseWhom Table = WhoMayUseWhom.Read(File.ReadAllText(Beside("ARCHITECTURE.md")));
    private static readonly Boundaries Capabilities = new("Portal", Hub, Foundation, Table);
    private static readonly IReadOnlyList<Reference> OfPortal = References.Of(Beside("Portal.dll"));

    [Fact]
    public void No_capability_uses_another_one_that_the_map_does_not_allow_it() =>
        Assert.Empty(Capabilities.Violations(OfPortal));

    [Fact]
    public void The_map_names_every_capability() =>
        Assert.Empty(Capabilities.CapabilitiesIn(OfPortal).Except([Hub, Foundation, .. Table.Capabilities]));

    [Fact]
    public void No_rule_of_the_portal_knows_of_a_page_or_a_request() =>
        Assert.DoesNotContain(OfPortal, reference => OfTheHost.Any(reference.Used.StartsWith));

    [Fact]
    public void Statistics_knows_nothing_but_numbers() =>
        Assert.Empty(OutsideTheFramework("Portal.Statistics.dll").Except(["MathNet.Numerics"]));

    [Fact]
    public void The_ledger_depends_on_nothing() =>
        Assert.Empty(OutsideTheFramework("Portal.Ledger.dll"));

    private static IEnumerable<string> OutsideTheFramework(string assembly) =>
        References.AssembliesOf(Beside(assembly)).Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
