using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Audit;

public sealed partial class AuditPage(AuditQueries audit, LedgerProofs proofs, PeopleQueries people, PageDay day, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private (EntryFilter, PageRequest, bool)? _shown;
    private IReadOnlyList<PersonLine> _people = [];
    private Page<EntryLine>? _page;
    private ActionGroup? _group;
    private EntryOutcome? _outcome;
    private CheckpointView? _then;
    private string _query = "";
    private bool _unreadable;

    [SupplyParameterFromQuery] private string? Subject { get; set; }

    [SupplyParameterFromQuery] private string? Action { get; set; }

    [SupplyParameterFromQuery] private string? Person { get; set; }

    [SupplyParameterFromQuery] private string? Outcome { get; set; }

    [SupplyParameterFromQuery] private string? View { get; set; }

    [SupplyParameterFromQuery] private long? Entry { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    /// <summary>One subject's story, from the first entry on; over all subjects it would be none.</summary>
    private bool IsTimeline => View == "timeline" && Subject is { Length: > 0 };

    private bool IsFiltered => _shown is { } shown && shown.Item1 != new EntryFilter();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync() => _people = await people.All(_stop.Token);

    protected override async Task OnParametersSetAsync()
    {
        // What somebody wrote into the address and is no choice filters nothing.
        var asked = EntryAddress.Read(key => key switch { "subject" => Of(Subject), "action" => Of(Action), "outcome" => Of(Outcome), _ => Of(Person) });
        (_group, _outcome) = (asked.Group, asked.Filter.Outcome);
        var filter = asked.Filter with { Before = day.AsOf.Over };
        _query = QueryOf(filter);
        var wanted = (filter, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), IsTimeline);
        if (_shown == wanted)
            return;

        _shown = wanted;
        try
        {
            _then = filter.Before is { } before ? await proofs.Latest(before, _stop.Token) : null;
            _page = IsTimeline ? await audit.Timeline(filter, wanted.Item2, _stop.Token) : await audit.Entries(filter, wanted.Item2, _stop.Token);
            _unreadable = false;
        }
        catch (UnreadableLedgerException)
        {
            _unreadable = true;
        }
    }

    /// <summary>What of the address is a search, in one form: without the page, and without what filters nothing.</summary>
    private string QueryOf(EntryFilter filter) => string.Join('&', new (string Name, string? Value)[]
    {
        ("subject", filter.Subject), ("action", _group?.Prefix.TrimEnd('.')), ("outcome", filter.Outcome?.ToString().ToLowerInvariant()),
        ("person", filter.Person?.ToString()), ("view", IsTimeline ? View : null),
    }.Where(part => part.Value is { Length: > 0 }).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value ?? "")}"));

    private static IReadOnlyList<string> Of(string? value) => value is null ? [] : [value];

    private string Shown(string? view) => navigator.GetUriWithQueryParameters(new Dictionary<string, object?> { ["view"] = view, ["page"] = null });
}
