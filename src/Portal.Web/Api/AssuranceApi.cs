using Portal.Assurance;
using Portal.Shared;
using Portal.Web.Assurance;

namespace Portal.Web.Api;

/// <summary>What looks across, over HTTP.</summary>
internal static class AssuranceApi
{
    public static void MapAssuranceApi(this RouteGroupBuilder api) =>
        api.MapGroup("/systems").WithTags("Assurance").MapGet("/{code}/readiness", One).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What the system's tier demands before Production: what is there, what lacks, what is tolerated, and what nobody checks yet; with its maturity beside the target")
            .Produces<ReadinessAnswer>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> One(string code, ReadinessQueries queries, CancellationToken ct) =>
        await queries.Of(code, ct) is { } readiness ? Results.Json(ReadinessAnswer.Of(readiness)) : Answers.Problem(new NotFound(code));

    private sealed record ReadinessAnswer(
        string System, RiskTier Tier, bool TierIsConfirmed, int Policy, string? Version, Stage? Stage, int Lacking, IReadOnlyList<ItemAnswer> Items, MaturityAnswer Maturity)
    {
        public static ReadinessAnswer Of(Readiness readiness) => new(
            readiness.Code, readiness.Tier, readiness.TierIsConfirmed, readiness.Policy, readiness.Version, readiness.Stage, readiness.Lacking.Count(),
            [.. readiness.Items.Select(item => new ItemAnswer(item.Key, item.Name, item.State, item.Explanation, ReadinessWords.HrefOf(readiness, item, mayEdit: true)))],
            new MaturityAnswer(readiness.Maturity.Level, readiness.Maturity.Word, readiness.Maturity.Target, readiness.Maturity.Reason, readiness.Maturity.Next));
    }

    /// <summary>An item with the page where it is mended or seen, from the portal's root; absent where there is nowhere to go.</summary>
    private sealed record ItemAnswer(string Key, string Name, ReadinessState State, string Explanation, string? Page);

    private sealed record MaturityAnswer(int Level, string Word, int Target, string Reason, string? Next);
}
