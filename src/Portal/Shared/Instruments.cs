using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Portal.Shared;

/// <summary>What the portal itself counts, in this process since its start. Labels are few and fixed: no person, no system.</summary>
public static class Instruments
{
    private static readonly Meter Meter = new("Portal");

    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>("portal.sign_ins", "{attempt}", "Attempts to sign in with address and password, by outcome.");
    private static readonly Counter<long> Signatures = Meter.CreateCounter<long>("portal.signatures", "{signature}", "Signed decisions on promotions, by verdict.");

    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("portal.deliveries", "{attempt}", "Attempts to deliver mails and webhook events, by outcome: delivered, failed and to be tried again, or dead.");
    private static readonly ConcurrentDictionary<string, long> Waiting = new();
    private static readonly string[] DeliveryOutcomes = ["delivered", "failed", "dead"];

    /// <summary>The outcome of an attempt that is followed by another one.</summary>
    internal const string DeliveryFailed = "Failed";

    private static readonly ConcurrentDictionary<string, double> SinkLag = new();
    private static double _unsigned;

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("portal.telemetry.rows", "{row}", "Rows of telemetry that were acknowledged, and that were counted.");
    private static readonly Counter<long> Busy = Meter.CreateCounter<long>("portal.telemetry.busy", "{post}", "Posts of telemetry whose senders were told to come again.");
    private static int _postsWaiting;

    static Instruments()
    {
        Meter.CreateObservableGauge(
            "portal.ledger.sink_lag", () => SinkLag.Select(pair => new Measurement<double>(pair.Value, Kind(pair.Key))), "s", "How long the oldest checkpoint waits that a sink outside does not have, the worst of each kind.");
        Meter.CreateObservableGauge("portal.telemetry.waiting", () => _postsWaiting, "{post}", "Posts of telemetry that are acknowledged and wait in this process to be counted.");
        Meter.CreateObservableGauge("portal.ledger.unsigned", () => _unsigned, "s", "How long the oldest entry waits that no checkpoint covers.");
        Meter.CreateObservableGauge(
            "portal.deliveries.waiting", () => Waiting.Select(pair => new Measurement<long>(pair.Value, Kind(pair.Key))), "{delivery}", "Deliveries that wait in the outbox, counted every few seconds.");
    }

    /// <summary>Entries that were committed to the ledger.</summary>
    internal static Counter<long> LedgerEntries { get; } = Meter.CreateCounter<long>("portal.ledger.entries", "{entry}", "Entries that this process appended to the ledger.");

    /// <summary>Makes every series begin at nought, so that the first event shows as a rise. For whoever listens, once it does.</summary>
    public static void Announce(IEnumerable<string> verdicts, IEnumerable<string> deliveries)
    {
        LedgerEntries.Add(0);
        Busy.Add(0);
        CountRows("acknowledged", 0);
        CountRows("counted", 0);
        foreach (var outcome in Enum.GetValues<SignInOutcome>())
            SignIns.Add(0, Outcome(outcome));
        foreach (var verdict in verdicts)
            Signatures.Add(0, Verdict(verdict));
        foreach (var kind in deliveries)
        {
            Waiting.TryAdd(kind, 0);
            foreach (var outcome in DeliveryOutcomes)
                Deliveries.Add(0, Kind(kind), new("outcome", outcome));
        }
    }

    internal static void CountDelivery(string kind, string outcome) => Deliveries.Add(1, Kind(kind), new("outcome", outcome.ToLowerInvariant()));

    internal static void DeliveriesWait(string kind, long count) => Waiting[kind] = count;

    internal static void LedgerStands(double unsigned, IReadOnlyDictionary<string, double> lagOfSinks)
    {
        Volatile.Write(ref _unsigned, unsigned);
        foreach (var kind in SinkLag.Keys.Union(lagOfSinks.Keys))
            SinkLag[kind] = lagOfSinks.GetValueOrDefault(kind);
    }

    internal static void CountRows(string what, int rows) => Rows.Add(rows, new KeyValuePair<string, object?>("rows", what));

    internal static void CountBusy() => Busy.Add(1);

    internal static void PostsWait(int posts) => Volatile.Write(ref _postsWaiting, posts);

    internal static void CountSignIn(SignInOutcome outcome) => SignIns.Add(1, Outcome(outcome));

    internal static void CountSignature(string verdict) => Signatures.Add(1, Verdict(verdict));

    private static KeyValuePair<string, object?> Outcome(SignInOutcome outcome) => new("outcome", outcome.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> Kind(string kind) => new("kind", kind.ToLowerInvariant());

    private static KeyValuePair<string, object?> Verdict(string verdict) => new("verdict", verdict.ToLowerInvariant());
}

internal enum SignInOutcome { Succeeded = 1, Refused }
