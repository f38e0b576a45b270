using Microsoft.AspNetCore.Components;
using Portal.Shared;

namespace Portal.Web.Register.Filing;

/// <summary>What each step of filing has: the form's content, what is wrong with it, and a word to the page when something changed that others show.</summary>
public abstract class FilingFields : ComponentBase
{
    [Parameter, EditorRequired] public required EntryModel Model { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<Fault> Faults { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    protected string? Error(string field) => Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    protected Task Changed() => OnChanged.InvokeAsync();
}
