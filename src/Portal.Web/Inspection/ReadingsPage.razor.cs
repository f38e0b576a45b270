using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;
using Portal.Web.Audit;
using Portal.Web.Ui;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Inspection;

/// <summary>Who read a record, or what a person read: the acts of reading out of the ledger. All that it shows stands in its address.</summary>
public sealed partial class ReadingsPage(ReadingQueries readings, PeopleQueries people, Calendar calendar, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<Choice<string>> _people = [];
    private Page<ReadingLine>? _page;
    private string _query = "";

    [SupplyParameterFromQuery] private string? Subject { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery] private string? Person { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync() =>
        _people = [.. (await people.All(_stop.Token)).Select(person => new Choice<string>(person.Id.ToString(), person.Name))];

    protected override async Task OnParametersSetAsync()
    {
        // What somebody wrote into the address and is no choice filters nothing.
        PersonId? person = Guid.TryParse(Person, out var id) ? new PersonId(id) : null;
        ReadingKind? kind = Enum.TryParse<ReadingKind>(Kind, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : null;
        var (from, to) = (DayOf(From), DayOf(To));
        var filter = new ReadingFilter(SubjectLink.Typed(Subject), person, kind, from is { } first ? calendar.StartOf(first) : null, to is { } last ? calendar.StartOf(last.AddDays(1)) : null);
        _query = string.Join('&', new (string Name, string? Value)[]
        {
            ("subject", filter.Subject), ("kind", kind?.ToString()), ("person", person?.ToString()), ("from", from is { } begins ? Calendar.Text(begins) : null), ("to", to is { } ends ? Calendar.Text(ends) : null),
        }.Where(part => part.Value is { Length: > 0 }).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value ?? "")}"));
        _page = await readings.List(filter, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);
    }

    private DateOnly? DayOf(string? text) => text is not null && calendar.AsOf("day", text).Succeeded(out var asOf, out _) ? asOf.Day : null;

    private void Go(string key, ChangeEventArgs change) => navigator.Narrow(key, change.Value is string value && !string.IsNullOrWhiteSpace(value) ? [value.Trim()] : []);
}
