namespace Portal.Tests.Architecture;

/// <summary>The checker finds what is planted for it, so that an empty list means something.</summary>
public sealed class BoundariesTests
{
    private const string Map = """
        ## Who may use whom
        | capability | may use |
        |---|---|
        | every capability | Shared, Data |
        | Cellar, Garden | – |
        | Kitchen | Cellar (queries) |

        ## Something else
        | Garden | Cellar |
        """;

    private static readonly Boundaries Planted = new("Planted", "Data", "Shared", WhoMayUseWhom.Read(Map));
    private static readonly IReadOnlyList<Reference> OfThisAssembly = References.Of(typeof(BoundariesTests).Assembly.Location);

    [Theory]
    [InlineData("ByBaseType")]
    [InlineData("ByField")]
    [InlineData("BySignature")]
    [InlineData("ByGenericArgument")]
    [InlineData("ByBody")]
    [InlineData("ByLambda")]
    [InlineData("ByAwait")]
    [InlineData("ByWhatTheHubHolds")]
    [InlineData("ByNestedClass")]
    public void A_planted_use_is_found(string way) =>
        Assert.Contains($"Planted.Garden.{way} uses Planted.Cellar.Wine", Planted.Violations(OfThisAssembly));

    [Fact]
    public void An_attribute_is_a_use() =>
        Assert.Contains("Planted.Garden.ByAttribute uses Planted.Cellar.CorkedAttribute", Planted.Violations(OfThisAssembly));

    [Fact]
    public void The_foundation_may_use_nobody() =>
        Assert.Contains("Planted.Shared.KnowsACapability uses Planted.Cellar.Wine", Planted.Violations(OfThisAssembly));

    [Fact]
    public void What_the_table_allows_is_no_violation() =>
        Assert.DoesNotContain(Planted.Violations(OfThisAssembly), violation => violation.Contains("Kitchen") || violation.Contains("Innocent") || violation.StartsWith("Planted.Data", StringComparison.Ordinal));

    [Fact]
    public void A_row_of_the_table_may_name_several() =>
        Assert.Equal(["Cellar", "Garden", "Kitchen"], WhoMayUseWhom.Read(Map).Capabilities.Order());
}
