using Microsoft.OpenApi;
using Portal.Accounts;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.Api;

/// <summary>Findings and exceptions over HTTP. Exceptions are requested and signed in pages only.</summary>
internal static class FindingsApi
{
    public static void MapFindingsApi(this RouteGroupBuilder api)
    {
        var findings = api.MapGroup("/findings").WithTags("Findings");
        findings.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).ReadsThePast().TakesFindingFilters()
            .WithSummary("Findings, the most severe and longest overdue first; closed ones too unless states are named").Produces<Paged<FindingItem>>().ProducesValidationProblem();
        findings.MapPost("", Raise).RequireAuthorization(nameof(Permission.RaiseFindings)).Repeatable(Replayed)
            .WithSummary("Say what must be done, by whom and until when: a finding gets its code").Reads<FindingBody>("application/json")
            .Produces<WholeFinding>(StatusCodes.Status201Created).ProducesValidationProblem();
        findings.MapGet("/{code}", One).RequireAuthorization(nameof(Permission.Read)).ReadsThePast()
            .WithSummary("A finding with its story; as of a past day, how it stood then").Produces<WholeFinding>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        findings.MapPost("/{code}/claim", Claim).RequireAuthorization(nameof(Permission.RaiseFindings)).Repeatable(Reread)
            .WithSummary("Say that it is done, and where that can be seen: whoever has the finding does").Reads<ClaimBody>("application/json")
            .Produces<WholeFinding>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        findings.MapPost("/{code}/close", Close).RequireAuthorization(nameof(Permission.CloseFindings)).Repeatable(Reread)
            .WithSummary("Close what somebody else has done; never by who has the finding or says that it is done").Reads<CloseBody>("application/json")
            .Produces<WholeFinding>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGroup("/exceptions").WithTags("Findings").MapGet("", Exceptions).RequireAuthorization(nameof(Permission.Read)).ReadsThePast().TakesExceptionFilters()
            .WithSummary("What is tolerated for a time, and what is asked for").Produces<Paged<ExceptionItem>>().ProducesValidationProblem();
    }

    private static async Task<IResult> List(HttpContext http, FindingQueries findings, PeopleQueries people, Then then, Calendar calendar, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        // Persons are addresses here; in the portal's own pages they are ids.
        var owners = await people.ByEmail(http.Request.Query["owner"].OfType<string>(), ct);
        var asked = FindingAddress.Read(key => [.. http.Request.Query[key].OfType<string>()], address => owners.GetValueOrDefault(address.Trim())?.Id, asOf.Day ?? calendar.Today);
        if (asked.Faults.Count > 0)
            return Answers.Problem(new Invalid(asked.Faults));

        var lines = await findings.List(asked.Filter, asked.Order, Paging.Of(page, size), asOf, ct);
        var named = await people.ById(lines.Items.Select(line => line.OwnerId), ct);
        return Results.Json(lines.ToAnswer(line => FindingItem.Of(line, named)));
    }

    private static async Task<IResult> Raise(HttpContext http, Caller caller, RaiseFinding raise, PeopleQueries people, CancellationToken ct)
    {
        var body = await JsonBody.Read<FindingBody>(http);
        if (body.Severity is not { } severity)
            return Answers.Problem(new Invalid("severity", $"It is one of {string.Join(", ", Enum.GetNames<FindingSeverity>())}."));
        if ((await people.ByEmail([body.Owner ?? ""], ct)).GetValueOrDefault(body.Owner?.Trim() ?? "") is not { } owner)
            return Answers.Problem(new Invalid("owner", "Nobody with this address has an account."));

        var result = await raise.Run(
            caller.Actor, new(body.System, body.Source ?? FindingSource.Review, severity, body.Title ?? "", body.Text ?? "", owner.Id, body.Due ?? default, body.About ?? ""), ct);
        return await result.ToHttp(code => Replayed(http, code));
    }

    private static async Task<IResult> One(string code, Caller caller, FindingQueries findings, Then then, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal) ? await Read(caller.Actor, code, findings, asOf, ct) : Answers.Problem(refusal);

    private static async Task<IResult> Claim(HttpContext http, string code, Caller caller, ClaimFinding claim, FindingQueries findings, CancellationToken ct)
    {
        var body = await JsonBody.Read<ClaimBody>(http);
        return await (await claim.Run(caller.Actor, new(code, body.Evidence ?? ""), ct)).ToHttp(_ => Read(caller.Actor, code, findings, AsOf.Now, ct));
    }

    private static async Task<IResult> Close(HttpContext http, string code, Caller caller, CloseFinding close, FindingQueries findings, CancellationToken ct)
    {
        var body = await JsonBody.Read<CloseBody>(http);
        return await (await close.Run(caller.Actor, new(code, body.Remarks ?? ""), ct)).ToHttp(_ => Read(caller.Actor, code, findings, AsOf.Now, ct));
    }

    private static async Task<IResult> Exceptions(HttpContext http, ExceptionQueries exceptions, PeopleQueries people, TimeProvider time, Then then, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        var asked = ExceptionAddress.Read(key => [.. http.Request.Query[key].OfType<string>()], asOf.At ?? time.GetUtcNow());
        if (asked.Faults.Count > 0)
            return Answers.Problem(new Invalid(asked.Faults));

        var lines = await exceptions.List(asked.Filter, asked.Order, Paging.Of(page, size), asOf, ct);
        var named = await people.ById(lines.Items.SelectMany(line => new[] { line.RequestedById, line.ApprovedById }).OfType<PersonId>(), asOf, ct);
        return Results.Json(lines.ToAnswer(line => ExceptionItem.Of(line, named)));
    }

    /// <summary>A token that is bound to other systems than the finding's reads it as little as their entries.</summary>
    private static async Task<IResult> Read(Actor actor, string code, FindingQueries findings, AsOf asOf, CancellationToken ct) =>
        await findings.One(code, asOf, ct) is not { } finding ? Answers.Problem(new NotFound(asOf.Day is { } day ? $"{code} on {Calendar.Text(day)}" : code))
        : finding.Line.SystemId is { } system && actor.RefusalOn(system, finding.Line.System ?? code) is { } unbound ? Answers.Problem(unbound)
        : Results.Json(WholeFinding.Of(finding));

    private static async Task<IResult> Reread(HttpContext http, string code) =>
        await http.RequestServices.GetRequiredService<FindingQueries>().One(code, AsOf.Now, http.RequestAborted) is { } finding ? Results.Json(WholeFinding.Of(finding)) : Answers.Problem(new NotFound(code));

    private static async Task<IResult> Replayed(HttpContext http, string code) =>
        await http.RequestServices.GetRequiredService<FindingQueries>().One(code, AsOf.Now, http.RequestAborted) is { } finding
            ? Results.Created($"/api/v1/findings/{code}", WholeFinding.Of(finding))
            : Answers.Problem(new NotFound(code));

    private static RouteHandlerBuilder TakesFindingFilters(this RouteHandlerBuilder endpoint) => endpoint.Takes(
        ("q", "Part of a code, title, text or of what it is about.", Words()),
        ("state", "Several may be named, as of every filter.", Each<FindingState>()),
        ("severity", null, Each<FindingSeverity>()),
        ("source", null, Each<FindingSource>()),
        ("system", "By its code.", Words()),
        ("owner", "E-mail address.", Words()),
        ("due", "Not closed and overdue, or due within 7 or 30 days.", Words()),
        ("sort", $"One of {string.Join(", ", Enum.GetNames<FindingColumn>())}; with a minus before it, descending.", Words()));

    private static RouteHandlerBuilder TakesExceptionFilters(this RouteHandlerBuilder endpoint) => endpoint.Takes(
        ("q", "Part of a code, of what is tolerated or of the reason.", Words()),
        ("state", "Several may be named, as of every filter.", Each<ExceptionState>()),
        ("rule", null, Each<ExceptionRule>()),
        ("system", "By its code.", Words()),
        ("expires", "Holds, and runs out within 7 or 30 days.", Words()),
        ("sort", $"One of {string.Join(", ", Enum.GetNames<ExceptionColumn>())}; with a minus before it, descending.", Words()));

    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params (string Key, string? About, OpenApiSchema Schema)[] parameters) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        foreach (var (key, about, schema) in parameters)
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = key, In = ParameterLocation.Query, Description = about, Schema = schema });
        return Task.CompletedTask;
    });

    private static OpenApiSchema Words() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Each<T>() where T : struct, Enum => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<T>().Select(name => (System.Text.Json.Nodes.JsonNode)name)] },
    };

    /// <summary>What is missing is refused by name, not as a body that cannot be read.</summary>
    internal sealed record FindingBody(
        string? Title = null, string? Text = null, FindingSeverity? Severity = null, string? Owner = null, DateOnly? Due = null, string? System = null, FindingSource? Source = null, string? About = null);

    internal sealed record ClaimBody(string? Evidence = null);

    internal sealed record CloseBody(string? Remarks = null);
}
