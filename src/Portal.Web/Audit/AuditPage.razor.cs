using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Audit;

public sealed partial class AuditPage(AuditQueries audit, PeopleQueries people) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private (EntryFilter, PageRequest)? _shown;
    private IReadOnlyList<PersonLine> _people = [];
    private Page<EntryLine>? _page;
    private ActionGroup? _group;
    private EntryOutcome? _outcome;
    private bool _unreadable;

    [SupplyParameterFromQuery] private string? Subject { get; set; }

    [SupplyParameterFromQuery] private string? Action { get; set; }

    [SupplyParameterFromQuery] private string? Person { get; set; }

    [SupplyParameterFromQuery] private string? Outcome { get; set; }

    [SupplyParameterFromQuery] private long? Entry { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

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
        _group = ActionWords.Groups.FirstOrDefault(group => group.Prefix.TrimEnd('.') == Action);
        _outcome = Enum.TryParse<EntryOutcome>(Outcome, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome) ? outcome : null;
        PersonId? person = Guid.TryParse(Person, out var id) ? new PersonId(id) : null;
        var wanted = (new EntryFilter(SubjectLink.Typed(Subject), _group?.Prefix, person, _outcome), new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]));
        if (_shown == wanted)
            return;

        _shown = wanted;
        try
        {
            (_page, _unreadable) = (await audit.Entries(wanted.Item1, wanted.Item2, _stop.Token), false);
        }
        catch (UnreadableLedgerException)
        {
            _unreadable = true;
        }
    }
}
