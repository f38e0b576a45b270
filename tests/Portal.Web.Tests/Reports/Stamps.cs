using Portal.Audit;
using Portal.Reports.Documents;
using Portal.Shared;

namespace Portal.Web.Tests.Reports;

/// <summary>The day and checkpoint of documents under test.</summary>
internal static class Stamps
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    public static ReportStamp Of(ReportKind kind, string subject = "") => new(
        ReportForms.Of(kind), subject, "A <bank> & its ledger", new DateOnly(2026, 11, 27), Noon, new CheckpointView(1234, Digest.Of("root"u8), Noon, "portal.example/ledger\n1234\nroot\n\n— key signature\n"));
}
