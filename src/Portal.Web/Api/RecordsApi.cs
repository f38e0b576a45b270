using Microsoft.AspNetCore.Mvc;
using Portal.Monitoring.Records;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Api;

/// <summary>Recorded decisions: read back, searched, contested, reviewed by a person. Every look at one is on the record; erasing is done in the page.</summary>
internal static class RecordsApi
{
    public static void MapRecordsApi(this RouteGroupBuilder api)
    {
        var telemetry = api.MapGroup("/telemetry").WithTags("Recorded decisions");
        telemetry.MapGet("/predictions", Search).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("Recorded decisions of a system, the newest first; the next part begins after the last id of this one")
            .Produces<RecordPart>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        telemetry.MapGet("/predictions/{id}", One).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("One recorded decision by the id of its prediction, with what contributed to it as its sender said")
            .Produces<RecordAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        telemetry.MapPost("/predictions/{id}/contest", Contest).RequireAuthorization(nameof(Permission.Read)).Repeatable(Reread)
            .WithSummary("Take down that the person contests the decision: a finding for the business owner, and a review by somebody else").Reads<ContestBody>("application/json")
            .Produces<RecordAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        telemetry.MapPost("/predictions/{id}/review", Review).RequireAuthorization(nameof(Permission.Read)).Repeatable(Reread)
            .WithSummary("Say whether a contested decision stands, and why").Reads<ReviewBody>("application/json")
            .Produces<RecordAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Search(
        [FromQuery] string? system, string? subject, DateTimeOffset? from, DateTimeOffset? to, string? version, string? outcome, Guid? after, int? size, Caller caller, SearchDecisions search, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(system))
            return Unnamed();

        var input = new SearchDecisions.Input(system) { Subject = subject, From = from, To = to, Version = version, Outcome = outcome, After = after is { } last ? new RecordId(last) : null, Most = size ?? 50 };
        return (await search.Run(caller.Actor, input, ct)).ToHttp(part => Results.Json(RecordPart.Of(part)));
    }

    private static async Task<IResult> One(string id, [FromQuery] string? system, Caller caller, ReadDecision read, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(system) ? Unnamed() : await Answer(id, system, caller, read, ct);

    private static async Task<IResult> Contest(HttpContext http, string id, [FromQuery] string? system, Caller caller, ReadDecision read, ContestDecision contest, CancellationToken ct)
    {
        var body = await JsonBody.Read<ContestBody>(http);
        if (string.IsNullOrWhiteSpace(system))
            return Unnamed();
        if (!(await read.Run(caller.Actor, new(system) { Prediction = id }, ct)).Succeeded(out var decision, out var refusal))
            return Answers.Problem(refusal);

        return await (await contest.Run(caller.Actor, new(system, decision.Id, body.Statement ?? ""), ct)).ToHttp(_ => Answer(id, system, caller, read, ct));
    }

    private static async Task<IResult> Review(HttpContext http, string id, [FromQuery] string? system, Caller caller, ReadDecision read, ReviewContest review, CancellationToken ct)
    {
        var body = await JsonBody.Read<ReviewBody>(http);
        if (string.IsNullOrWhiteSpace(system))
            return Unnamed();
        if (!(await read.Run(caller.Actor, new(system) { Prediction = id }, ct)).Succeeded(out var decision, out var refusal))
            return Answers.Problem(refusal);
        if (decision.Cases is not [.., var contested])
            return Answers.Problem(new NotAllowed("Nobody contests this decision."));

        return await (await review.Run(caller.Actor, new(system, contested.Id, body.Outcome ?? default, body.Reason ?? ""), ct)).ToHttp(_ => Answer(id, system, caller, read, ct));
    }

    private static async Task<IResult> Answer(string id, string system, Caller caller, ReadDecision read, CancellationToken ct) =>
        (await read.Run(caller.Actor, new(system) { Prediction = id }, ct)).ToHttp(decision => Results.Json(RecordAnswer.Of(decision)));

    private static async Task<IResult> Reread(HttpContext http, string made) =>
        http.Items[TokenAuthentication.ActorKey] is Actor actor && http.Request.RouteValues["id"] is string id
            ? await Answer(id, http.Request.Query["system"].ToString(), new Caller(actor), http.RequestServices.GetRequiredService<ReadDecision>(), http.RequestAborted)
            : Results.NotFound();

    private static IResult Unnamed() => Answers.Problem(new Invalid("system", "Name the system in the address: ?system=AIS-0001."));

    private sealed record ContestBody(string? Statement = null);

    private sealed record ReviewBody(ContestOutcome? Outcome = null, string? Reason = null);

    private sealed record RecordPart(IReadOnlyList<RecordItem> Items, Guid? Next, bool Masked)
    {
        public static RecordPart Of(DecisionPart part) => new([.. part.Items.Select(RecordItem.Of)], part.Next?.Value, part.IsMasked);
    }

    private sealed record RecordItem(Guid Record, string Id, DateTimeOffset Time, string Version, string? Subject, string Prediction, double? Score, bool Erased, bool Contested)
    {
        public static RecordItem Of(DecisionLine line) => new(line.Id.Value, line.Prediction, line.Time, line.Version, line.Subject, line.Output, line.Score, line.IsErased, line.IsContested);
    }

    /// <summary>Approximate is always true: contributions are what the model's own explainer said, not how the model came to its output.</summary>
    private sealed record RecordAnswer(
        Guid Record, string Id, DateTimeOffset Time, string System, string Version, string? Batch, string? Subject, bool Masked, string Prediction, double? Score, string InputsDigest,
        bool InputsKept, bool ContributionsSent, bool Approximate, IReadOnlyList<ExplainedFeature> Features, IReadOnlyList<ReactionLine> Reactions, IReadOnlyList<CaseItem> Cases, IReadOnlyList<Guid> SameId, DateTimeOffset? ErasedAt)
    {
        public static RecordAnswer Of(DecisionView view) => new(
            view.Id.Value, view.Prediction, view.Time, view.System, view.Version, view.Run, view.Subject, view.IsMasked, view.Output, view.Score, view.InputsDigest.Text,
            view.HasInputs, view.HasContributions, true, view.Features, view.Reactions, [.. view.Cases.Select(CaseItem.Of)], [.. view.SameId.Select(id => id.Value)], view.ErasedAt);
    }

    private sealed record CaseItem(Guid Id, string Finding, string Statement, string? OpenedBy, DateTimeOffset OpenedAt, DateOnly Due, ContestOutcome? Outcome, string? ReviewedBy, DateTimeOffset? ReviewedAt, string Reason)
    {
        public static CaseItem Of(CaseView view) => new(view.Id.Value, view.Finding, view.Statement, view.OpenedBy?.Email, view.OpenedAt, view.Due, view.Outcome, view.ReviewedBy?.Email, view.ReviewedAt, view.Reason);
    }
}
