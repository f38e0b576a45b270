using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Alerts;

/// <summary>What follows of what the rules found: rows, entries, events, a mail to who answers for the system, and a finding where many features broke at once.</summary>
public sealed class AlertWriting(Shared.Calendar calendar, TimeProvider time)
{
    private const int DaysToMend = 7;

    internal static readonly Actor Portal = Actor.System("alerts");

    internal async Task Write(PortalDb db, FrozenBaseline baseline, AlertWatch watch, IReadOnlyList<AlertMove> moves, Policy policy, AlertRule rule, CancellationToken ct)
    {
        if (moves.Count == 0)
            return;

        var now = time.GetUtcNow();
        var version = await db.Versions.Where(row => row.Id == baseline.Version).Select(row => new { row.System, row.Label }).SingleAsync(ct);
        if (await NamedSystems.Find(db, version.System, ct) is not { } system)
            return;

        List<Alert> told = [];
        foreach (var move in moves)
        {
            var alert = await Moved(db, baseline, version.System, move, policy, rule, now, ct);
            if (alert is null)
                continue;

            Record(db, alert, move.Change.Act, system.Code, version.Label, now);
            if (move.Change.Act == AlertAct.Closed)
                continue;

            told.Add(alert);
            db.Raise(new AlertRaised(version.System, baseline.Version, alert.Id, alert.Code, alert.Severity == AlertSeverity.Serious, AlertWords.Of(alert)), now);
            if (alert.Severity == AlertSeverity.Serious)
                Retraining.Ask(db, Portal, watch, alert, system.Code, version.Label, now);
            if (alert.Metric == AlertMetric.UpstreamBreak)
                await RaiseFinding(db, alert, system, version.Label, now, ct);
        }

        // One mail a look, however many alerts; of what has settled within it nobody is told.
        if (told.FindAll(alert => alert.State == AlertState.Open).Distinct().OrderByDescending(alert => alert.Severity).ToList() is { Count: > 0 } open)
            await db.EnqueueMails(await Concerned(db, system, ct), Portal, MailText.AlertsOpened(open[0].Code, system.Code, system.Name, version.Label, $"{open.Max(alert => alert.Severity)}", [.. open.Select(AlertWords.Of)]), now, ct);
    }

    private static async Task<Alert?> Moved(PortalDb db, FrozenBaseline baseline, SystemId system, AlertMove move, Policy policy, AlertRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var (feature, metric) = (move.Change.Key.Feature, MetricOf(move.Change.Key.Metric));
        var open = db.Alerts.Local.FirstOrDefault(alert => alert.ModelVersion == baseline.Version && alert.Feature == feature && alert.Metric == metric && alert.State == AlertState.Open)
            ?? await db.Alerts.Include(alert => alert.Steps).FirstOrDefaultAsync(alert => alert.ModelVersion == baseline.Version && alert.Feature == feature && alert.Metric == metric && alert.State == AlertState.Open, ct);
        if (move.Change.Act == AlertAct.Closed)
        {
            open?.Settle(move.To, now);
            return open;
        }

        var evidence = await Evidence(db, baseline, move, rule, ct);
        if (open is not null)
        {
            open.Raise(move.Change.Severity, evidence, now);
            return open;
        }

        // One that a person closed and that becomes graver opens again, as another one.
        var alert = Alert.Open($"{Sequence.Alerts}-{await db.NextNumberAsync(Sequence.Alerts, ct):0000}", system, baseline.Version, feature, metric, move.Change.Severity, evidence, policy.Number, now);
        db.Alerts.Add(alert);
        return alert;
    }

    private static async Task<AlertEvidence> Evidence(PortalDb db, FrozenBaseline baseline, AlertMove move, AlertRule rule, CancellationToken ct)
    {
        if (move.Figures is not { } figures)
            return new AlertEvidence(null, null, null, 0, move.From, move.To, null, null, move.Change.Features);

        var metric = move.Change.Key.Metric;
        var season = move.Counts is { } counts && baseline.IndexOf(figures.Feature) is >= 0 and var index
            ? await Season.Psi(db, baseline.Version, baseline.Features[index], counts, move.From, move.To, ct)
            : null;
        return new AlertEvidence(
            figures.Of(metric), rule.WarningOf(metric), metric == DriftMetric.Missing ? null : figures.AdjustedP, metric == DriftMetric.Missing ? figures.Rows : figures.N, move.From, move.To, season, season is { } usual ? usual < rule.PsiWarning : null, []);
    }

