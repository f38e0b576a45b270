using Microsoft.AspNetCore.Components;
using Portal.Findings;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>Where risk accepts or returns the revision that is on the screen; its digest goes along, so that nothing else is accepted.</summary>
public sealed partial class ConfirmTierCard : ComponentBase
{
    private Classification _scored = Questionnaires.Classify(Answers.None(Questionnaires.Current.Questions.Version));
    private Policy? _policy;
    private RiskTier? _tier;
    private LegalClass? _class;
    private string _control = "";
    private DateOnly? _until;
    private string _text = "";
    private Refusal? _refusal;
    private bool _busy;

    [Parameter, EditorRequired] public required EntryView Entry { get; set; }

    [Parameter, EditorRequired] public required RevisionView Revision { get; set; }

    [Parameter, EditorRequired] public required Actor Me { get; set; }

    [Parameter, EditorRequired] public EventCallback OnDecided { get; set; }

    [Inject] private PolicyQueries Policies { get; set; } = default!;

    [Inject] private Account.PageActor Actor { get; set; } = default!;

    [Inject] internal KeptTexts Texts { get; init; } = null!;

    private string Kept => $"{Entry.Code}/r{Revision.Number}/remarks";

    /// <summary>What is chosen is less than the answers give.</summary>
    private bool Overrides => _tier < Owed || _class < _scored.LegalClass;

    /// <summary>What the answers give, lifted to the floors of the policy.</summary>
    private RiskTier? Owed => _policy?.TierOf(Revision.Content.Answers) ?? _scored.Tier;

    private IEnumerable<TierFloor> Lifting => _policy?.FloorsUnder(Revision.Content.Answers).Where(floor => floor.Tier > (_scored.Tier ?? 0)) ?? [];

    protected override async Task OnInitializedAsync()
    {
        _scored = Revision.Content.Classify();
        _policy = await Policies.InForce(default);
        (_tier, _class) = (new[] { Revision.Proposal, Owed }.Max(), _scored.LegalClass);
    }

    private Task Accept() => Decide(async actor =>
        (await AcceptEntry.Run(actor, new(Entry.Code, Revision.Digest, Decision), default)).Refusal,
        $"Revision {Revision.Number} of {Entry.Code} is published.");

    private TierDecision Decision => new(
        _tier.GetValueOrDefault(), _class.GetValueOrDefault(), _text, Overrides ? new ExceptionTerms(_control, _until ?? DateOnly.MinValue) : null);

    private Task Return() => Decide(async actor =>
        (await ReturnEntry.Run(actor, new(Entry.Code, Revision.Digest, _text), default)).Refusal,
        $"Revision {Revision.Number} of {Entry.Code} went back to its owner.");

    private async Task Decide(Func<Actor, Task<Refusal?>> decide, string done)
    {
        if (_busy)
            return;

        (_busy, _refusal) = (true, null);
        try
        {
            _refusal = await decide(await Actor.Get());
        }
        finally
        {
            _busy = false;
        }

        if (_refusal is not null)
            return;

        await Texts.Forget(Kept);
        Toasts.Show(StatusKind.Pass, done);
        await OnDecided.InvokeAsync();
    }

    private string? Error(string field) => (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;
}
