namespace Portal.Web.Reports.Documents;

/// <summary>What is said of one thing under one name.</summary>
public sealed record Fact(string Key, string? Value, bool IsCode = false);
