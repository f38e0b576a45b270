using Portal.Accounts;
using Portal.Monitoring.Kpis;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What systems are to reach, and where they are.</summary>
internal static class KpisApi
{
    public static void MapKpisApi(this RouteGroupBuilder api)
    {
        var kpis = api.MapGroup("/kpis").WithTags("KPIs");
        kpis.MapGet("", List).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("KPIs with their readings, of one system or of all").Produces<Paged<KpiAnswer>>().ProducesValidationProblem().ReadsThePast();
        kpis.MapPost("", Set).RequireAuthorization(nameof(Permission.FileSystems)).Repeatable(WasSet)
            .WithSummary("Say what a system is to reach, with readings where there are any; what is there under the name is changed")
            .Reads<KpiBody>("application/json").Produces<KpiAnswer>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        kpis.MapPost("/{id:guid}/readings", Read).RequireAuthorization(nameof(Permission.SendTelemetry)).Repeatable(WasSet)
            .WithSummary("Tell where a KPI was on some days; a day that is told again is replaced")
            .Reads<ReadingsBody>("application/json").Produces<KpiAnswer>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(string? system, KpiQueries kpis, Then then, int? page, int? size, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal)
            ? Results.Json((await kpis.List(string.IsNullOrWhiteSpace(system) ? null : system.Trim(), Paging.Of(page, size), asOf, ct)).ToAnswer(KpiAnswer.Of))
            : Answers.Problem(refusal);

    private static async Task<IResult> Set(HttpContext http, Caller caller, SetKpi set, PeopleQueries people, CancellationToken ct)
    {
        var body = await JsonBody.Read<KpiBody>(http);
        PersonId? owner = null;
        if (body.Owner is { } address && (owner = (await people.ByEmail([address], ct)).GetValueOrDefault(address.Trim())?.Id) is null)
            return Answers.Problem(new Invalid("owner", "Nobody here has this account."));

        var result = await set.Run(
            caller.Actor, new(body.System ?? "", body.Name ?? "", new KpiTerms(body.Unit ?? "", body.Direction, body.Target, body.Objective ?? ""), owner, Readings(body.Readings)), ct);
        return await result.ToHttp(id => WasSet(http, $"{id}"));
    }

    private static async Task<IResult> Read(HttpContext http, Guid id, Caller caller, ReadKpi read, CancellationToken ct)
    {
        var body = await JsonBody.Read<ReadingsBody>(http);
        return await (await read.Run(caller.Actor, new(id, Readings(body.Readings)), ct)).ToHttp(kpi => WasSet(http, $"{kpi}"));
    }

    private static async Task<IResult> WasSet(HttpContext http, string id) =>
        await http.RequestServices.GetRequiredService<KpiQueries>().One(Guid.Parse(id), http.RequestAborted) is { } kpi
            ? Results.Json(KpiAnswer.Of(kpi), statusCode: StatusCodes.Status201Created)
            : Answers.Problem(new NotFound($"KPI {id}"));

    private static IReadOnlyList<SetKpi.Reading> Readings(IReadOnlyList<ReadingBody?>? readings) =>
        [.. (readings ?? []).Select(reading => new SetKpi.Reading(reading?.Day ?? default, reading?.Value ?? double.NaN))];

    private sealed record KpiBody(string? System, string? Name, double? Target, KpiDirection? Direction, string? Owner, string? Objective, string? Unit, IReadOnlyList<ReadingBody?>? Readings);

    private sealed record ReadingsBody(IReadOnlyList<ReadingBody?>? Readings);

    private sealed record ReadingBody(DateOnly? Day, double? Value);

    /// <param name="Id">The same when it is set again.</param>
    /// <param name="System">The code.</param>
    /// <param name="Name">One of a kind in its system.</param>
    /// <param name="Target">Where it is to be.</param>
    /// <param name="Direction">On which side of the target.</param>
    /// <param name="Owner">By address.</param>
    /// <param name="Objective">What it serves.</param>
    /// <param name="Unit">Absent of a count or a ratio.</param>
    /// <param name="Readings">The oldest first.</param>
    /// <param name="Met">Whether the last reading is where it is to be; absent before the first.</param>
    private sealed record KpiAnswer(Guid Id, string System, string Name, double Target, KpiDirection Direction, string? Owner, string Objective, string? Unit, IReadOnlyList<KpiPoint> Readings, bool? Met)
    {
        public static KpiAnswer Of(KpiLine line) => new(line.Id, line.System, line.Name, line.Target, line.Direction, line.Owner?.Email, line.Objective, line.Unit.Length == 0 ? null : line.Unit, line.Readings, line.IsMet);
    }
}
