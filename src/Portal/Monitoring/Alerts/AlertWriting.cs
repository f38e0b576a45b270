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
        var feature = move.Change.Feature;
        var open = db.Alerts.Local.FirstOrDefault(alert => alert.ModelVersion == baseline.Version && alert.Feature == feature && DriftFigure.Metrics.Contains(alert.Metric) && alert.State == AlertState.Open)
            ?? await OpenOf(db, baseline.Version).FirstOrDefaultAsync(alert => alert.Feature == feature, ct);
        if (move.Change.Act == AlertAct.Closed)
        {
            open?.Settle(move.To, now);
            return open;
        }

        var evidence = await Evidence(db, baseline, move, open?.Evidence ?? AlertEvidence.None, rule, ct);
        if (open is not null)
        {
            open.Raise(move.Change.Severity, evidence, now);
            return open;
        }

        // One that a person closed and that becomes graver opens again, as another one.
        var metric = move.Change.IsOfMany ? AlertMetric.UpstreamBreak : evidence.Leading ?? AlertMetric.Psi;
        var alert = Alert.Open($"{Sequence.Alerts}-{await db.NextNumberAsync(Sequence.Alerts, ct):0000}", system, baseline.Version, feature, metric, move.Change.Severity, evidence, policy.Number, now);
        db.Alerts.Add(alert);
        return alert;
    }

    private static IQueryable<Alert> OpenOf(PortalDb db, VersionId version) =>
        db.Alerts.Include(alert => alert.Steps).Where(alert => alert.ModelVersion == version && alert.State == AlertState.Open && DriftFigure.Metrics.Contains(alert.Metric));

    private static async Task<AlertEvidence> Evidence(PortalDb db, FrozenBaseline baseline, AlertMove move, AlertEvidence before, AlertRule rule, CancellationToken ct)
    {
        if (move.Change.IsOfMany)
            return new AlertEvidence(null, null, null, 0, move.From, move.To, null, null, move.Change.Features);

        // Others made it graver, while its own window goes on.
        if (move.Figures is not { } figures)
            return before with { To = move.To };

        var (all, season) = (DriftFigure.Of(figures, rule), (double?)null);
        if (move.Counts is { } counts && baseline.IndexOf(figures.Feature) is >= 0 and var index)
            season = await Season.Psi(db, baseline.Version, baseline.Features[index], counts, move.From, move.To, ct);
        var isMissing = all[0].Metric == AlertMetric.Missing;
        return new AlertEvidence(
            all[0].Value, all[0].Level, isMissing ? null : figures.AdjustedP, isMissing ? figures.Rows : figures.N, move.From, move.To, season, season is { } usual ? usual < rule.PsiWarning : null, [])
        { Figures = all };
    }

    /// <summary>Each figure of a feature had an alert of its own once. The gravest of those that are open stays, the others settle with a word.</summary>
    internal async Task TakeTogether(PortalDb db, VersionId version, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var open = await OpenOf(db, version).ToListAsync(ct);
        var several = open.GroupBy(alert => alert.Feature, StringComparer.Ordinal).Select(alerts => alerts.OrderByDescending(alert => alert.Severity).ThenBy(alert => alert.OpenedAt).ThenBy(alert => alert.Code, StringComparer.Ordinal).ToList()).Where(alerts => alerts.Count > 1).ToList();
        if (several.Count == 0 || await NamedSystems.Find(db, open[0].System, ct) is not { } system)
            return;

        var label = await db.Versions.Where(row => row.Id == version).Select(row => row.Label).SingleAsync(ct);
        foreach (var (stays, alert) in several.SelectMany(alerts => alerts.Skip(1).Select(alert => (alerts[0], alert))))
        {
            alert.Settle(now, now, $"Told by {stays.Code}: all figures of a feature are one alert.");
            Record(db, alert, AlertAct.Closed, system.Code, label, now);
        }
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
            ["figures"] = string.Join("; ", alert.Evidence.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Metric} {figure.Value:R}"))),
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

    private static string Shortened(string text) => text.Length <= NewFinding.LongestText ? text : string.Concat(text.AsSpan(0, NewFinding.LongestText - 1), "…");
}
