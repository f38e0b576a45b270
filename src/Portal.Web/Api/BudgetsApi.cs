using Portal.Monitoring.Budgets;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What systems and departments may spend.</summary>
internal static class BudgetsApi
{
    public static void MapBudgetsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/budgets", List).RequireAuthorization(nameof(Permission.Read)).WithTags("Costs")
            .WithSummary("Budgets with what is spent of them and a forecast to the end of the period, in millionths of the organisation's currency").Produces<Paged<BudgetAnswer>>().ProducesValidationProblem().ReadsThePast();
        api.MapPost("/budgets", Set).RequireAuthorization(nameof(Permission.SetBudgets)).WithTags("Costs").Repeatable(WasSet)
            .WithSummary("Set what a system or a department may spend a day, a month or a request; what was set before is replaced")
            .Reads<BudgetBody>("application/json").Produces<BudgetAnswer>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(BudgetQueries budgets, Then then, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        var (asked, all) = (Paging.Of(page, size), await budgets.All(asOf, ct));
        return Results.Json(new Page<BudgetUse>([.. all.Skip(asked.Skip).Take(asked.Size)], asked.Number, asked.Size, all.Count).ToAnswer(BudgetAnswer.Of));
    }

    private static async Task<IResult> Set(HttpContext http, Caller caller, SetBudget set, CancellationToken ct)
    {
        var body = await JsonBody.Read<BudgetBody>(http);
        var result = await set.Run(caller.Actor, new(body.System, body.Department, body.Period, body.AmountMicros ?? 0), ct);
        return await result.ToHttp(id => WasSet(http, $"{id}"));
    }

    private static async Task<IResult> WasSet(HttpContext http, string id) =>
        await http.RequestServices.GetRequiredService<BudgetQueries>().One(Guid.Parse(id), http.RequestAborted) is { } use
            ? Results.Json(BudgetAnswer.Of(use), statusCode: StatusCodes.Status201Created)
            : Answers.Problem(new NotFound($"Budget {id}"));

    private sealed record BudgetBody(string? System, string? Department, BudgetPeriod? Period, long? AmountMicros);

    /// <param name="Id">The same when it is set again.</param>
    /// <param name="System">Absent of a department's.</param>
    /// <param name="Department">Absent of a system's.</param>
    /// <param name="Period">Day, month or request.</param>
    /// <param name="AmountMicros">What may be spent.</param>
    /// <param name="SpentMicros">Until now; of a request the mean of the last hour at the lower end of its interval.</param>
    /// <param name="ForecastMicros">At the end of the period; absent while there is too little to go by, and of requests.</param>
    /// <param name="Percent">Spent, of what may be.</param>
    private sealed record BudgetAnswer(Guid Id, string? System, string? Department, BudgetPeriod Period, long AmountMicros, long? SpentMicros, long? ForecastMicros, double? Percent)
    {
        public static BudgetAnswer Of(BudgetUse use) => new(
            use.Budget.Id, use.Budget.Scope == BudgetScope.System ? use.Budget.Name : null, use.Budget.Scope == BudgetScope.Department ? use.Budget.Name : null,
            use.Budget.Period, use.Budget.Micros, use.Spent, use.Forecast, use.Share);
    }
}
