namespace Portal.Shared;

/// <summary>Why there is a version in the place of another.</summary>
public enum ReasonForChange { New = 1, Retrained, Patch, Fairness, Cost, Data, Rollback }
