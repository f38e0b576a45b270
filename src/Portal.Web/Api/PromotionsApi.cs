using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Promotions;

namespace Portal.Web.Api;

/// <summary>Promotions over HTTP: pipelines request, read, apply and fetch certificates. Deciding and signing exist in pages only.</summary>
internal static class PromotionsApi
{
    public static void MapPromotionsApi(this RouteGroupBuilder api)
    {
        var promotions = api.MapGroup("/promotions").WithTags("Promotions");
        promotions.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).ReadsThePast().WithName("ListPromotions")
            .WithSummary("Requests, newest first").Produces<Paged<PromotionItem>>().ProducesValidationProblem();
        promotions.MapPost("", Request).RequireAuthorization(nameof(Permission.RequestPromotions)).WithName("RequestPromotion")
            .Repeatable(Replayed).Reads<RequestBody>("application/json")
            .WithSummary("Ask to bring a sealed version to a stage; the gate is checked at once").Produces<PromotionItem>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        promotions.MapGet("/{id}", One).RequireAuthorization(nameof(Permission.Read)).ReadsThePast().WithName("GetPromotion")
            .WithSummary("One request, by id or code; as of a past day, how it stood then").Produces<PromotionItem>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        promotions.MapPost("/{id}/apply", Apply).RequireAuthorization(nameof(Permission.ApplyPromotions)).WithName("ApplyPromotion")
            .Repeatable(Reread)
            .WithSummary("Make an approval take effect").Produces<PromotionItem>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        promotions.MapGet("/{id}/certificate", Certificate).RequireAuthorization(nameof(Permission.Read)).WithName("GetCertificate")
            .WithSummary("The certificate of an applied promotion, valid 24 hours: as a JWT, or with format=dsse as an in-toto statement in a DSSE envelope")
            .Produces<string>(StatusCodes.Status200OK, CertificateForms.TypeOf(CertificateForm.Jwt), CertificateForms.TypeOf(CertificateForm.Dsse))
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>On-call's tools and pipelines stop what runs; resuming is done in the page.</summary>
    public static void MapSuspendApi(this RouteGroupBuilder api) =>
        api.MapPost("/systems/{code}/suspend", Suspend).WithTags("Promotions").RequireAuthorization(nameof(Permission.Suspend)).WithName("SuspendSystem")
            .Repeatable(Reread).Reads<SuspendBody>("application/json")
            .WithSummary("Stop what a promotion brought into a stage; its fall-back takes over").Produces<PromotionItem>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Suspend(HttpContext http, string code, Caller caller, SuspendPromotion suspend, CancellationToken ct)
    {
        var body = await JsonBody.Read<SuspendBody>(http);
        var result = await suspend.Run(caller.Actor, new(code, body.Stage, body.Reason ?? "", body.Fallback ?? ""), ct);
        return await result.ToHttp(id => Read(id.ToString(), http, ct));
    }

    private static async Task<IResult> List(PromotionQueries promotions, Then then, int? page, int? size, string? system, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        var found = await promotions.List(new PromotionFilter(System: system), Paging.Of(page, size), asOf, ct);
        return Results.Json(found.ToAnswer(PromotionItem.Of));
    }

    private static async Task<IResult> Request(HttpContext http, Caller caller, RequestPromotion request, PromotionQueries promotions, CancellationToken ct)
    {
        var body = await JsonBody.Read<RequestBody>(http);
        var result = await request.Run(caller.Actor, new(body.System, body.Version, body.Stage, body.ChangeReason, body.Case ?? body.Reason ?? "") { Change = body.ChangeClass }, ct);
        return await result.ToHttp(async id => Created(await promotions.Line(id, AsOf.Now, ct)));
    }

    private static async Task<IResult> One(string id, HttpContext http, Then then, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal) ? await Read(id, http, asOf, ct) : Answers.Problem(refusal);

    private static Task<IResult> Read(string id, HttpContext http, CancellationToken ct) => Read(id, http, AsOf.Now, ct);

    private static async Task<IResult> Read(string id, HttpContext http, AsOf asOf, CancellationToken ct)
    {
        var (promotions, signatures, releases, time) = (
            http.RequestServices.GetRequiredService<PromotionQueries>(), http.RequestServices.GetRequiredService<SignatureQueries>(),
            http.RequestServices.GetRequiredService<ReleaseQueries>(), http.RequestServices.GetRequiredService<TimeProvider>());
        if (await Find(promotions, id, asOf, ct) is not { } found)
            return Answers.Problem(new NotFound($"Promotion {id}{(asOf.Day is { } day ? $" on {Calendar.Text(day)}" : "")}"));

        // What was released and seen is known of now alone.
        var release = asOf.Day is null ? await releases.Of(found.Id, ct) : null;
        return Results.Json(PromotionItem.Of(found) with
        {
            Decisions = [.. (await signatures.Of(found.Id, asOf, ct)).Select(DecisionItem.Of)],
            Release = release is null ? null : new(release.ReleasedAt, release.FirstRows, release.LastRows, release.MismatchAt(time.GetUtcNow())),
        });
    }

    private static async Task<IResult> Apply(string id, HttpContext http, Caller caller, ApplyPromotion apply, PromotionQueries promotions, CancellationToken ct)
    {
        if (await Find(promotions, id, ct) is not { } found)
            return Answers.Problem(new NotFound($"Promotion {id}"));

        var result = await apply.Run(caller.Actor, found.Id, ct);
        return await result.ToHttp(_ => Read(id, http, ct));
    }

