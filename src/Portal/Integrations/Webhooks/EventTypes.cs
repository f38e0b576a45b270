namespace Portal.Integrations.Webhooks;

public sealed record EventType(string Name, string Title);

/// <summary>
/// What others may be told: these acts of the ledger, in its words. What concerns people, sessions, tokens and the portal's own
/// settings is not among them.
/// </summary>
public static class EventTypes
{
    public static IReadOnlyList<EventType> Acts { get; } =
    [
        new("system.filed", "System filed"),
        new("system.submitted", "Entry submitted to risk"),
        new("system.returned", "Entry returned"),
        new("system.published", "Entry published"),
        new("system.draft-discarded", "Draft discarded"),
        new("system.retired", "System retired"),
        new("system.recertified", "System confirmed in its review"),
        new("system.review-overdue", "Review of a system overdue"),
        new("system.time-ran-out", "Time of a system over"),
        new("system.override-lapsed", "System back at what its answers give"),
        new("system.handed-over", "System handed over"),
        new("system.orphaned", "System without an owner"),
        new("policy.adopted", "Policy 1 adopted"),
        new("policy.proposed", "Policy proposed"),
        new("policy.returned", "Policy sent back"),
        new("policy.published", "Policy published"),
        new("policy.checks-expire", "Checks of the policy end soon"),
        new("version.declared", "Version declared"),
        new("version.artifact-stored", "Artifact stored"),
        new("version.sealed", "Version sealed"),
        new("version.artifact-downloaded", "Artifact taken out"),
        new("version.bytes-changed", "Stored bytes of a version changed"),
        new("version.bytes-restored", "Stored bytes of a version are the declared ones again"),
        new("version.bytes-verified", "Stored bytes of a version verified"),
        new("version.retired", "Version retired"),
        new("version.contributor-assigned", "Contributor of a version said"),
        new("experiment.created", "Experiment begun"),
        new("experiment.renamed", "Experiment renamed"),
        new("experiment.deleted", "Experiment deleted"),
        new("experiment.restored", "Experiment restored"),
        new("training.started", "Run started"),
        new("training.ended", "Run ended"),
        new("training.deleted", "Run deleted"),
        new("training.restored", "Run restored"),
        new("training.model-logged", "Model logged"),
        new("training.file-taken", "File of a run taken out"),
        new("model.registered", "Model registered"),
        new("model.claimed", "Model claimed for a system"),
        new("model.renamed", "Registered model renamed"),
        new("model.deleted", "Registered model deleted"),
        new("model.version-added", "Version of a registered model added"),
        new("model.version-deleted", "Version of a registered model deleted"),
        new("model.alias-set", "Alias of a registered model set"),
        new("model.alias-removed", "Alias of a registered model removed"),
        new("card.submitted", "Model card submitted"),
        new("card.approved", "Model card approved"),
        new("card.returned", "Model card returned"),
        new("evaluation.run", "Version evaluated"),
        new("evaluation.rows-read", "Evaluated rows read"),
        new("evaluation.groups-read", "Protected groups of evaluated rows read"),
        new("baseline.frozen", "Baseline frozen"),
        new("scan.submitted", "Vulnerability scan submitted"),
        new("judgement.requested", "Judging of outputs requested"),
        new("judgement.finished", "Judging of outputs finished"),
        new("judgement.stopped", "Judging of outputs stopped"),
        new("judgement.failed", "Judging of outputs failed"),
        new("judgement.marked", "Judge of outputs checked by a person"),
        new("suite.proposed", "Suite proposed"),
        new("suite.labelled", "Labels of a suite brought"),
        new("suite.agreed", "Suite agreed on by one of two"),
        new("suite.retired", "Suite retired"),
        new("suite.labels-read", "Labels of a suite read"),
        new("dataset.registered", "Data set registered"),
        new("attestation.given", "Attestation given"),
        new("document.submitted", "Document submitted"),
        new("document.approved", "Document approved"),
        new("document.returned", "Document returned"),
        new("promotion.requested", "Promotion requested"),
        new("promotion.approved", "Approval signed"),
        new("promotion.rejected", "Rejection signed"),
        new("promotion.approved-with-conditions", "Approval with conditions signed"),
        new("promotion.suspended", "Promotion suspended"),
        new("promotion.resumed", "Promotion resumed"),
        new("promotion.changes-requested", "Changes requested"),
        new("promotion.abstained", "Abstention signed"),
        new("promotion.recused", "Recusal signed"),
        new("promotion.close-set", "Close of a vote set"),
        new("promotion.closed", "Step closed by the clock"),
        new("promotion.reminded", "Signers reminded"),
        new("promotion.escalated", "Request escalated"),
        new("promotion.expired", "Request expired"),
        new("promotion.went-stale", "Request went stale"),
        new("promotion.withdrawn", "Request withdrawn"),
        new("promotion.applied", "Promotion applied"),
        new("promotion.superseded", "Promotion superseded"),
        new("promotion.revoked", "Promotion revoked"),
        new("promotion.retired", "Promotion retired"),
        new("certificate.issued", "Certificate issued"),
        new("version.not-admitted", "Version not admitted"),
        new("exception.requested", "Exception requested"),
        new("exception.approved", "Exception approved"),
        new("exception.declined", "Exception declined"),
        new("exception.replaced", "Exception replaced"),
        new("exception.revoked", "Exception ended early"),
        new("exception.expired", "Exception expired"),
        new("finding.raised", "Finding raised"),
        new("finding.claimed", "Finding said to be done"),
        new("finding.returned", "Finding returned as not done"),
        new("finding.closed", "Finding closed"),
        new("finding.reopened", "Finding reopened"),
        new("finding.noted", "Note added to a finding"),
        new("finding.moved", "Finding given to somebody else, or another day"),
        new("finding.overdue", "Finding overdue"),
    ];

    /// <summary>Sent by hand, to see whether it arrives; nobody subscribes to it.</summary>
    public const string Test = "portal.test";

    /// <summary>No act, and only for who chose it: the signed root of the ledger, in order, to be kept where the portal cannot reach.</summary>
    public const string Checkpoint = "ledger.checkpoint";

    /// <summary>All that can be chosen.</summary>
    public static IReadOnlyList<EventType> All { get; } = [.. Acts, new(Checkpoint, "Checkpoint of the ledger (only when chosen)")];

    public static IReadOnlyList<string> Names { get; } = [.. Acts.Select(type => type.Name)];
}