    /// <summary>Events of alerts that have opened or become graver, and one mail of all.</summary>
    internal static async Task Tell(PortalDb db, IReadOnlyList<Alert> told, NamedSystem system, string version, DateTimeOffset now, CancellationToken ct)
    {
        if (told.Count == 0)
            return;

        foreach (var alert in told)
            db.Raise(new AlertRaised(system.Id, alert.ModelVersion, alert.Id, alert.Code, alert.Severity == AlertSeverity.Serious, AlertWords.Of(alert)), now);
        var open = told.OrderByDescending(alert => alert.Severity).ToList();
        await db.EnqueueMails(await Concerned(db, system, ct), Portal, MailText.AlertsOpened(open[0].Code, system.Code, system.Name, version, $"{open[0].Severity}", [.. open.Select(AlertWords.Of)]), now, ct);
    }

    internal static void Record(PortalDb db, Alert alert, AlertAct act, string system, string version, DateTimeOffset now) => db.Record(new EntryDraft(Portal, now, act switch
    {
        AlertAct.Opened => AlertEvents.Opened,
        AlertAct.Raised => AlertEvents.Raised,
        _ => AlertEvents.Settled,
    }, alert.Code)
    {
        Reason = AlertWords.Of(alert),
        Policy = alert.PolicyNumber,
        Details = new Dictionary<string, string>
        {
            ["system"] = system,
            ["version"] = version,
            ["feature"] = alert.Feature,
            ["metric"] = alert.Metric.ToString(),
            ["severity"] = alert.Severity.ToString(),
            ["value"] = alert.Evidence.Value?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            ["n"] = $"{alert.Evidence.N}",
            ["from"] = alert.Evidence.From.UtcDateTime.ToString("O"),
            ["to"] = alert.Evidence.To.UtcDateTime.ToString("O"),
        },
    });

    private async Task RaiseFinding(PortalDb db, Alert alert, NamedSystem system, string version, DateTimeOffset now, CancellationToken ct)
    {
        var severity = alert.Severity == AlertSeverity.Serious ? FindingSeverity.Severe : FindingSeverity.Moderate;
        var text = $"{alert.Evidence.Features.Count} features of {system.Code} {version} have moved together: {string.Join(", ", alert.Evidence.Features)}. What feeds the model has broken, or the people it sees are others. Find out which, and mend it.";
        await Raised.Raise(
            db, Portal, new(FindingSource.Alert, severity, system.Id, $"Upstream break: {system.Code} {version}", Shortened(text), OwnerOf(system), calendar.Today.AddDays(DaysToMend)) { About = alert.Code, Key = alert.Code }, now, ct);
    }

    internal static PersonId OwnerOf(NamedSystem system) => system.TechnicalOwner ?? system.BusinessOwner ?? system.FiledBy;

    internal static async Task<IEnumerable<PersonId>> Concerned(PortalDb db, NamedSystem system, CancellationToken ct) =>
        [.. new[] { system.BusinessOwner ?? system.FiledBy, system.TechnicalOwner }.OfType<PersonId>(), .. await db.HoldersOf(Role.OnCall, ct)];

    internal static AlertMetric MetricOf(DriftMetric metric) => metric switch
    {
        DriftMetric.Psi => AlertMetric.Psi,
        DriftMetric.JensenShannon => AlertMetric.JensenShannon,
        DriftMetric.KolmogorovSmirnov => AlertMetric.KolmogorovSmirnov,
        DriftMetric.Wasserstein => AlertMetric.Wasserstein,
        DriftMetric.Missing => AlertMetric.Missing,
        DriftMetric.UpstreamBreak => AlertMetric.UpstreamBreak,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };

    private static string Shortened(string text) => text.Length <= NewFinding.LongestText ? text : string.Concat(text.AsSpan(0, NewFinding.LongestText - 1), "…");
}
