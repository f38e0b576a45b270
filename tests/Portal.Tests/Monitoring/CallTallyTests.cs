using System.Text;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Tests.Monitoring;

public sealed class CallTallyTests
{
    private const string Call = """{"id":"c1","time":"2026-11-02T12:00:00Z","version":"v1","model":"small","provider":"acme","inputTokens":1000,"cacheReadTokens":200,"cacheWriteTokens":100,"outputTokens":50,"latencyMs":80,"outcome":"ok"}""";

    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly VersionId Version = VersionId.New(Noon);
    private static readonly ModelPrice Price = Priced(1, new DateOnly(2026, 1, 1), 2_000_000);

    [Fact]
    public void A_call_costs_its_fresh_cached_and_written_tokens_each_at_their_price()
    {
        // (1000 − 200 − 100)·2 + 200·0.5 + 100·2.5 + 50·8 in millionths.
        var minute = Count([Call], Price);

        Assert.Equal(1400 + 100 + 250 + 400, minute.Total("costMicros"));
        Assert.Equal(minute.Total("costMicros"), minute.Total("price:1"));
        Assert.Equal(0, minute.Total("calls.unpriced"));
    }

    [Fact]
    public void More_cached_tokens_than_there_were_cost_what_they_are_and_flag_the_row()
    {
        var minute = Count([Call.Replace("\"cacheReadTokens\":200", "\"cacheReadTokens\":2000")], Price);

        Assert.Equal(1000 + 250 + 400, minute.Total("costMicros"));
        Assert.Equal(1, minute.Total("calls.cachedOverInput"));
    }

    [Fact]
    public void A_call_of_a_model_without_a_price_is_counted_as_unpriced_and_costs_nothing()
    {
        var minute = Count([Call.Replace("small", "unknown")], Price);

        Assert.Equal((1, 0, 1), (minute.Total("calls.unpriced"), minute.Total("costMicros"), minute.Total("calls")));
    }

    [Theory]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-05-31", 1)]
    [InlineData("2026-06-01", 3)]
    [InlineData("2025-12-31", null)]
    public void The_price_is_that_of_the_day_and_of_two_from_one_day_the_later_one(string day, int? number)
    {
        var list = new PriceList([Price, Priced(2, new DateOnly(2026, 6, 1), 1), Priced(3, new DateOnly(2026, 6, 1), 2)]);

        Assert.Equal(number, list.Of("ACME", "Small", DateOnly.Parse(day))?.Number);
    }

    [Fact]
    public void A_price_in_another_currency_is_turned_into_the_organisations_at_its_rate()
    {
        var price = ModelPrice.Of(4, new PriceTerms("acme", "small", "USD", new DateOnly(2026, 1, 1), 3_000_000, null, null, 0, 900_000), Noon);

        Assert.Equal(2_700, price.Of(new CallTokens(1000, 0, 0, 500)));
        Assert.Equal(1, price.Of(new CallTokens(0, 0, 0, 0)) + 1);
    }

    [Fact]
    public void The_prices_that_the_portal_ships_with_say_that_nobody_has_verified_them() =>
        Assert.All(ShippedPrices.All, price => Assert.Equal((0, false), (price.Number, price.Verified)));

    [Fact]
    public void Outcomes_tokens_durations_and_scores_are_counted()
    {
        var minute = Count(
        [
            Call, Call.Replace("\"ok\"", "\"error\""), Call.Replace("\"ok\"", "\"blocked\""), Call.Replace("\"ok\"", "\"flagged\""),
            Call.Replace("\"ok\"", "\"ok\",\"scores\":{\"factuality\":0.5}"), Call.Replace("\"ok\"", "\"ok\",\"scores\":{\"factuality\":1}"),
        ], Price);

        Assert.Equal((6, 1, 1, 1), (minute.Total("calls"), minute.Total("calls.error"), minute.Total("calls.blocked"), minute.Total("calls.flagged")));
        Assert.Equal((6000, 300), (minute.Total("inputTokens"), minute.Total("outputTokens")));
        Assert.Equal((6, 480.0), (minute.Histograms["calls.latencyMs"].N, minute.Histograms["calls.latencyMs"].Sum));
        Assert.Equal((1_500_000, 2), (minute.Total("score:factuality"), minute.Total("scores:factuality")));
        Assert.Equal((0, Noon), (minute.Rows, minute.LastRowAt));
    }

