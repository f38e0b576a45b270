using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>What auditors draw and ask, as lists.</summary>
public sealed class InspectionLists(RequestQueries requests, SampleQueries samples)
{
    /// <summary>As far as this reader sees them.</summary>
    public Listing Requests(Actor reader, RequestFilter filter, string asked = "") => Lists.Of(
        "requests", "the requests for evidence", RequestColumns, row => (row.Code, row.System), stop => Portions.Paged<RequestLine>((page, ct) => requests.List(reader, filter, page, ct), stop), asked: asked);

    public Listing Samples(PersonId? drawnBy, string asked = "") => Lists.Of(
        "samples", "the samples", SampleColumns, row => (row.Code, null), stop => Portions.Paged<SampleLine>((page, ct) => samples.List(drawnBy, page, ct), stop), asked: asked) with
    { Needs = Permission.ReadAudit };

    private static IReadOnlyList<TableColumn<RequestLine>> RequestColumns { get; } =
    [
        new("code", "Code", line => line.Code),
        new("title", "What is asked for", line => line.Title),
        new("about", "Because of", line => line.About),
        new("askedOf", "Asked of", line => line.AskedOf.ToString()),
        new("system", "System", line => line.System),
        new("systemName", "Name of the system", line => line.SystemName),
        new("state", "State", line => line.State.ToString()),
        new("due", "Due", line => (DateOnly?)line.Due),
        new("overdue", "Overdue", line => line.IsOverdue ? "yes" : "no"),
        new("askedBy", "Asked by", line => line.AskedBy) { IsPersonal = true },
        new("askedAt", "Asked at, UTC", line => (DateTimeOffset?)line.AskedAt),
    ];

    private static IReadOnlyList<TableColumn<SampleLine>> SampleColumns { get; } =
    [
        new("code", "Code", line => line.Code),
        new("list", "Drawn from", line => line.Title),
        new("filter", "Filter", line => line.Filter),
        new("day", "As of", line => (DateOnly?)line.Day),
        new("lines", "Lines", line => (long?)line.Lines),
        new("of", "Of", line => (long?)line.PopulationSize),
        new("fits", "Fit", line => (long?)line.Fits),
        new("deviates", "Deviate", line => (long?)line.Deviates),
        new("open", "Open", line => (long?)line.Open),
        new("purpose", "Purpose", line => line.Purpose),
        new("drawnBy", "Drawn by", line => line.DrawnBy) { IsPersonal = true },
        new("drawnAt", "Drawn at, UTC", line => (DateTimeOffset?)line.DrawnAt),
    ];
}
