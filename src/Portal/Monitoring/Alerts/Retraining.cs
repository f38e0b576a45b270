using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>
/// A serious alert asks for training anew: an entry of the ledger, of which pipelines are told by webhook. Not again within a week, since
/// training takes its time and every hour that is serious would ask.
/// </summary>
internal static class Retraining
{
    public const string Requested = "retraining.requested";

    public static readonly TimeSpan CoolDown = TimeSpan.FromDays(7);

    public static void Ask(PortalDb db, Actor portal, AlertWatch watch, Alert serious, string system, string version, DateTimeOffset now)
    {
        if (watch.RetrainingAskedAt is { } asked && now - asked < CoolDown)
            return;

        watch.AskedForRetraining(now);
        db.Record(new EntryDraft(portal, now, Requested, $"{system}/{version}")
        {
            Reason = $"{serious.Code}: {AlertWords.Of(serious)}",
            Policy = serious.PolicyNumber,
            Details = new Dictionary<string, string> { ["system"] = system, ["version"] = version, ["alert"] = serious.Code },
        });
    }
}
