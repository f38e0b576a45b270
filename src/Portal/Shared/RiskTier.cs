namespace Portal.Shared;

/// <summary>Ordered: a higher tier includes what the lower ones demand.</summary>
public enum RiskTier { Low = 1, Medium, High, Critical }