    [Fact]
    public void Ratings_and_overrides_are_counted_at_the_time_they_came_unless_they_say_when()
    {
        var tally = new Tally(_ => null, _ => null);
        tally.Add(FeedbackRow.Read("""[{"id":"1","rating":"up"},{"id":"2","rating":1},{"id":"3","rating":"up","reason":"quick","time":"2026-11-02T11:30:00Z"}]"""u8, Noon).Value, [Version], Noon);
        tally.Add(ReviewRow.Read("{\"id\":\"1\",\"outcome\":\"upheld\",\"seconds\":30}\n{\"id\":\"2\",\"outcome\":\"overridden\"}"u8, Noon).Value, [Version], Noon);

        var (now, before) = (tally.Minutes[new(Version, Noon)], tally.Minutes[new(Version, Noon.AddMinutes(-30))]);
        Assert.Equal((2, 1, 1), (now.Total("feedback"), now.Total("rating:up"), now.Total("rating:1")));
        Assert.Equal((1, 1), (before.Total("rating:up"), before.Total("late")));
        Assert.Equal((2, 1, 1), (now.Total("reviews"), now.Total("reviews.overridden"), now.Histograms["reviews.seconds"].N));
    }

    [Theory]
    [InlineData("\"outcome\":\"ok\"", "\"outcome\":\"fine\"", "row 2, outcome")]
    [InlineData("\"outcome\":\"ok\"", "\"outcome\":\"2\"", "row 2, outcome")]
    [InlineData("\"inputTokens\":1000", "\"inputTokens\":-1", "row 2, inputTokens")]
    [InlineData("\"inputTokens\":1000", "\"inputTokens\":1.5", "row 2, inputTokens")]
    [InlineData("\"inputTokens\":1000,", "", "row 2, inputTokens")]
    [InlineData("\"latencyMs\":80", "\"latencyMs\":\"80\"", "row 2, latencyMs")]
    [InlineData("\"latencyMs\":80", "\"latencyMs\":1e300", "row 2, latencyMs")]
    [InlineData("\"model\":\"small\"", "\"model\":\"\"", "row 2, model")]
    [InlineData("\"model\":\"small\"", "\"model\":\"small\",\"model\":\"large\"", "row 2, model")]
    [InlineData("12:00:00Z", "12:00:00", "row 2, time")]
    [InlineData("2026-11-02T12", "2026-09-02T12", "row 2, time")]
    [InlineData("2026-11-02T12", "2026-11-02T13", "row 2, time")]
    [InlineData("\"id\"", "\"trace\":1,\"id\"", "row 2, trace")]
    [InlineData("\"outcome\":\"ok\"", "\"outcome\":\"ok\",\"scores\":{\"a\":\"b\"}", "row 2, scores")]
    [InlineData("\"outcome\":\"ok\"", "\"outcome\":\"ok\",\"scores\":[1]", "row 2, scores")]
    [InlineData("{\"id\":\"c1\"", "7 {\"id\":\"c1\"", "row 2")]
    [InlineData("\"outcome\":\"ok\"}", "", "row 2")]
    [InlineData("\"small\"", "\"\\ud800\"", "row 2")]
    public void A_call_that_does_not_fit_names_its_row_and_field_and_takes_the_post_with_it(string part, string instead, string field)
    {
        var refused = Assert.IsType<Invalid>(CallRow.Read(Encoding.UTF8.GetBytes(Call + "\n" + Call.Replace(part, instead)), Noon).Refusal);

        Assert.Equal(field, Assert.Single(refused.Faults).Field);
        Assert.EndsWith("No row was taken.", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[")]
    [InlineData("nonsense")]
    public void A_post_without_a_row_is_refused(string body) => Assert.IsType<Invalid>(FeedbackRow.Read(Encoding.UTF8.GetBytes(body), Noon).Refusal);

    private static MinuteCounts Count(string[] calls, ModelPrice price)
    {
        var tally = new Tally(_ => null, _ => null);
        tally.Add(CallRow.Read(Encoding.UTF8.GetBytes(string.Join('\n', calls)), Noon).Value, [Version], new PriceList([price]), Noon);
        return tally.Minutes.Single().Value;
    }

    private static ModelPrice Priced(int number, DateOnly from, long input) =>
        ModelPrice.Of(number, new PriceTerms("acme", "small", "EUR", from, input, 500_000, 2_500_000, 8_000_000, 1_000_000), Noon);
}
