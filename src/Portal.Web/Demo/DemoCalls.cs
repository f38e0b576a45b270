using System.Globalization;
using System.Text;

namespace Portal.Web.Demo;

/// <summary>The calls of language models that one version of the demo makes, as a pure function of time.</summary>
/// <param name="System">The code of the system.</param>
/// <param name="Version">The label of its version.</param>
/// <param name="Model">The vendor's model that it calls.</param>
/// <param name="Input">Tokens that go in, in the middle; more are read from a cache than not.</param>
/// <param name="Output">Tokens that come out, in the middle.</param>
/// <param name="Seed">Whose chance it is.</param>
internal sealed record DemoCalls(string System, string Version, string Model, int Input, int Output, ulong Seed)
{
    public const string Provider = "northlight";

    /// <summary>One call in so many slots of two seconds.</summary>
    public const int SlotsACall = 8;

    private const int CallsAnHour = 225;

    /// <summary>Of working hours long ago fewer calls are told, which is enough for a day's spending.</summary>
    private const int CallsOfPastHour = 120;

    /// <summary>In the hour before four, one call in so many tries a model that nobody has a price for.</summary>
    private const int CallsATry = 7;

    public string? CallsOf(long slot) => slot % SlotsACall != 0 ? null : Call(slot, 0, new DateTimeOffset(slot * DemoStream.Slot.Ticks, TimeSpan.Zero));

    /// <summary>The calls of an hour that went by, one a line.</summary>
    public string CallsOfHour(DateTimeOffset hour, bool isLongAgo)
    {
        var count = isLongAgo ? CallsOfPastHour : CallsAnHour;
        return string.Concat(Enumerable.Range(0, count).Select(index =>
        {
            var time = hour + (TimeSpan.FromHours(1) * index / count);
            return Call(DemoStream.SlotOf(time), index, time);
        }));
    }

    private string Call(long slot, int index, DateTimeOffset time)
    {
        var chance = Chance.Of((ulong)slot ^ Seed, 17, (ulong)index);
        var input = (int)Math.Round(Input * Math.Exp(0.35 * chance.Normal()));
        var cached = (int)(input * 0.5 * chance.Share());
        var output = (int)Math.Round(Output * Math.Exp(0.4 * chance.Normal()));
        var latency = Math.Round(Math.Exp(6.9 + (0.35 * chance.Normal())));
        var outcome = chance.OneOf(("ok", 0.985), ("error", 0.006), ("flagged", 0.006), ("blocked", 0.003));
        var judged = Math.Round(Math.Clamp(0.88 + (0.06 * chance.Normal()), 0, 1), 2);
        var model = slot % CallsATry == 0 && time.Hour == 3 ? $"{Model}-next" : Model;
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $$"""{"id":"{{Seed:x}}-{{slot}}-{{index}}","time":"{{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","version":"{{Version}}","model":"{{model}}","provider":"{{Provider}}","inputTokens":{{input}},""")
            .Append(CultureInfo.InvariantCulture, $$""" "cacheReadTokens":{{cached}},"outputTokens":{{output}},"latencyMs":{{latency}},"outcome":"{{outcome}}",""")
            .Append("\"scores\":{\"relevance\":").Append(judged.ToString(CultureInfo.InvariantCulture)).Append("}}")
            .Append('\n').ToString();
    }
}
