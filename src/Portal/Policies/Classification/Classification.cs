using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>What a set of answers comes to. With questions missing it is what is known so far: exceptions that nobody claimed are not granted.</summary>
public sealed record Classification
{
    /// <summary>The version of the pair that scored it.</summary>
    public required int Questionnaire { get; init; }

    /// <summary>Absent until one of its three questions is answered; open ones count as the least.</summary>
    public required MaterialityLevel? Materiality { get; init; }

    /// <summary>Absent until one of its three questions is answered; open ones count as the least.</summary>
    public required ComplexityLevel? Complexity { get; init; }

    /// <summary>Materiality by complexity, whatever the law says.</summary>
    public required RiskTier? OwnTier { get; init; }

    public required LegalClass LegalClass { get; init; }

    /// <summary>The gravest first.</summary>
    public required IReadOnlyList<LegalFinding> Findings { get; init; }

    public required Exemption? Exemption { get; init; }

    /// <summary>Decides on people by itself, with legal or similarly significant effect (GDPR Art. 22).</summary>
    public required bool SolelyAutomated { get; init; }

    /// <summary>The tier that the law's findings set as the least; absent when there are none.</summary>
    public required RiskTier? Floor { get; init; }

    /// <summary>Short sentences for a page, the headline first: "High, because it decides on credit of natural persons (Annex III 5b)".</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<Obligation> Obligations { get; init; }

    /// <summary>The keys of questions that are asked and not answered.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>The effective tier, the higher of own tier and floor; absent as long as nothing says anything.</summary>
    public RiskTier? Tier => (OwnTier, Floor) switch
    {
        ({ } own, { } floor) => own > floor ? own : floor,
        var (own, floor) => own ?? floor,
    };

    public string Headline => Reasons[0];

    public bool IsComplete => Missing.Count == 0;

    /// <summary>A prohibited system stays Proposed, in whatever lane.</summary>
    public bool MayLeaveProposed => LegalClass != LegalClass.Prohibited;
}
