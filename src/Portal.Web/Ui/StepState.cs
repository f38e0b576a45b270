namespace Portal.Web.Ui;

/// <summary>Where a step of a flow stands.</summary>
public enum StepState
{
    Done = 1,
    Current,
    Waiting,
    Failed,
}