    private static async Task<IResult> Certificate(string id, string? format, Caller caller, IssueCertificate issue, PromotionQueries promotions, CancellationToken ct)
    {
        if (CertificateForms.Parse(format ?? "jwt") is not { } form)
            return Answers.Problem(new Invalid("format", "There are the formats jwt and dsse."));
        if (await Find(promotions, id, ct) is not { } found)
            return Answers.Problem(new NotFound($"Promotion {id}"));

        var result = await issue.Run(caller.Actor, new(found.Id, form), ct);
        return result.ToHttp(certificate => Results.Text(certificate, CertificateForms.TypeOf(form)));
    }

    private static async Task<IResult> Replayed(HttpContext http, string subject) => Created(await Find(http.RequestServices.GetRequiredService<PromotionQueries>(), subject, http.RequestAborted));

    private static Task<IResult> Reread(HttpContext http, string subject) => Read(subject, http, http.RequestAborted);

    private static IResult Created(PromotionLine? line) =>
        line is null ? Answers.Problem(new NotFound("This promotion")) : Results.Created($"/api/v1/promotions/{line.Id}", PromotionItem.Of(line));

    private static Task<PromotionLine?> Find(PromotionQueries promotions, string id, CancellationToken ct) => Find(promotions, id, AsOf.Now, ct);

    private static async Task<PromotionLine?> Find(PromotionQueries promotions, string id, AsOf asOf, CancellationToken ct)
    {
        var found = Guid.TryParse(id, out var guid) ? new PromotionId(guid) : await promotions.ByCode(id, ct);
        return found is { } promotion ? await promotions.Line(promotion, asOf, ct) : null;
    }

    /// <summary><c>case</c> is the requester's case; <c>reason</c> is taken for it when there is no case. <c>changeClass</c> raises what the portal derives.</summary>
    internal sealed record RequestBody(string System, string Version, Stage Stage, ReasonForChange ChangeReason, string? Reason = null, string? Case = null, ChangeClass? ChangeClass = null);

    internal sealed record SuspendBody(Stage Stage, string? Reason = null, string? Fallback = null);

    internal sealed record PromotionItem(
        string Id, string Code, string System, string Version, Stage Stage, PromotionState State, string? OpenStep, string RequestedBy, DateTimeOffset SubmittedAt, EmergencyItem? Emergency)
    {
        /// <summary>What kind of change it is: derived, or raised by the requester; absent in requests from before that was derived.</summary>
        public ChangeClass? ChangeClass { get; init; }

        /// <summary>The version that it was compared with; absent of the first in its stage.</summary>
        public string? ChangeAgainst { get; init; }

        /// <summary>Which differences made it that.</summary>
        public IReadOnlyList<string>? ChangeBecause { get; init; }

        /// <summary>The standing approval that let it in, or that it is outside of.</summary>
        public string? StandingApproval { get; init; }

        /// <summary>In what it is outside of the standing approval; empty where that lets it in.</summary>
        public IReadOnlyList<string>? Outside { get; init; }

        /// <summary>Every signature in the order in which it was given; where one request is read.</summary>
        public IReadOnlyList<DecisionItem>? Decisions { get; init; }

        /// <summary>Its clock stands still: since when, and who or what lacks.</summary>
        public Standstill? Standstill { get; init; }

        /// <summary>Of what is in force in production: when its certificate was fetched last, and on which days rows came; where one request is read.</summary>
        public ReleaseItem? Release { get; init; }

        public static PromotionItem Of(PromotionLine line) => new(
            line.Id.ToString(), line.Code, line.SystemCode, line.Version, line.Target, line.State, line.OpenStep, line.Requester.Email, line.SubmittedAt, line.Emergency is { } emergency ? EmergencyItem.Of(emergency) : null)
        {
            Standstill = line.Standstill,
            ChangeClass = line.Change?.Class,
            ChangeAgainst = line.Change?.Against?.Label,
            ChangeBecause = line.Change?.Because,
            StandingApproval = line.Change?.Standing?.Code,
            Outside = line.Change?.Standing?.Outside,
        };
    }

    internal sealed record ReleaseItem(DateTimeOffset? ReleasedAt, DateOnly? FirstRows, DateOnly? LastRows, ReleaseMismatch? Mismatch);

    /// <summary>Of what was applied before it was decided: by which two, why, and by when the skipped steps review it.</summary>
    internal sealed record EmergencyItem(string StartedBy, string ConfirmedBy, string Reason, DateTimeOffset AppliedAt, DateTimeOffset ReviewBy, DateTimeOffset? RatifiedAt)
    {
        public static EmergencyItem Of(EmergencyLine line) => new(line.StartedBy.Email, line.ConfirmedBy.Email, line.Reason, line.AppliedAt, line.ReviewBy, line.RatifiedAt);
    }

    /// <summary>One signature. <c>counts</c> is whether it counts for what stands there now.</summary>
    internal sealed record DecisionItem(
        int Number, bool Counts, int Revision, StepKind Step, string? Seat, string Name, string? InPlaceOf, Verdict Verdict, string Meaning, string Reason, string Subject, int Policy,
        string AuthenticatedWith, DateTimeOffset AuthenticatedAt, DateTimeOffset At, IReadOnlyList<ConditionItem> Conditions)
    {
        public static DecisionItem Of(SignatureLine line) => Of(line.Vote);

        private static DecisionItem Of(VoteView vote) => new(
            vote.Number, vote.Counts, vote.Revision, vote.Step, vote.Seat, vote.PrintedName, vote.InPlaceOf, vote.Verdict, vote.Meaning, vote.Reason, vote.Subject.Text, vote.Policy,
            vote.AuthenticatedWith, vote.AuthenticatedAt, vote.At, [.. vote.Asked.Select(one => new ConditionItem(one.Text, one.Owner, one.Due, one.Blocking))]);
    }

    internal sealed record ConditionItem(string Text, string Owner, DateOnly Due, bool Blocking);
}
