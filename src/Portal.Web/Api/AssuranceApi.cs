using Portal.Assurance;
using Portal.Findings;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Assurance;

namespace Portal.Web.Api;

/// <summary>What looks across, over HTTP.</summary>
internal static class AssuranceApi
{
    public static void MapAssuranceApi(this RouteGroupBuilder api)
    {
        var systems = api.MapGroup("/systems").WithTags("Assurance");
        systems.MapGet("/{code}/readiness", One).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What the system's tier demands before Production: what is there, what lacks, what is tolerated, and what nobody checks yet; with its maturity beside the target")
            .Produces<ReadinessAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        systems.MapGet("/{code}/difference", Difference).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What became of an entry between the ends of two days: every field with the revision that changed it, and what of its versions, cards, promotions, findings and exceptions stands otherwise; without a later day, up to now")
            .Produces<DifferenceAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Difference(string code, string? from, string? to, DifferenceQueries queries, CancellationToken ct) =>
        (await queries.Of(code, from, to, ct)).ToHttp(difference => Results.Json(DifferenceAnswer.Of(difference)));

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

    private sealed record DifferenceAnswer(
        string System, DateOnly From, DateOnly To, int? RevisionBefore, int RevisionAfter, IReadOnlyList<FieldAnswer> Fields, StateAnswer<SystemStage>? Stage, IReadOnlyList<StateAnswer<Stage>> Versions,
        IReadOnlyList<StateAnswer<int>> Cards, IReadOnlyList<StateAnswer<PromotionState>> Promotions, IReadOnlyList<StateAnswer<FindingState>> Findings, IReadOnlyList<StateAnswer<ExceptionState>> Exceptions, DateTimeOffset? RetiredAt)
    {
        public static DifferenceAnswer Of(EntryDifference difference) => new(
            difference.Code, difference.From, difference.To, difference.Before?.Number, difference.After.Number, [.. difference.Fields.Select(FieldAnswer.Of)],
            difference.Stage is { } stage ? StateAnswer<SystemStage>.Of(stage) : null, [.. difference.Versions.Select(StateAnswer<Stage>.Of)], [.. difference.Cards.Select(StateAnswer<int>.Of)],
            [.. difference.Promotions.Select(StateAnswer<PromotionState>.Of)], [.. difference.Findings.Select(StateAnswer<FindingState>.Of)], [.. difference.Exceptions.Select(StateAnswer<ExceptionState>.Of)], difference.RetiredAt);
    }

    private sealed record FieldAnswer(string Field, string Label, bool Material, string Before, string After, int Revision, string PublishedBy, DateTimeOffset PublishedAt)
    {
        public static FieldAnswer Of(FieldDifference field) => new(
            field.Change.Key, field.Change.Label, field.Change.Materiality == Materiality.Material, field.Change.Before, field.Change.After, field.Revision, field.PublishedBy, field.PublishedAt);
    }

    private sealed record StateAnswer<T>(string Code, string Title, T? Before, T? After) where T : struct
    {
        public static StateAnswer<T> Of(StateDifference<T> moved) => new(moved.Code, moved.Title, moved.Before, moved.After);
    }
}
