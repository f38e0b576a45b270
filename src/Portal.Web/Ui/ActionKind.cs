namespace Portal.Web.Ui;

/// <summary>The weight of an act: one primary in a bar, the others plain.</summary>
public enum ActionKind
{
    Plain = 1,
    Primary,
    Danger,
    Quiet,
}
