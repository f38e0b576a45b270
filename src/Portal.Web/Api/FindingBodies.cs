using Portal.Accounts;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>A finding in a list; people by their addresses.</summary>
public sealed record FindingItem(
    string Code, FindingSeverity Severity, FindingState State, FindingSource Source, string? System, string Title, string Owner, DateOnly Due, int DaysOverdue, int DaysOpen, DateTimeOffset RaisedAt, DateTimeOffset? ClosedAt)
{
    public static FindingItem Of(FindingLine line, IReadOnlyDictionary<PersonId, PersonLine> people) => new(
        line.Code, line.Severity, line.State, line.Source, line.System, line.Title, people.AddressOf(line.OwnerId) ?? "", line.Due, line.DaysOverdue, line.DaysOpen, line.RaisedAt, line.ClosedAt);
}

internal static class Addresses
{
    public static string? AddressOf(this IReadOnlyDictionary<PersonId, PersonLine> people, PersonId? person) => person is { } id && people.TryGetValue(id, out var line) ? line.Email : null;
}

/// <summary>A finding with its story; people by their addresses.</summary>
public sealed record WholeFinding(
    string Code, FindingSeverity Severity, FindingState State, FindingSource Source, string? System, string Title, string Text, string About, string Owner, DateOnly Due, int DaysOverdue, int DaysOpen,
    string RaisedBy, DateTimeOffset RaisedAt, DateTimeOffset? ClosedAt, string? Evidence, int Reopenings, IReadOnlyList<FindingStepAnswer> Story)
{
    public static WholeFinding Of(FindingView view) => new(
        view.Line.Code, view.Line.Severity, view.Line.State, view.Line.Source, view.Line.System, view.Line.Title, view.Text, view.About, AddressOf(view, view.Line.OwnerId), view.Line.Due,
        view.Line.DaysOverdue, view.Line.DaysOpen, view.RaisedBy is { } by ? AddressOf(view, by) : "The portal", view.Line.RaisedAt, view.Line.ClosedAt, view.Claim?.Words, view.Reopenings,
        [.. view.Steps.Select(step => new FindingStepAnswer(step.Act, step.At, step.By is { } by ? AddressOf(view, by) : "The portal", step.Words, step.State, AddressOf(view, step.Owner), step.Due))]);

    private static string AddressOf(FindingView view, PersonId person) => view.People.AddressOf(person) ?? "";
}

public sealed record FindingStepAnswer(FindingAct Act, DateTimeOffset At, string By, string Words, FindingState State, string Owner, DateOnly Due);

/// <summary>An exception in a list; people by their addresses.</summary>
public sealed record ExceptionItem(
    string Code, ExceptionState State, bool Holds, ExceptionRule Rule, string Subject, string System, string? Version, string What, string Reason, string CompensatingControl,
    string? RequestedBy, DateTimeOffset? RequestedAt, string? ApprovedBy, DateTimeOffset? ApprovedAt, DateOnly LastDay, ExceptionEnd? Ended, DateTimeOffset? EndedAt)
{
    public static ExceptionItem Of(ExceptionLine line, IReadOnlyDictionary<PersonId, PersonLine> people) => new(
        line.Code, line.State, line.Holds, line.Rule, line.Subject, line.System, line.Version, line.What, line.Reason, line.CompensatingControl,
        people.AddressOf(line.RequestedById), line.RequestedAt, people.AddressOf(line.ApprovedById), line.ApprovedAt, line.LastDay, line.Ended, line.EndedAt);
}
