using System.Diagnostics.Metrics;

namespace Portal.Shared;

/// <summary>What the portal itself counts, in this process since its start. Labels are few and fixed: no person, no system.</summary>
public static class Instruments
{
    private static readonly Meter Meter = new("Portal");

    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>("portal.sign_ins", "{attempt}", "Attempts to sign in with address and password, by outcome.");
    private static readonly Counter<long> Signatures = Meter.CreateCounter<long>("portal.signatures", "{signature}", "Signed decisions on promotions, by verdict.");

    /// <summary>Entries that were committed to the ledger.</summary>
    internal static Counter<long> LedgerEntries { get; } = Meter.CreateCounter<long>("portal.ledger.entries", "{entry}", "Entries that this process appended to the ledger.");

    /// <summary>Makes every series begin at nought, so that the first event shows as a rise. For whoever listens, once it does.</summary>
    public static void Announce(IEnumerable<string> verdicts)
    {
        LedgerEntries.Add(0);
        foreach (var outcome in Enum.GetValues<SignInOutcome>())
            SignIns.Add(0, Outcome(outcome));
        foreach (var verdict in verdicts)
            Signatures.Add(0, Verdict(verdict));
    }

    internal static void CountSignIn(SignInOutcome outcome) => SignIns.Add(1, Outcome(outcome));

    internal static void CountSignature(string verdict) => Signatures.Add(1, Verdict(verdict));

    private static KeyValuePair<string, object?> Outcome(SignInOutcome outcome) => new("outcome", outcome.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> Verdict(string verdict) => new("verdict", verdict.ToLowerInvariant());
}

internal enum SignInOutcome { Succeeded = 1, Refused }
