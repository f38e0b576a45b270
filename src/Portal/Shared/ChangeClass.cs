namespace Portal.Shared;

/// <summary>How far a version is from the one whose place it takes: who decides on it, and whether papers of the version before count.</summary>
public enum ChangeClass { Minor = 1, Standard, Major }
