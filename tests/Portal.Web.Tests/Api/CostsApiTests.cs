using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Web.Tests.Api;

public sealed class CostsApiTests : WatchedSystem
{
    [Fact]
    public async Task Prices_and_costs_come_with_their_key_once()
    {
        const string price = """{"provider":"acme","model":"small","currency":"EUR","validFrom":"2026-01-01","input":2000000,"output":8000000,"rate":1000000}""";
        var cost = $$"""{"system":"AIS-0001","day":"{{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}}","what":"Licence","amountMicros":5000000}""";

        var first = await Post(Client, "/api/v1/prices", price);
        var again = await Post(Client, "/api/v1/prices", price);
        var posted = await Post(Client, "/api/v1/costs", cost);
        var repeated = await Post(Client, "/api/v1/costs", cost);
        var list = await Client.GetFromJsonAsync<JsonElement>("/api/v1/prices");

        Assert.Equal((1, 1), (first.GetProperty("number").GetInt32(), again.GetProperty("number").GetInt32()));
        Assert.Equal(posted.GetProperty("id").GetGuid(), repeated.GetProperty("id").GetGuid());
        Assert.Equal([(1, true), (0, false)], list.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("number").GetInt32(), item.GetProperty("verified").GetBoolean())).Distinct());
    }

    [Fact]
    public async Task A_budget_is_set_and_read_with_what_is_spent_of_it()
    {
        var set = await Post(Client, "/api/v1/budgets", """{"system":"AIS-0001","period":"Month","amountMicros":5000000}""");
        var list = await Client.GetFromJsonAsync<JsonElement>("/api/v1/budgets");

        var budget = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(set.GetProperty("id").GetGuid(), budget.GetProperty("id").GetGuid());
        Assert.Equal(("AIS-0001", "Month", 5_000_000, 0), (budget.GetProperty("system").GetString(), budget.GetProperty("period").GetString(), budget.GetProperty("amountMicros").GetInt64(), budget.GetProperty("spentMicros").GetInt64()));
    }

    private static async Task<JsonElement> Post(HttpClient client, string address, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Json(body), Headers = { { "Idempotency-Key", address } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
