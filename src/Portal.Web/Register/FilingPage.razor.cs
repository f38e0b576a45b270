using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>The filing form: a new system, or the next draft of one that is there.</summary>
public sealed partial class FilingPage : ComponentBase
{
    private EntryModel _model = new();
    private Digest _saved = EntryDigest.Of(new());
    private IReadOnlyList<PersonLine>? _people;
    private IReadOnlyList<Fault> _faults = [];
    private EntryView? _entry;
    private Refusal? _refusal;
    private string? _closed;
    private string? _loaded;
    private ElementReference _alert;
    private bool _busy;

    [Parameter] public string? Code { get; set; }

    [Inject] private RegisterQueries Register { get; set; } = default!;

    [Inject] private PeopleQueries People { get; set; } = default!;

    [Inject] private FileSystem FileSystem { get; set; } = default!;

    [Inject] private EditEntry EditEntry { get; set; } = default!;

    [Inject] private SubmitEntry SubmitEntry { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string Title => Code is null ? "File a system" : _model.Name.Length > 0 ? _model.Name : Code;

    private IReadOnlyList<Crumb> Crumbs => Code is null
        ? [new("Register", "register"), new("File a system")]
        : [new("Register", "register"), new(Code, $"register/{Code}"), new("Edit")];

    private bool IsTouched => EntryDigest.Of(_model.ToContent()) != _saved;

    private string RefusalText => _refusal is Invalid
        ? $"{(_loaded is null ? "Not saved" : $"The draft of {_loaded} is kept, but not submitted")}: {_faults.Count} {(_faults.Count == 1 ? "field needs" : "fields need")} your attention, from {EntryFields.LabelOf(_faults[0].Field)} on."
        : _refusal?.Message ?? "";

    private string SubmitConsequence => _entry?.Published is not { ConfirmedTier: { } tier } published ? "Risk reads it and confirms the tier"
        : MaterialFields.Differ(published.Content, tier, _model.ToContent()) ? "Risk accepts it first: a material field differs"
        : "Published at once: no material field differs";

    protected override async Task OnParametersSetAsync()
    {
        if (_people is not null && _loaded == Code)
            return;

        var me = await Actor.Get();
        if (Code is not null)
            await Open(me);
        else if (_people is null && me.Person is { } person)
            _model.BusinessOwner = person;
        (_saved, _loaded) = (EntryDigest.Of(_model.ToContent()), Code);
        _people ??= await People.All(default);
    }

    private async Task Open(Actor me)
    {
        if (await Register.Entry(Code ?? "", AsOf.Now, default) is not { } entry)
        {
            Navigator.NotFound();
            return;
        }

        _entry = entry;
        _model = EntryModel.Of((entry.Open ?? entry.Shown).Content);
        _closed = entry.Open?.State == EntryState.Submitted ? $"Revision {entry.Open.Number} is with risk. It can be edited again when it is accepted or returned."
            : me.Person is { } person && entry.IsWrittenBy(person) ? null
            : "It is edited by who filed it and by its owners.";
    }

    /// <summary>One act at a time; what it was refused for is shown and read out.</summary>
    private async Task Act(Func<Actor, Task<Refusal?>> act)
    {
        if (_busy)
            return;

        (_busy, _refusal, _faults) = (true, null, []);
        try
        {
            _refusal = await act(await Actor.Get());
            _faults = (_refusal as Invalid)?.Faults ?? [];
        }
        finally
        {
            _busy = false;
        }

        if (_refusal is not null)
            await _alert.FocusAsync();
    }

    private async Task<Refusal?> Save(Actor actor)
    {
        if (await Keep(actor) is { } refusal)
            return refusal;

        Toasts.Show(StatusKind.Pass, $"The draft of {Code ?? _loaded} is saved.");
        return null;
    }

    private async Task<Refusal?> Submit(Actor actor)
    {
        if (await Keep(actor) is { } refusal)
            return refusal;
        if (!(await SubmitEntry.Run(actor, new(_loaded ?? "", _entry?.Version), default)).Succeeded(out var submission, out var refused))
            return refused;

        Toasts.Show(StatusKind.Pass, submission.Published is null ? $"Revision {submission.Revision} is with risk." : $"Revision {submission.Revision} is published.");
        Navigator.NavigateTo($"register/{_loaded}");
        return null;
    }

    private Task SaveOverTheirs() => Act(async actor =>
    {
        _entry = await Register.Entry(_loaded ?? "", AsOf.Now, default);
        return await Save(actor);
    });

    /// <summary>Writes what stands in the form; a new system goes on under its own address.</summary>
    private async Task<Refusal?> Keep(Actor actor)
    {
        var content = _model.ToContent();
        var code = _loaded;
        if (code is null)
        {
            if (!(await FileSystem.Run(actor, new(content), default)).Succeeded(out var filed, out var refusal))
                return refusal;
            code = filed.Code;
        }
        else if (IsTouched && (await EditEntry.Run(actor, new(code, content, _entry?.Version), default)).Refusal is { } refused)
        {
            return refused;
        }

        var isNew = _loaded is null;
        (_entry, _saved, _loaded) = (await Register.Entry(code, AsOf.Now, default), EntryDigest.Of(content), code);
        if (isNew)
            Navigator.NavigateTo($"register/{code}/edit", replace: true);
        return null;
    }

    private async Task BeforeLeaving(LocationChangingContext leaving)
    {
        if (IsTouched && !leaving.TargetLocation.Contains('#', StringComparison.Ordinal)
            && !await Js.InvokeAsync<bool>("confirm", "Leave without saving? What you typed since the last save is lost."))
            leaving.PreventNavigation();
    }
}
