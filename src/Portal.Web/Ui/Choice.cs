namespace Portal.Web.Ui;

/// <summary>One of several ways to answer; <paramref name="Detail"/> says what it means.</summary>
public sealed record Choice<T>(T Value, string Title, string? Detail = null);
