using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Standing approvals over HTTP: asked for and read. Each is voted, and revoked, in its review room.</summary>
internal static class StandingApi
{
    public static void MapStandingApi(this RouteGroupBuilder api)
    {
        var approvals = api.MapGroup("/standing-approvals").WithTags("Promotions");
        approvals.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).WithName("ListStandingApprovals")
            .WithSummary("Standing approvals, newest first").Produces<Paged<StandingItem>>();
        approvals.MapPost("", Request).RequireAuthorization(nameof(Permission.RequestPromotions)).WithName("RequestStandingApproval")
            .Repeatable(Replayed).Reads<StandingBody>("application/json")
            .WithSummary("Ask to let small releases in by one signature each; the tier's flow votes on it once").Produces<StandingItem>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        approvals.MapGet("/{code}", Read).RequireAuthorization(nameof(Permission.Read)).WithName("GetStandingApproval")
            .WithSummary("One standing approval").Produces<StandingItem>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(StandingApprovalQueries approvals, int? page, int? size, CancellationToken ct) =>
        Results.Json((await approvals.List(Paging.Of(page, size), AsOf.Now, ct)).ToAnswer(StandingItem.Of));

    private static async Task<IResult> Request(HttpContext http, Caller caller, RequestStanding request, StandingApprovalQueries approvals, PolicyQueries policies, CancellationToken ct)
    {
        var body = await JsonBody.Read<StandingBody>(http);
        var most = (await policies.InForce(ct)).Standing;
        var terms = new StandingTerms(body.MayChange ?? [], [.. (body.Ranges ?? []).Select(range => new SettingRange(range.Name, range.From, range.To))], body.MustPass ?? "", body.MostDrift, body.Uses ?? most.MostUses, body.Days ?? most.MostDays, body.Step ?? StepKind.Technical);
        var result = await request.Run(caller.Actor, new(body.System, body.Stage, terms, body.Case ?? ""), ct);
        return await result.ToHttp(async id => Created(await approvals.One(id, ct)));
    }

    private static async Task<IResult> Read(string code, StandingApprovalQueries approvals, CancellationToken ct) =>
        await approvals.One(code, ct) is { } found ? Results.Json(StandingItem.Of(found)) : Answers.Problem(new NotFound($"Standing approval {code}"));

    private static async Task<IResult> Replayed(HttpContext http, string subject) => Created(await http.RequestServices.GetRequiredService<StandingApprovalQueries>().One(subject, http.RequestAborted));

    private static IResult Created(StandingLine? line) =>
        line is null ? Answers.Problem(new NotFound("This standing approval")) : Results.Created($"/api/v1/standing-approvals/{line.Code}", StandingItem.Of(line));

    /// <summary>Where <c>uses</c> and <c>days</c> are not said they are the most that the policy allows; where there is no <c>step</c>, a technical reviewer signs.</summary>
    internal sealed record StandingBody(
        string System, Stage Stage, IReadOnlyList<string>? MayChange = null, IReadOnlyList<RangeItem>? Ranges = null, string? MustPass = null, double? MostDrift = null, int? Uses = null, int? Days = null, StepKind? Step = null, string? Case = null);

    internal sealed record RangeItem(string Name, decimal From, decimal To);

    internal sealed record StandingItem(
        string Id, string Code, string System, string Version, Stage Stage, PromotionState State, string? OpenStep, IReadOnlyList<string> MayChange, IReadOnlyList<RangeItem> Ranges, string MustPass, double? MostDrift, int Uses, int Used, int Days, StepKind Step, DateTimeOffset? Until)
    {
        public static StandingItem Of(StandingLine line) => new(
            line.Id.ToString(), line.Code, line.SystemCode, line.Version, line.Stage, line.State, line.OpenStep, line.Terms.MayChange, [.. line.Terms.Ranges.Select(range => new RangeItem(range.Name, range.From, range.To))],
            line.Terms.MustPass, line.Terms.MostDrift, line.Terms.Uses, line.Used, line.Terms.Days, line.Terms.Step, line.IsInForce ? line.ExpiresAt : null);
    }
}
