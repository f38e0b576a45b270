using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>
/// A condition while it is being written. Each field is set where it stands: fields that are left faster than the page draws keep one
/// another. Blocking until somebody says otherwise, so that leaving it so is a choice.
/// </summary>
public sealed class ConditionForm
{
    public string Text { get; set; } = "";

    public PersonId? Owner { get; set; }

    public DateOnly? Due { get; set; }

    public bool Blocking { get; set; } = true;

    public Condition Condition => new(Text, Owner.GetValueOrDefault(), Due.GetValueOrDefault(), Blocking);
}
