using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Portal.Accounts;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Register.Filing;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>Filing in six steps: a new system, or the next draft of one that is there. What is typed is saved by itself.</summary>
public sealed partial class FilingPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _stop = new();
    private EntryModel _model = new();
    private EntryContent _content = new();
    private Digest _saved = EntryDigest.Of(new());
    private Digest? _seen;
    private Digest? _refusedContent;
    private DateTimeOffset? _savedAt;
    private IReadOnlyList<PersonLine>? _people;
    private Policy? _policy;
    private IReadOnlyList<SimilarLine> _similar = [];
    private IReadOnlyList<Fault> _faults = [];
    private EntryView? _entry;
    private Refusal? _refusal;
    private string? _closed;
    private string? _loaded;
    private ElementReference _alert;
    private FilingStep? _goingTo;
    private Task _saving = Task.CompletedTask;
    private bool _busy;

    /// <summary>Filed, and on the way to its own address: a step that was asked for before is still drawn under the one that it leaves.</summary>
    private bool _moving;
    private string? _from;
    private bool _discarding;

    [Parameter] public string? Code { get; set; }

    [SupplyParameterFromQuery] private string? Step { get; set; }

    [Inject] private RegisterQueries Register { get; set; } = default!;

    [Inject] private PeopleQueries People { get; set; } = default!;

    [Inject] private PolicyQueries Policies { get; set; } = default!;

    [Inject] private SimilarSystems Similar { get; set; } = default!;

    [Inject] private FileSystem FileSystem { get; set; } = default!;

    [Inject] private EditEntry EditEntry { get; set; } = default!;

    [Inject] private SubmitEntry SubmitEntry { get; set; } = default!;

    [Inject] private AttachDocument AttachDocument { get; set; } = default!;

    [Inject] private DiscardDraft DiscardDraft { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private FilingStep Current => FilingStep.ByKey(Step);

    private string Title => Code is null ? "File a system" : _model.Name.Length > 0 ? _model.Name : Code;

    private IReadOnlyList<Crumb> Crumbs => Code is null
        ? [new("Register", "register"), new("File a system")]
        : [new("Register", "register"), new(Code, $"register/{Code}"), new("Edit")];

    private bool IsTouched => EntryDigest.Of(_model.ToContent()) != _saved;

    private IReadOnlyList<FieldChange> Changes => _entry?.Published is { } published ? EntryFields.Changes(published.Content, _content, NameOf) : [];

    private string SavedText => (_loaded, _savedAt, _refusal) switch
    {
        (null, _, _) => _model.Name.Trim().Length == 0 ? "Saved from the moment it has a name" : "Not saved yet",
        _ when _model.Name.Trim().Length == 0 => "Not saved: it needs a name",
        (_, _, not null) when EntryDigest.Of(_content) != _saved => "Not saved",
        _ when EntryDigest.Of(_content) != _saved => "Saving …",
        var (code, at, _) => at is { } time ? $"{code} saved {time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}" : $"{code} is saved",
    };

    private string RefusalText => _refusal is Invalid && _faults.Count > 0
        ? $"{(IsTouched ? "Not saved" : $"The draft of {_loaded} is kept, but not submitted")}: {Fields(_faults)} your attention. {EntryFields.LabelOf(_faults[0].Field.Split('.')[0])}: {_faults[0].Message}"
        : _refusal switch
        {
            NotFound => $"{_loaded} is no longer there: its draft was discarded. What you typed still stands here.",
            Changed changed => $"{changed.Message} What you typed still stands here, and is not saved.",
            var other => WordsOf(other) ?? "",
        };

    private string SubmitConsequence => _entry?.Published is not { ConfirmedTier: { } tier } published ? "Risk reads it and confirms the tier"
        : MaterialFields.Differ(published.Content, tier, published.ConfirmedClass ?? LegalClass.Minimal, _content) ? "Risk accepts it first: a material field differs"
        : $"Published at once as Tier {EntryWords.Of(tier)}: no material field differs";

    private string CheckFoot => _entry?.Published is null
        ? "Risk reads this entry first and confirms its tier. Nothing can be promoted before that."
        : $"{SubmitConsequence}.";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = SaveAsTypedAsync();

    protected override async Task OnParametersSetAsync()
    {
        _moving &= Code == _from;
        if (_people is not null && (_loaded == Code || _moving))
            return;

        var me = await Actor.Get(_stop.Token);
        if (Code is not null)
            await Open(me);
        else if (_people is null && me.Person is { } person)
            _model.BusinessOwner = person;
        _content = _model.ToContent();
        (_saved, _loaded) = (EntryDigest.Of(_content), Code);
        _policy ??= await Policies.InForce(_stop.Token);
        _people ??= await People.All(_stop.Token);
        await LookForSimilar();
    }

    private async Task Open(Actor me)
    {
        if (await Register.Entry(Code ?? "", AsOf.Now, _stop.Token) is not { } entry)
        {
            Navigator.NotFound();
            return;
        }

        _entry = entry;
        _model = EntryModel.Of((entry.Open ?? entry.Shown).Content);
        _closed = entry.Open?.State == EntryState.Submitted ? $"Revision {entry.Open.Number} is with risk. It can be edited again when it is accepted or returned."
            : entry.Retirement is not null ? "It is retired."
            : me.Person is { } person && entry.IsWrittenBy(person) ? null
            : "It is edited by who filed it, and once it is published by those whom its responsibilities give a hand in registering.";
    }

    /// <summary>What has stood still for one interval is saved; a conflict waits for the person.</summary>
    private async Task SaveAsTypedAsync()
    {
        using var timer = new PeriodicTimer(SaveInterval, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await InvokeAsync(SaveWhatStands);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task SaveWhatStands()
    {
        if (_people is null || _closed is not null)
            return;

        var content = _model.ToContent();
        var (digest, stoodStill) = (EntryDigest.Of(content), EntryDigest.Of(content) == _seen);
        (_seen, _content) = (digest, content);
        if (digest == _saved && _refusedContent is not null && _refusal is not Changed)
        {
            (_refusal, _faults, _refusedContent) = (null, [], null);
            StateHasChanged();
        }

        if (!stoodStill && digest != _saved)
            StateHasChanged();
        if (!stoodStill || digest == _saved || digest == _refusedContent || content.Name.Length == 0 || _busy || _refusal is Changed)
            return;

        await (_saving = Save(digest));
        StateHasChanged();
    }

    private async Task Save(Digest digest)
    {
        _refusal = await Keep(await Actor.Get(_stop.Token));
        _faults = (_refusal as Invalid)?.Faults ?? [];
        _refusedContent = _refusal is null ? null : digest;
    }

    /// <summary>One act at a time, after what is being saved; what it was refused for is shown and read out.</summary>
    private async Task Act(Func<Actor, Task<Refusal?>> act)
    {
        if (_busy)
            return;

        _busy = true;
        try
        {
            await _saving;
            (_refusal, _faults) = (null, []);
            _content = _model.ToContent();
            _refusal = await act(await Actor.Get(_stop.Token));
            _faults = (_refusal as Invalid)?.Faults ?? [];
        }
        finally
        {
            _busy = false;
        }

        if (_refusal is not null)
            await _alert.FocusAsync();
    }

    private async Task<Refusal?> Submit(Actor actor)
    {
        if (await Keep(actor) is { } refusal)
            return refusal;
        if (!(await SubmitEntry.Run(actor, new(_loaded ?? "", _entry?.Version), _stop.Token)).Succeeded(out var submission, out var refused))
            return refused;

        Toasts.Show(StatusKind.Pass, submission.Published is null ? $"Revision {submission.Revision} is with risk." : $"Revision {submission.Revision} is published.");
        Navigator.NavigateTo($"register/{_loaded}");
        return null;
    }

    private Task SaveOverTheirs() => Act(async actor =>
    {
        _entry = await Register.Entry(_loaded ?? "", AsOf.Now, _stop.Token);
        return await Keep(actor);
    });

    /// <summary>What was discarded meanwhile begins again under a code of its own; files belong to the entry that is gone.</summary>
    private Task FileAnew() => Act(async actor =>
    {
        var gone = _loaded;
        (_loaded, _entry, _model.Documents) = (null, null, []);
        var refusal = await Keep(actor);
        if (refusal is not null)
            _loaded = gone;
        return refusal;
    });

    private async Task Discard()
    {
        _discarding = false;
        await Act(async actor =>
        {
            if ((await DiscardDraft.Run(actor, new(_loaded ?? "", null), _stop.Token)).Refusal is { } refusal)
                return refusal;

            _saved = EntryDigest.Of(_model.ToContent());
            Toasts.Show(StatusKind.Pass, $"The draft of {_loaded} is discarded.");
            Navigator.NavigateTo(_entry?.Published is null ? "register" : $"register/{_loaded}");
            return null;
        });
    }

    /// <summary>It is called by the card of documents, so nobody else draws this page again.</summary>
    private async Task<string?> Attach(IBrowserFile file)
    {
        string? words = null;
        if (_busy)
            return "Something else was just being done with the draft: choose the file again.";

        await Act(async actor =>
        {
            if (await Keep(actor) is { } refusal)
                return refusal;

            await using var content = file.OpenReadStream(AttachDocument.MostBytes, _stop.Token);
            words = WordsOf((await AttachDocument.Run(actor, new(_loaded ?? "", file.Name, content), _stop.Token)).Refusal);
            if (words is null && (_entry = await Register.Entry(_loaded ?? "", AsOf.Now, _stop.Token))?.Open is { } open)
            {
                _model.Documents = open.Content.Documents;
                _saved = EntryDigest.Of(_model.ToContent());
            }

            return null;
        });
        StateHasChanged();
        return words;
    }

    /// <summary>Writes what stands in the form; a new system goes on under its own address.</summary>
    private async Task<Refusal?> Keep(Actor actor)
    {
        var content = _model.ToContent();
        var code = _loaded;
        if (code is null)
        {
            if (!(await FileSystem.Run(actor, new(content), _stop.Token)).Succeeded(out var filed, out var refusal))
                return refusal;
            code = filed.Code;
        }
        else if (EntryDigest.Of(content) != _saved && (await EditEntry.Run(actor, new(code, content, _entry?.Version), _stop.Token)).Refusal is { } refused)
        {
            return refused;
        }

        var isNew = _loaded is null;
        (_entry, _saved, _loaded, _savedAt) = (await Register.Entry(code, AsOf.Now, _stop.Token), EntryDigest.Of(content), code, Time.GetLocalNow());
        if (!isNew)
            return null;

        (_moving, _from) = (true, Code);
        Navigator.NavigateTo(AddressOf(_goingTo ?? Current), replace: true);
        return null;
    }

    /// <summary>What a step changed shows beside it at once.</summary>
    private void Reread() => _content = _model.ToContent();

    private async Task LookForSimilar()
    {
        _content = _model.ToContent();
        _similar = await Similar.To(_model.Purpose, _loaded, _stop.Token);
    }

    private static string? WordsOf(Refusal? refusal) => refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : refusal?.Message;

    private static string Fields(IReadOnlyList<Fault> faults) =>
        faults.Select(fault => fault.Field).Distinct().Count() is var count and not 1 ? $"{count} fields need" : "1 field needs";

    private void Go(FilingStep step) => Navigator.NavigateTo(AddressOf(step));

    private string AddressOf(FilingStep step) => $"{(_loaded is null ? "register/new" : $"register/{_loaded}/edit")}?step={step.Key}";

    private string NameOf(PersonId person) => _people?.FirstOrDefault(line => line.Id == person)?.Name ?? "Somebody without an account";

    /// <summary>To another step everything comes along; away from here it is saved first.</summary>
    private async Task BeforeLeaving(LocationChangingContext leaving)
    {
        var target = Navigator.ToAbsoluteUri(leaving.TargetLocation);
        if (new[] { "register/new", $"register/{_loaded}/edit" }.Any(here => Navigator.ToBaseRelativePath(target.ToString()).StartsWith(here, StringComparison.Ordinal)))
        {
            // A first save that ends meanwhile moves to the entry's own address, and must not lead back to the step that was left.
            _goingTo = FilingStep.ByKey(QueryHelpers.ParseQuery(target.Query).GetValueOrDefault("step"));
            return;
        }

        await _saving;
        if (!IsTouched)
            return;
        if (_model.Name.Trim().Length > 0 && _refusal is not Changed && await Keep(await Actor.Get(_stop.Token)) is null)
            return;
        if (!await Js.InvokeAsync<bool>("confirm", "Leave without saving? What you typed since the last save is lost."))
            leaving.PreventNavigation();
    }
}
