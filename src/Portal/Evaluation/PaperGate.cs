using Portal.Accounts;
using Portal.Policies;

namespace Portal.Evaluation;

/// <summary>What people have written and signed.</summary>
internal static class PaperGate
{
    public static CheckResult Decide(DocumentCheck check, GateEvidence evidence)
    {
        var ofKind = evidence.Documents.Where(document => document.Kind == check.Kind).ToList();
        // The last review counts: an older approval does not outlive a later "no", and a newer draft does not undo it.
        var deciding = ofKind.LastOrDefault(document => document.State != DocumentState.InReview) ?? ofKind.LastOrDefault();
        var (verdict, explanation) = deciding?.State switch
        {
            null => (CheckVerdict.NoData, "None has been submitted."),
            DocumentState.InReview => (CheckVerdict.NoData, "It waits for a reviewer who did not write it."),
            DocumentState.Returned => (CheckVerdict.Fail, "Its reviewer returned it."),
            DocumentState.Approved when LastDay(check, deciding) is { } last && evidence.Today > last => (CheckVerdict.Fail, $"It counted until {last:d MMMM yyyy}."),
            DocumentState.Approved when deciding.Of is { } before => (CheckVerdict.Pass, $"Approved for {before} by a reviewer who did not write it; it counts while it is valid."),
            DocumentState.Approved => (CheckVerdict.Pass, "Approved by a reviewer who did not write it."),
            _ => throw new ArgumentOutOfRangeException(nameof(evidence), deciding.State, null),
        };
        return Gate.Result(check, CheckKind.Document, verdict, explanation) with
        {
            Document = check.Kind == DocumentKind.ValidationReport ? null : check.Kind,
            Source = deciding is null ? null : new CheckSource(SourceKind.Document, deciding.Id.Value, deciding.Content, deciding.Title),
        };
    }

    public static CheckResult Decide(CardCheck check, GateQuestion question, GateEvidence evidence)
    {
        IReadOnlyList<CardSection> missing = evidence.Card is { } card ? [.. question.Policy.CardSectionsOf(question.Tier).Except(card.Filled)] : [];
        var (verdict, explanation) = evidence.Card switch
        {
            null => (CheckVerdict.NoData, "No model card of the version is approved."),
            _ when missing.Count > 0 => (CheckVerdict.Fail, $"The approved card lacks {string.Join(", ", missing.Select(CardSections.TitleOf))}."),
            _ => (CheckVerdict.Pass, "Approved by somebody who did not write it, with every section that the tier requires."),
        };
        return Gate.Result(check, CheckKind.Card, verdict, explanation) with
        {
            Source = evidence.Card is { } source ? new CheckSource(SourceKind.Card, source.Id.Value, source.Content, $"Model card, revision {source.Revision}") : null,
        };
    }

    public static CheckResult Decide(AttestationCheck check, GateEvidence evidence)
    {
        var said = evidence.Attestations.LastOrDefault(attestation => attestation.Check == check.Key);
        var (verdict, explanation) = said switch
        {
            null => (CheckVerdict.NoData, $"No {Roles.Title(check.By).ToLowerInvariant()} has said so: {check.Statement}"),
            { Sample: var sample } when sample < check.Sample => (CheckVerdict.NoData, $"{sample} outputs were looked at: {check.Sample} are needed."),
            _ => (CheckVerdict.Pass, said.Words),
        };
        return Gate.Result(check, CheckKind.Attestation, verdict, explanation) with
        {
            Source = said is null ? null : new CheckSource(SourceKind.Attestation, said.Id, said.Content, said.Words),
        };
    }

    // The earlier of its own last day and the one that the policy gives it.
    private static DateOnly? LastDay(DocumentCheck check, DocumentEvidence document)
    {
        var byPolicy = check.MostDays is { } days ? document.ReviewedOn?.AddDays(days) : null;
        return byPolicy is { } one && document.ValidUntil is { } other ? one < other ? one : other : byPolicy ?? document.ValidUntil;
    }
}
