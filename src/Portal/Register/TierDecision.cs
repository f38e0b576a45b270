using Portal.Findings;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>What risk confirms of an entry, and on which terms when that is less than its answers give.</summary>
public sealed record TierDecision(RiskTier Tier, LegalClass Class, string Reason, ExceptionTerms? Terms = null)
{
    /// <summary>Whether this is less than the answers give, by the scorer and the floors of the policy.</summary>
    public bool Overrides(SystemRevision revision, Policy policy) => Tier < policy.TierOf(revision.Content.Answers) || Class < revision.ScoredClass;

    internal IReadOnlyList<Fault> FaultsAgainst(SystemRevision open, RiskTier? before, Policy policy, DateTimeOffset now)
    {
        if (!Enum.IsDefined(Tier))
            return [new Fault("tier", "Choose a tier.")];
        if (!Enum.IsDefined(Class))
            return [new Fault("legalClass", "Choose a legal class.")];

        var overrides = Overrides(open, policy);
        return
        [
            .. EntryLimits.FaultsOf("reason", Reason),
            .. Reason.Length == 0 && WhyReason(open, before, overrides) is { } why ? [new Fault("reason", why)] : Array.Empty<Fault>(),
            .. overrides ? Terms?.Faults(now, policy.ExceptionDays) ?? [new Fault("compensatingControl", "Less than the answers give is an exception: say what makes up for it, and until when.")] : [],
            .. !overrides && Terms is not null ? [new Fault("expiresOn", "This is no exception: it is not less than the answers give.")] : Array.Empty<Fault>(),
        ];
    }

    private string? WhyReason(SystemRevision open, RiskTier? before, bool overrides) =>
        overrides ? "Less than the answers give needs a reason."
        : Tier < open.Proposal ? "A tier lower than the owner proposed needs a reason."
        : Tier < before ? "A tier lower than before needs a reason."
        : null;
}
