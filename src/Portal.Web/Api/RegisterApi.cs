using Microsoft.AspNetCore.Mvc;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Register;

namespace Portal.Web.Api;

/// <summary>The register over HTTP. Accepting and returning entries are decisions, and these exist in pages only.</summary>
internal static class RegisterApi
{
    public static void MapRegisterApi(this RouteGroupBuilder api)
    {
        var systems = api.MapGroup("/systems").WithTags("Register");
        systems.MapGet("", List).RequireAuthorization(nameof(Permission.Read))
            .ReadsThePast().TakesRegisterFilters().WithSummary("The systems of the register; as of a past day, those whose entry was published then").Produces<Paged<SystemItem>>().ProducesValidationProblem();
        systems.MapPost("", File).RequireAuthorization(nameof(Permission.FileSystems)).Repeatable(Replayed)
            .WithSummary("File a system: it gets its code and its first draft").Reads<EntryBody>("application/json").Produces<SystemAnswer>(StatusCodes.Status201Created).ProducesValidationProblem();
        systems.MapGet("/{code}", One).RequireAuthorization(nameof(Permission.Read))
            .ReadsThePast().WithSummary("An entry as published, with its open draft; as of a past day, what stood then").Produces<SystemAnswer>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        systems.MapGet("/{code}/revisions", Revisions).RequireAuthorization(nameof(Permission.Read))
            .ReadsThePast().WithSummary("The published revisions of an entry, newest first: who, when, and what changed").Produces<Paged<RevisionAnswer>>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        systems.MapPut("/{code}", Write).RequireAuthorization(nameof(Permission.FileSystems))
            .WithSummary("Write the draft, whole: what is left out is emptied. If-Match guards against overwriting somebody else's change")
            .Reads<EntryBody>("application/json").Produces<SystemAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        systems.MapPost("/{code}/submit", Submit).RequireAuthorization(nameof(Permission.FileSystems)).Repeatable(Reread)
            .WithSummary("Submit the draft: published at once when nothing material differs, else handed to risk")
            .Produces<SystemAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        systems.MapPut("/{code}/documents/{name}", Attach).RequireAuthorization(nameof(Permission.FileSystems))
            .WithSummary("Put a file beside the draft: kept by its digest, in the place of one of the same name")
            .WithMetadata(new DisableRequestSizeLimitAttribute()).Reads<Stream>("application/octet-stream").Produces<AttachedDocument>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        systems.MapGet("/{code}/documents/{digest}", Download).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("The bytes of a document by its digest").Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>An escaped slash is still escaped in the route's value, and would be kept as part of the name.</summary>
    private static async Task<IResult> Attach(string code, string name, Caller caller, HttpRequest request, AttachDocument attach, CancellationToken ct) =>
        (await attach.Run(caller.Actor, new(code, name.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase), request.Body), ct)).ToHttp(document => Results.Json(document));

    private static async Task<IResult> Download(string code, string digest, EntryDocuments documents, CancellationToken ct) =>
        Digest.TryParse(digest) is { } known && await documents.Open(code, known, ct) is { } file
            ? Results.Stream(file.Content, "application/octet-stream", file.Name)
            : Answers.Problem(new NotFound($"Document {digest} of {code}"));

    private static async Task<IResult> List(HttpContext http, RegisterQueries register, PeopleQueries people, Then then, TimeProvider time, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        // Persons are addresses here; in the portal's own pages they are ids.
        var owners = await people.ByEmail(http.Request.Query["owner"].OfType<string>(), ct);
        var asked = RegisterAddress.Read(key => [.. http.Request.Query[key].OfType<string>()], address => owners.GetValueOrDefault(address.Trim())?.Id, time.GetUtcNow());
        if (asked.Faults.Count > 0)
            return Answers.Problem(new Invalid(asked.Faults));
        if (asked.Filter.ReviewBy is not null && asOf.Day is not null)
            return Answers.Problem(new Invalid("due", "When a review was due on a past day is told by its entry alone."));

        var found = await register.List(asked.Filter, asked.Order, Paging.Of(page, size), asOf, ct);
        return Results.Json(found.ToAnswer(SystemItem.Of));
    }

