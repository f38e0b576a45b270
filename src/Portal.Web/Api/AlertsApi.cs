using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Web.Api;

/// <summary>Alerts over HTTP: what is open, and what people do about it.</summary>
internal static class AlertsApi
{
    public static void MapAlertsApi(this RouteGroupBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).ReadsThePast()
            .WithSummary("Alerts, the open and serious ones first; closed ones too unless a state is named").Produces<Paged<AlertItem>>().ProducesValidationProblem();
        alerts.MapGet("/{code}", One).RequireAuthorization(nameof(Permission.Read)).ReadsThePast()
            .WithSummary("An alert with its story; as of a past day, as far as it had come").Produces<WholeAlert>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        alerts.MapPost("/{code}/take", Take).RequireAuthorization(nameof(Permission.RaiseFindings)).Repeatable(Reread)
            .WithSummary("Look after it from now on").Produces<WholeAlert>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        alerts.MapPost("/{code}/comment", Comment).RequireAuthorization(nameof(Permission.RaiseFindings)).Repeatable(Reread)
            .WithSummary("Add a word to its story").Reads<CommentBody>("application/json").Produces<WholeAlert>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        alerts.MapPost("/{code}/snooze", Snooze).RequireAuthorization(nameof(Permission.RaiseFindings)).Repeatable(Reread)
            .WithSummary("Leave it alone until an instant, at most 30 days from now; it comes back by itself, and at once when it becomes graver").Reads<SnoozeBody>("application/json")
            .Produces<WholeAlert>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        alerts.MapPost("/{code}/close", Close).RequireAuthorization(nameof(Permission.RaiseFindings)).Repeatable(Reread)
            .WithSummary("Close it with its cause; it opens again when it becomes graver, or has settled and moves anew").Reads<CloseAlertBody>("application/json")
            .Produces<WholeAlert>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/systems/{code}/alerts", OfSystem).RequireAuthorization(nameof(Permission.Read)).ReadsThePast().WithTags("Alerts")
            .WithSummary("The alerts of one system").Produces<Paged<AlertItem>>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/systems/{code}/alerts/simulate", Simulate).RequireAuthorization(nameof(Permission.Read)).WithTags("Alerts")
            .WithSummary("Which alerts these rules would have opened on the hours of the last days; what is not said is as the policy has it. Nothing is kept")
            .Reads<SimulateBody>("application/json").Produces<SimulationAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(AlertQueries alerts, Then then, AlertState? state, AlertSeverity? severity, string? system, int? page, int? size, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal)
            ? Results.Json((await alerts.List(Filter(state, severity, string.IsNullOrWhiteSpace(system) ? null : system.Trim()), Paging.Of(page, size), asOf, ct)).ToAnswer(AlertItem.Of))
            : Answers.Problem(refusal);

    private static async Task<IResult> OfSystem(string code, AlertQueries alerts, Then then, AlertState? state, AlertSeverity? severity, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        return await alerts.Knows(code, ct)
            ? Results.Json((await alerts.List(Filter(state, severity, code), Paging.Of(page, size), asOf, ct)).ToAnswer(AlertItem.Of))
            : Answers.Problem(new NotFound($"System {code}"));
    }

    private static async Task<IResult> One(string code, Caller caller, AlertQueries alerts, Then then, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal) ? await Read(caller.Actor, code, alerts, asOf, ct) : Answers.Problem(refusal);

    private static async Task<IResult> Take(string code, Caller caller, TakeAlert take, AlertQueries alerts, CancellationToken ct) =>
        await (await take.Run(caller.Actor, new(code), ct)).ToHttp(_ => Read(caller.Actor, code, alerts, AsOf.Now, ct));

    private static async Task<IResult> Comment(HttpContext http, string code, Caller caller, CommentAlert comment, AlertQueries alerts, CancellationToken ct)
    {
        var body = await JsonBody.Read<CommentBody>(http);
        return await (await comment.Run(caller.Actor, new(code, body.Words ?? ""), ct)).ToHttp(_ => Read(caller.Actor, code, alerts, AsOf.Now, ct));
    }

    private static async Task<IResult> Snooze(HttpContext http, string code, Caller caller, SnoozeAlert snooze, AlertQueries alerts, CancellationToken ct)
    {
        var body = await JsonBody.Read<SnoozeBody>(http);
        return await (await snooze.Run(caller.Actor, new(code, body.Until, body.Reason ?? ""), ct)).ToHttp(_ => Read(caller.Actor, code, alerts, AsOf.Now, ct));
    }

    private static async Task<IResult> Close(HttpContext http, string code, Caller caller, CloseAlert close, AlertQueries alerts, CancellationToken ct)
    {
        var body = await JsonBody.Read<CloseAlertBody>(http);
        return await (await close.Run(caller.Actor, new(code, body.Cause, body.Words ?? ""), ct)).ToHttp(_ => Read(caller.Actor, code, alerts, AsOf.Now, ct));
    }

    private static async Task<IResult> Simulate(HttpContext http, string code, Caller caller, SimulateAlerts simulate, CancellationToken ct)
    {
        var body = await JsonBody.Read<SimulateBody>(http);
        return (await simulate.Run(caller.Actor, new(code, body.Version, body.Days ?? 0, body.PsiWarning, body.PsiSerious, body.SeveralFeatures), ct)).ToHttp(found => Results.Json(SimulationAnswer.Of(found)));
    }

    private static AlertFilter Filter(AlertState? state, AlertSeverity? severity, string? system) => new()
    {
        States = state is { } one ? [one] : [],
        Severities = severity is { } grave ? [grave] : [],
        System = system,
    };

    private static async Task<IResult> Read(Actor actor, string code, AlertQueries alerts, AsOf asOf, CancellationToken ct) =>
        await alerts.One(code, asOf, ct) is not { } alert ? Answers.Problem(new NotFound(code))
        : actor.RefusalOn(alert.Line.SystemId, alert.Line.System) is { } unbound ? Answers.Problem(unbound)
        : Results.Json(WholeAlert.Of(alert));

    private static async Task<IResult> Reread(HttpContext http, string code) =>
        await http.RequestServices.GetRequiredService<AlertQueries>().One(code, AsOf.Now, http.RequestAborted) is { } alert ? Results.Json(WholeAlert.Of(alert)) : Answers.Problem(new NotFound(code));

    internal sealed record CommentBody(string? Words = null);

    internal sealed record SnoozeBody(DateTimeOffset? Until = null, string? Reason = null);

    internal sealed record CloseAlertBody(AlertCause? Cause = null, string? Words = null);

    internal sealed record SimulateBody(int? Days = null, string? Version = null, double? PsiWarning = null, double? PsiSerious = null, int? SeveralFeatures = null);
}
