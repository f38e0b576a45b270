using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.CardPages;

/// <summary>The card of a version beside what is asked of it: read, written section by section, submitted and reviewed.</summary>
public sealed partial class CardTab : ComponentBase
{
    private CardView? _card;
    private CardActs? _acts;
    private CardRevisionView? _shown;
    private CardRevisionView? _before;

    [Parameter, EditorRequired] public required VersionView View { get; set; }

    /// <summary>Which revision: what stands, unless the address asks for the open one, for what is changed of the one before, or for one by its number.</summary>
    [Parameter] public string? Show { get; set; }

    [Inject] internal CardQueries Cards { get; init; } = null!;

    [Inject] internal WriteCard Write { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal NavigationManager Navigator { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var (system, label) = (View.System, View.Line.Label);
        var card = await Cards.One(system, label, AsOf.Now, CancellationToken.None);
        _acts = await Cards.ActsOf(system, label, await Person.Get(), CancellationToken.None);
        _before = Show == CardWords.Changes ? await Before(card) : null;
        _shown = Show switch
        {
            null or "" => card?.Shown,
            CardWords.Open or CardWords.Changes => card?.Open ?? card?.Approved,
            _ when int.TryParse(Show, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => await Cards.Revision(system, label, number, CancellationToken.None),
            _ => card?.Shown,
        };
        _card = card;
    }

    /// <summary>What the open revision is to take the place of; where none is open, what the approved one took the place of.</summary>
    private async Task<CardRevisionView?> Before(CardView? card) => card switch
    {
        { Open: not null } => card.Approved,
        { History: [_, { Number: var earlier }, ..] } => await Cards.Revision(card.System, card.Label, earlier, CancellationToken.None),
        _ => null,
    };

    private async Task Begin()
    {
        var result = await Write.Run(await Person.Get(), new(View.System, View.Line.Label, new Dictionary<CardSection, string>()), CancellationToken.None);
        if (result.Refusal is { } refusal)
            Toasts.Show(StatusKind.Fail, refusal.Message);
        await Read();
    }
}
