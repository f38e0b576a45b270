using Portal.Audit;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Reads what a document says, as of the checkpoint that vouches for its day.</summary>
public sealed class ReportReader(
    ReadBoardReport board, ReadRegisterReport register, ReadDossierReport dossier, ReadDecisionsReport decisions, ReadFindingsReport findings, ReadMonitoringReport monitoring, ReadAccessReport access, PortalOptions options)
{
    public async Task<Result<ReportDocument>> Read(Actor reader, ReportForm form, string? system, string subject, PinnedDay day, CancellationToken ct)
    {
        var (stamp, scope) = (StampOf(form, subject, day), new ReportScope(day.AsOf, system, reader));
        return form.Kind switch
        {
            ReportKind.Board => await board.Run(stamp, scope, ct),
            ReportKind.Register => await register.Run(stamp, scope, ct),
            ReportKind.Dossier => await dossier.Run(stamp, scope, ct) is { } found ? found : new NotFound($"{system} on {Calendar.Text(day.Asked)}"),
            ReportKind.Decisions => await decisions.Run(stamp, scope, ct),
            ReportKind.Findings => await findings.Run(stamp, scope, ct),
            ReportKind.Monitoring => await monitoring.Run(stamp, scope, ct),
            ReportKind.Access => await access.Run(stamp, scope, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form.Kind, null),
        };
    }

    private ReportStamp StampOf(ReportForm form, string subject, PinnedDay day) =>
        new(form, subject, options.Organisation.Name, day.Asked, day.AsOf.At ?? day.Checkpoint.SignedAt, day.Checkpoint) { Currency = options.Organisation.Currency };
}