    private static async Task<IResult> File(HttpContext http, Caller caller, PeopleQueries people, FileSystem fileSystem, CancellationToken ct)
    {
        var body = await JsonBody.Read<EntryBody>(http);
        if (!(await body.ToContent(people, ct)).Succeeded(out var content, out var refusal))
            return Answers.Problem(refusal);

        return await (await fileSystem.Run(caller.Actor, new(content), ct)).ToHttp(filed => Replayed(http, filed.Code));
    }

    private static async Task<IResult> One(HttpContext http, string code, RegisterQueries register, Then then, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);
        if (asOf.Day is not { } day)
            return await Read(http, code, register, ct);

        return await register.Entry(code, asOf, ct) is { } entry ? Results.Json(SystemAnswer.Of(entry)) : Answers.Problem(Missing(code, day));
    }

    private static async Task<IResult> Revisions(string code, RegisterQueries register, Then then, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        return await register.Revisions(code, asOf, Paging.Of(page, size), ct) is { } history
            ? Results.Json(history.Page.ToAnswer(published => RevisionAnswer.Of(published, history.People)))
            : Answers.Problem(asOf.Day is { } day ? Missing(code, day) : new NotFound(code));
    }

    private static NotFound Missing(string code, DateOnly day) => new($"{code} in the register of {Calendar.Text(day)}");

    private static async Task<IResult> Read(HttpContext http, string code, RegisterQueries register, CancellationToken ct) =>
        await register.Entry(code, AsOf.Now, ct) is { } entry ? Answer(http, entry) : Answers.Problem(new NotFound(code));

    private static async Task<IResult> Write(
        HttpContext http, string code, Caller caller, PeopleQueries people, RegisterQueries register, EditEntry editEntry, CancellationToken ct)
    {
        var body = await JsonBody.Read<EntryBody>(http);
        if (await register.Entry(code, AsOf.Now, ct) is not { } entry)
            return Answers.Problem(new NotFound(code));
        if (!(await body.ToContent(people, ct)).Succeeded(out var content, out var refusal))
            return Answers.Problem(refusal);

        var result = await editEntry.Run(caller.Actor, new(code, content, EntityTags.Expected(http.Request, entry.Version)), ct);
        return await Done(http, result, code, register, ct);
    }

    private static async Task<IResult> Submit(HttpContext http, string code, Caller caller, RegisterQueries register, SubmitEntry submitEntry, CancellationToken ct)
    {
        if (await register.Entry(code, AsOf.Now, ct) is not { } entry)
            return Answers.Problem(new NotFound(code));

        var result = await submitEntry.Run(caller.Actor, new(code, EntityTags.Expected(http.Request, entry.Version)), ct);
        return await Done(http, result, code, register, ct);
    }

    /// <summary>The entry as it is now; who lost against another change gets its tag, to read and try again.</summary>
    private static async Task<IResult> Done<T>(HttpContext http, Result<T> result, string code, RegisterQueries register, CancellationToken ct)
    {
        if (result.Refusal is Changed && await register.Entry(code, AsOf.Now, ct) is { } present)
            EntityTags.Set(http, present.Version);
        return await result.ToHttp(_ => Read(http, code, register, ct));
    }

    private static IResult Answer(HttpContext http, EntryView entry)
    {
        EntityTags.Set(http, entry.Version);
        return Results.Json(SystemAnswer.Of(entry));
    }

    private static Task<IResult> Reread(HttpContext http, string code) =>
        Read(http, code, http.RequestServices.GetRequiredService<RegisterQueries>(), http.RequestAborted);

    private static async Task<IResult> Replayed(HttpContext http, string code)
    {
        if (await http.RequestServices.GetRequiredService<RegisterQueries>().Entry(code, AsOf.Now, http.RequestAborted) is not { } entry)
            return Answers.Problem(new NotFound(code));

        EntityTags.Set(http, entry.Version);
        return Results.Created($"/api/v1/systems/{code}", SystemAnswer.Of(entry));
    }
}
