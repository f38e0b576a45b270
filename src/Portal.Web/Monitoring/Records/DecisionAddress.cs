using System.Globalization;
using Portal.Monitoring.Records;
using Portal.Shared;
using Portal.Web.Findings;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Monitoring.Records;

/// <summary>What an address asks of the recorded decisions of a system; never whom they are about, which stays out of histories and logs.</summary>
public sealed record DecisionAddress(SearchDecisions.Input Input, IReadOnlyList<Fault> Faults)
{
    public static readonly IReadOnlyList<string> Filtering = ["outcome", "version", "from", "to"];

    public static DecisionAddress Read(string system, Func<string, IReadOnlyList<string>> valuesOf, Calendar calendar)
    {
        var address = new ListAddress(valuesOf);
        return new DecisionAddress(
            new SearchDecisions.Input(system)
            {
                Outcome = address.Text("outcome"),
                Version = address.Text("version"),
                From = DayOf(address, "from") is { } from ? calendar.StartOf(from) : null,
                To = DayOf(address, "to") is { } to ? calendar.StartOf(to.AddDays(1)) : null,
            },
            address.Faults);
    }

    /// <summary>The last day there is has none after it.</summary>
    private static DateOnly? DayOf(ListAddress address, string key)
    {
        if (address.Last(key) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return day;

        address.Fault(key, "Write a day as 2026-05-31.");
        return null;
    }
}
