using Portal.Audit;
using Portal.Shared;
using Portal.Web.Audit;
using Portal.Web.Findings;

namespace Portal.Web.Inspection;

/// <summary>What an address asks of who saw what. The page passes over what is no choice, downloads refuse it by name.</summary>
public sealed record ReadingAddress(ReadingFilter Filter, IReadOnlyList<Fault> Faults)
{
    public static readonly IReadOnlyList<string> Filtering = ["subject", "kind", "person", "from", "to"];

    public static ReadingAddress Read(Func<string, IReadOnlyList<string>> valuesOf, Calendar calendar)
    {
        var address = new ListAddress(valuesOf);
        PersonId? person = Guid.TryParse(address.Last("person"), out var id) ? new PersonId(id) : null;
        if (person is null && address.Last("person") is not null)
            address.Fault("person", "It is the id of an account.");

        ReadingKind? kind = address.Last("kind") is { } named ? address.Choice<ReadingKind>("kind", named) : null;
        return new ReadingAddress(
            new ReadingFilter(
                SubjectLink.Typed(address.Text("subject")), person, kind,
                DayOf(address, "from", calendar) is { } first ? calendar.StartOf(first) : null, DayOf(address, "to", calendar) is { } last ? calendar.StartOf(last.AddDays(1)) : null),
            address.Faults);
    }

    private static DateOnly? DayOf(ListAddress address, string key, Calendar calendar)
    {
        if (address.Last(key) is not { } text)
            return null;
        if (calendar.AsOf(key, text).Succeeded(out var asOf, out var refusal))
            return asOf.Day;

        address.Fault(key, refusal.Message);
        return null;
    }
}
