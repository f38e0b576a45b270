using System.Runtime.CompilerServices;
using Portal.Findings;
using Portal.Ledger;

namespace Portal.Reports.Packs.Records;

/// <summary>What had to be done, with its story so far, and what was tolerated.</summary>
public sealed class FindingRecords(FindingQueries findings, ExceptionQueries exceptions)
{
    private const int Portion = 100;

    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Findings(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<FindingRow> rows;
        do
        {
            rows = await findings.Rows(new FindingFilter(), after, Portion, view.AsOf, ct);
            after = rows.Count > 0 ? rows[^1].Line.Code : after;
            var records = new List<CanonicalValue>(rows.Count);
            foreach (var row in rows.Where(row => view.Covers(row.Line.System)))
            {
                if (await findings.One(row.Line.Code, view.AsOf, ct) is { } finding)
                    records.Add(Finding(view, finding));
            }

            yield return records;
        }
        while (rows.Count == Portion);
    }

    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Exceptions(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<ExceptionLine> rows;
        do
        {
            rows = await exceptions.Rows(new ExceptionFilter(), after, Portion, view.AsOf, ct);
            after = rows.Count > 0 ? rows[^1].Code : after;
            yield return [.. rows.Where(row => view.Covers(row.System)).Select(row => Exception(view, row))];
        }
        while (rows.Count == Portion);
    }

    private static CanonicalValue.Object Finding(PackView view, FindingView finding) => CanonicalJson.Object(
        ("code", finding.Line.Code), ("system", finding.Line.System), ("source", finding.Line.Source.ToString()), ("severity", finding.Line.Severity.ToString()), ("state", finding.Line.State.ToString()),
        ("title", finding.Line.Title), ("text", finding.Text), ("about", finding.About), ("owner", view.People.Of(finding.Line.OwnerId)), ("due", Recorded.Day(finding.Line.Due)), ("daysOverdue", finding.Line.DaysOverdue),
        ("raisedBy", view.People.Of(finding.RaisedBy)), ("raisedAt", Recorded.At(finding.Line.RaisedAt)), ("closedAt", Recorded.At(finding.Line.ClosedAt)),
        ("story", Recorded.Each(finding.Steps, step => CanonicalJson.Object(
            ("number", step.Number), ("act", step.Act.ToString()), ("by", view.People.Of(step.By)), ("words", step.Words), ("state", step.State.ToString()),
            ("owner", view.People.Of(step.Owner)), ("due", Recorded.Day(step.Due)), ("at", Recorded.At(step.At))))));

    private static CanonicalValue.Object Exception(PackView view, ExceptionLine line) => CanonicalJson.Object(
        ("code", line.Code), ("system", line.System), ("version", line.Version), ("rule", line.Rule.ToString()), ("subject", line.Subject), ("state", line.State.ToString()), ("holds", line.Holds),
        ("what", line.What), ("reason", line.Reason), ("compensatingControl", line.CompensatingControl), ("requestedBy", view.People.Of(line.RequestedById)), ("requestedAt", Recorded.At(line.RequestedAt)),
        ("approvedBy", view.People.Of(line.ApprovedById)), ("approvedAt", Recorded.At(line.ApprovedAt)), ("lastDay", Recorded.Day(line.LastDay)),
        ("ended", Recorded.Word(line.Ended)), ("endedAt", Recorded.At(line.EndedAt)), ("endedBy", view.People.Printed(line.EndedBy)), ("endedBecause", line.EndedBecause), ("digest", line.Content.Text));
}
