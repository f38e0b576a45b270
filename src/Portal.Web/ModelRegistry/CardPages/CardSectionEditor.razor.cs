using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.CardPages;

/// <summary>Writes one section. Others may write other sections meanwhile; of this one nothing of theirs is overwritten unseen.</summary>
public sealed partial class CardSectionEditor : ComponentBase
{
    private readonly string _id = ElementId.Next("section");
    private string _text = "";
    private string _opened = "";
    private string? _theirs;
    private string? _error;
    private string? _refusal;
    private bool _previews;
    private bool _busy;

    [Parameter, EditorRequired] public required string System { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    [Parameter, EditorRequired] public required CardSection Section { get; set; }

    /// <summary>What the section says as the editor opens.</summary>
    [Parameter, EditorRequired] public required string Text { get; set; }

    [Parameter, EditorRequired] public EventCallback OnSaved { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] internal CardQueries Cards { get; init; } = null!;

    [Inject] internal WriteCard Write { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal KeptTexts Texts { get; init; } = null!;

    private string Kept => $"card/{System}/{Label}/{Section}";

    protected override void OnInitialized() => (_text, _opened) = (Text, Text);

    private async Task Save()
    {
        if (_busy)
            return;

        (_error, _refusal, _theirs, _busy) = (null, null, null, true);
        try
        {
            // The version is that of the text which was compared, so that what comes between is seen by the use case.
            var present = await Cards.One(System, Label, AsOf.Now, CancellationToken.None);
            var now = (present?.Open ?? present?.Approved)?.TextOf(Section) ?? "";
            if (now != _opened && now != CardText.Tidied(_text))
            {
                _theirs = now;
                return;
            }

            var sections = new Dictionary<CardSection, string> { [Section] = _text };
            var result = await Write.Run(await Person.Get(), new(System, Label, sections, ExpectedVersion: present?.Version), CancellationToken.None);
            _error = result.Refusal is Invalid invalid ? invalid.Faults[0].Message : null;
            _refusal = result.Refusal is null or Invalid ? null : $"{result.Refusal.Message} What you wrote is kept here.";
            if (result.Refusal is not null)
                return;

            await Texts.Forget(Kept);
            await OnSaved.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private Task SaveOverTheirs()
    {
        (_opened, _theirs) = (_theirs ?? _opened, null);
        return Save();
    }

    private async Task Cancel()
    {
        await Texts.Forget(Kept);
        await OnClose.InvokeAsync();
    }
}
