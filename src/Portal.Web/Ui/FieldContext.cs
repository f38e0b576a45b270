namespace Portal.Web.Ui;

/// <summary>What an input inside a <see cref="Field"/> must carry so that label, hint and error belong to it.</summary>
public sealed record FieldContext(string Id, string? DescribedBy, string? Invalid);
