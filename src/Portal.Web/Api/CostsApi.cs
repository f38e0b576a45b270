using System.Globalization;
using Portal.Monitoring.Costs;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What models cost, and what was spent beside them.</summary>
internal static class CostsApi
{
    public static void MapCostsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/prices", Prices).RequireAuthorization(nameof(Permission.Read)).WithTags("Costs")
            .WithSummary("The price list, the newest first; amounts are millionths of the currency for a million tokens").Produces<Paged<PriceAnswer>>().ProducesValidationProblem().ReadsThePast();
        api.MapPost("/prices", Add).RequireAuthorization(nameof(Permission.FileSystems)).WithTags("Costs").Repeatable(Added)
            .WithSummary("Add a price that was held against the provider's list; calls that came before keep what they cost")
            .Reads<PriceBody>("application/json").Produces<PriceAnswer>(StatusCodes.Status201Created).ProducesValidationProblem();
        api.MapGet("/costs", Spent).RequireAuthorization(nameof(Permission.Read)).WithTags("Costs")
            .WithSummary("What each system cost in the month of a day, this one unless said otherwise, with a forecast to its end")
            .Produces<Paged<Spend>>().ProducesValidationProblem().ReadsThePast();
        api.MapPost("/costs", Post).RequireAuthorization(nameof(Permission.SendTelemetry)).WithTags("Costs").Repeatable(Posted)
            .WithSummary("Tell what a system cost on a day beside its calls, in millionths of the organisation's currency")
            .Reads<CostBody>("application/json").Produces<CostAnswer>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Prices(CostQueries costs, Then then, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        var paging = Paging.Of(page, size);
        var all = await costs.Prices(asOf, ct);
        return Results.Json(new Page<ModelPrice>([.. all.Skip(paging.Skip).Take(paging.Size)], paging.Number, paging.Size, all.Count).ToAnswer(PriceAnswer.Of));
    }

    private static async Task<IResult> Spent(DateOnly? day, SpendQueries spends, Then then, TimeProvider time, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        var (asked, all) = (Paging.Of(page, size), await spends.Month(day ?? DateOnly.FromDateTime((asOf.At ?? time.GetUtcNow()).UtcDateTime), asOf, ct));
        return Results.Json(new Page<Spend>([.. all.Skip(asked.Skip).Take(asked.Size)], asked.Number, asked.Size, all.Count).ToAnswer(spend => spend));
    }

    private static async Task<IResult> Add(HttpContext http, Caller caller, AddPrice add, CancellationToken ct)
    {
        var body = await JsonBody.Read<PriceBody>(http);
        var terms = new PriceTerms(
            body.Provider ?? "", body.Model ?? "", body.Currency ?? "", body.ValidFrom ?? default, body.Input ?? -1, body.CacheRead, body.CacheWrite, body.Output ?? -1, body.Rate ?? 0);
        return (await add.Run(caller.Actor, terms, ct)).ToHttp(price => Results.Json(PriceAnswer.Of(price), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> Added(HttpContext http, string number) =>
        await http.RequestServices.GetRequiredService<CostQueries>().Price(int.Parse(number, CultureInfo.InvariantCulture), http.RequestAborted) is { } price
            ? Results.Json(PriceAnswer.Of(price), statusCode: StatusCodes.Status201Created)
            : Answers.Problem(new NotFound($"Price {number}"));

    private static async Task<IResult> Post(HttpContext http, Caller caller, PostCost post, CancellationToken ct)
    {
        var body = await JsonBody.Read<CostBody>(http);
        var result = await post.Run(caller.Actor, new(body.System ?? "", body.Day ?? default, body.What ?? "", body.AmountMicros ?? 0), ct);
        return await result.ToHttp(id => Posted(http, $"{id}"));
    }

    private static async Task<IResult> Posted(HttpContext http, string id) =>
        await http.RequestServices.GetRequiredService<CostQueries>().Posted(Guid.Parse(id), http.RequestAborted) is ({ } system, { } cost)
            ? Results.Json(new CostAnswer(cost.Id, system, cost.Day, cost.What, cost.Micros), statusCode: StatusCodes.Status201Created)
            : Answers.Problem(new NotFound($"Cost {id}"));

    private sealed record CostBody(string? System, DateOnly? Day, string? What, long? AmountMicros);

    private sealed record CostAnswer(Guid Id, string System, DateOnly Day, string What, long AmountMicros);

    private sealed record PriceBody(
        string? Provider, string? Model, string? Currency, DateOnly? ValidFrom, long? Input, long? CacheRead, long? CacheWrite, long? Output, long? Rate);

    /// <summary>A number of 0: the portal came with it.</summary>
    private sealed record PriceAnswer(
        int Number, string Provider, string Model, string Currency, DateOnly ValidFrom, long Input, long CacheRead, long CacheWrite, long Output, long Rate, bool Verified)
    {
        public static PriceAnswer Of(ModelPrice price) => new(
            price.Number, price.Provider, price.Model, price.Currency, price.ValidFrom, price.Input, price.CacheRead, price.CacheWrite, price.Output, price.Rate, price.Verified);
    }
}
