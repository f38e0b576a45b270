using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;
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
        var read = ReadingAddress.Read(ValuesOf, calendar);
        var refused = read.Faults.Select(fault => fault.Field).ToHashSet();
        _query = ListQuery.Of(ReadingAddress.Filtering.Where(key => !refused.Contains(key)), ValuesOf);
        _page = await readings.List(read.Filter, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);
    }

    private IReadOnlyList<string> ValuesOf(string key) =>
        (key switch { "subject" => Subject, "kind" => Kind, "person" => Person, "from" => From, "to" => To, _ => null }) is { Length: > 0 } value ? [value] : [];

    private void Go(string key, ChangeEventArgs change) => navigator.Narrow(key, change.Value is string value && !string.IsNullOrWhiteSpace(value) ? [value.Trim()] : []);
}
