using Portal.Evaluation;
using Portal.Lineage;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Data sets by name: versions by their digest, with what uses them. The data themselves stay where they are.</summary>
internal static class DatasetsApi
{
    public static void MapDatasetsApi(this RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets").WithTags("Data sets");
        datasets.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).WithName("ListDatasets")
            .WithSummary("Data sets by name, each with its newest version").Produces<Paged<DatasetItem>>().ProducesValidationProblem().ReadsThePast();
        datasets.MapPost("", Register).RequireAuthorization(nameof(Permission.SubmitEvidence)).WithName("RegisterDataset")
            .WithSummary("Name a version of a data set by its digest: the first of a name registers it, the same digest again is the version that it was")
            .Repeatable(Whole).Reads<DatasetBody>("application/json").Produces<WholeDataset>(StatusCodes.Status201Created).ProducesValidationProblem();
        datasets.MapGet("/{name}", One).RequireAuthorization(nameof(Permission.Read)).WithName("GetDataset")
            .WithSummary("A data set with its versions, the suites whose labels it is and the versions that were evaluated on it").Produces<WholeDataset>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(DatasetQueries queries, Then then, Calendar calendar, int? page, int? size, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal) ? Results.Json((await queries.List(Paging.Of(page, size), asOf, ct)).ToAnswer(line => DatasetItem.Of(line, calendar))) : Answers.Problem(refusal);

    private static async Task<IResult> One(string name, HttpContext http) =>
        await Read(http, name) is { } found ? Results.Json(found) : Answers.Problem(new NotFound(name));

    private static async Task<IResult> Register(Caller caller, HttpContext http, RegisterDataset register, CancellationToken ct)
    {
        var body = await JsonBody.Read<DatasetBody>(http);
        if (Digest.TryParse(body.Digest) is not { } digest)
            return Answers.Problem(new Invalid("digest", "It is sha256: and 64 lower-case hexadecimal digits."));

        var name = body.Name ?? "";
        var result = await register.Run(caller.Actor, new(name, body.Description ?? "", new(digest, body.Rows ?? 0, body.From, body.To)), ct);
        return await result.ToHttp(_ => Whole(http, name));
    }

    private static async Task<IResult> Whole(HttpContext http, string name) => Results.Json(await Read(http, name), statusCode: StatusCodes.Status201Created);

    private static async Task<WholeDataset?> Read(HttpContext http, string name)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<DatasetQueries>().One(name, ct) is not { } found)
            return null;

        var uses = await services.GetRequiredService<DatasetUseQueries>().Of([name], AsOf.Now, ct);
        return WholeDataset.Of(found, uses.GetValueOrDefault(name, DatasetUse.None), services.GetRequiredService<Calendar>());
    }
}

internal sealed record DatasetBody(string? Name, string? Description, string? Digest, long? Rows, DateOnly? From, DateOnly? To);

/// <summary>The age is that of the newest day that the data cover, or of the registration where no day is known.</summary>
internal sealed record DatasetItem(string Name, string Description, int Version, string Digest, long Rows, DateOnly? From, DateOnly? To, int AgeDays, string RegisteredBy, DateTimeOffset RegisteredAt)
{
    public static DatasetItem Of(DatasetLine line, Calendar calendar) => new(
        line.Name, line.Description, line.Number, line.Digest.Text, line.Rows, line.From, line.To, line.AgeOn(calendar.Today), line.By.Email, line.At);
}

internal sealed record WholeDataset(string Name, string Description, IReadOnlyList<DatasetVersionAnswer> Versions, IReadOnlyList<string> Suites, IReadOnlyList<DatasetTrial> Evaluated)
{
    public static WholeDataset Of(DatasetView view, DatasetUse use, Calendar calendar) => new(
        view.Name, view.Description,
        [.. view.Versions.Select(version => new DatasetVersionAnswer(
            version.Number, version.Digest.Text, version.Rows, version.From, version.To, version.AgeOn(calendar.Today), version.By.Email, version.At))],
        use.Suites, use.Trials);
}

internal sealed record DatasetVersionAnswer(int Version, string Digest, long Rows, DateOnly? From, DateOnly? To, int AgeDays, string RegisteredBy, DateTimeOffset RegisteredAt);
