using Microsoft.AspNetCore.Components;
using Portal.Integrations.Webhooks;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Integrations;

/// <summary>Asks for an address and the events that it is told of.</summary>
public sealed partial class AddWebhookDialog : ComponentBase
{
    private static readonly IReadOnlyList<Choice<bool>> Kinds =
    [
        new(true, "All events", "And those that come later"),
        new(false, "Chosen events"),
    ];

    private readonly HashSet<string> _types = [];
    private string _url = "";
    private bool _all = true;
    private Refusal? _refusal;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public EventCallback<NewSecret> OnAdded { get; set; }

    [Inject] internal AddWebhook Webhooks { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    private void Choose(string type, ChangeEventArgs change)
    {
        if (change.Value is true)
            _types.Add(type);
        else
            _types.Remove(type);
    }

    private async Task Add()
    {
        if (_busy)
            return;

        // None chosen would mean all, which is the other choice.
        if (!_all && _types.Count == 0)
        {
            _refusal = new Invalid("types", "Choose at least one event.");
            return;
        }

        (_busy, _refusal) = (true, null);
        try
        {
            var result = await Webhooks.Run(await Person.Get(), new(_url, _all ? [] : [.. _types]), default);
            if (!result.Succeeded(out var added, out _refusal))
                return;

            Clear();
            await OnAdded.InvokeAsync(added);
        }
        finally
        {
            _busy = false;
        }
    }

    private Task Close()
    {
        Clear();
        return OnClose.InvokeAsync();
    }

    private void Clear()
    {
        (_url, _all, _refusal) = ("", true, null);
        _types.Clear();
    }

    private string? Error(string field) => (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;
}
