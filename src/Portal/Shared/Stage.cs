namespace Portal.Shared;

/// <summary>How far a sealed version has come; a version that is not sealed has no stage.</summary>
public enum Stage { Development = 1, Staging, Pilot, Production, Retired }
