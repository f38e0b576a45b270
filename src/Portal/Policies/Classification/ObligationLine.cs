namespace Portal.Policies.Classification;

/// <summary>A line of the file: the duty, and whom it is for.</summary>
internal sealed record ObligationLine
{
    public required string Id { get; init; }
    public required AppliesTo AppliesTo { get; init; }
    public required string Article { get; init; }
    public required string Title { get; init; }
    public required string Asks { get; init; }
    public required DateOnly EffectiveDate { get; init; }

    /// <summary>The later date for systems that are high-risk by Annex I alone.</summary>
    public DateOnly? EffectiveDateOfProducts { get; init; }

    public required string Source { get; init; }
    public required bool Verified { get; init; }

    public Obligation ToObligation(DateOnly effective) => new(Id, Article, Title, Asks, effective, Source, Verified);

    public Obligation? For(IReadOnlyList<LegalFinding> findings, Exemption? exemption, IReadOnlySet<OrganisationRole> roles)
    {
        if (AppliesTo.Roles.Count > 0 && !AppliesTo.Roles.Any(roles.Contains))
            return null;
        if (AppliesTo.Exempted)
            return exemption is null ? null : ToObligation(EffectiveDate);

        var meant = findings.Where(AppliesTo.Means).ToList();
        if (AppliesTo.IsNarrowed && meant.Count == 0)
            return null;
        return ToObligation(meant.Count > 0 && meant.All(finding => finding.IsUnder("Art. 6(1)")) ? EffectiveDateOfProducts ?? EffectiveDate : EffectiveDate);
    }
}

/// <summary>What must hold for a duty, all of it; a list that is empty or left out asks nothing (left out, the reader sets null).</summary>
internal sealed record AppliesTo
{
    public LegalClass? LegalClass { get; init; }
    public IReadOnlyList<OrganisationRole> Roles { get; init => field = value ?? []; } = [];

    /// <summary>A finding under one of these articles.</summary>
    public IReadOnlyList<string> Articles { get; init => field = value ?? []; } = [];

    /// <summary>Findings under these do not count.</summary>
    public IReadOnlyList<string> NotArticles { get; init => field = value ?? []; } = [];

    /// <summary>For who took the exemption of Art. 6(3), and nobody else.</summary>
    public bool Exempted { get; init; }

    public bool IsNarrowed => LegalClass is not null || Articles.Count > 0;

    public bool Means(LegalFinding finding) =>
        (LegalClass is null || finding.Class == LegalClass)
        && (Articles.Count == 0 || Articles.Any(finding.IsUnder))
        && !NotArticles.Any(finding.IsUnder);
}
