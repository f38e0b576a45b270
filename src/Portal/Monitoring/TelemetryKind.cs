namespace Portal.Monitoring;

/// <summary>What the rows of a post are about.</summary>
public enum TelemetryKind
{
    Predictions = 1,
    Calls,
    Feedback,
    Reviews,
    Labels,
    Spans,
}
