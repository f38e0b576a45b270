using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>Says in short sentences how a classification comes about, for who answers and for who confirms.</summary>
internal static class ClassificationReasons
{
    public static IReadOnlyList<string> Of(Classification result, IReadOnlyList<(LegalFinding Finding, Lift By)> lifted, IReadOnlyList<string> notes)
    {
        var decisive = Decisive(result);
        return
        [
            Headline(result, decisive),
            .. result.Findings.Where(finding => finding != decisive).Select(finding => $"It {finding.Text}"),
            .. Exempted(result.Exemption),
            .. lifted.Select(lift => $"{lift.Finding.Article} does not apply: it {lift.By.Because}"),
            .. notes,
            .. Own(result, decisive),
        ];
    }

    /// <summary>The finding that the headline rests on; none when the system's own tier is the higher.</summary>
    private static LegalFinding? Decisive(Classification result) => result.LegalClass == LegalClass.Prohibited || result.Floor >= (result.OwnTier ?? RiskTier.Low)
        ? result.Findings.OrderByDescending(finding => finding.Floor).FirstOrDefault()
        : null;

    private static string Headline(Classification result, LegalFinding? decisive)
    {
        var soFar = result.IsComplete ? "" : " so far";
        if (result.LegalClass == LegalClass.Prohibited && decisive is not null)
            return $"Prohibited{soFar}, because it {decisive.Text}";
        if (result.Tier is not { } tier)
            return "No tier yet: nothing that decides it is answered";
        return decisive is not null ? $"{tier}{soFar}, because it {decisive.Text}" : $"{tier}{soFar}, because {Weight(result)}";
    }

    private static IEnumerable<string> Exempted(Exemption? exemption) => exemption is null ? [] :
    [
        .. exemption.Exempted.Select(finding => $"Exempt from {finding.Article}, although it {finding.Why}: it {string.Join(" and ", exemption.Grounds)}"),
        "The exemption is to be documented and registered before the system is used (Art. 6(4), Art. 49(2))",
    ];

    private static IEnumerable<string> Own(Classification result, LegalFinding? decisive) =>
        decisive is not null && result.OwnTier is { } own ? [$"By itself it would be {own}: {Weight(result)}"] : [];

    private static string Weight(Classification result) => (result.Materiality, result.Complexity) switch
    {
        ({ } materiality, { } complexity) => $"its errors have {Consequences(materiality)} and it is {Control(complexity)}",
        ({ } materiality, null) => $"its errors have {Consequences(materiality)}",
        (null, { } complexity) => $"it is {Control(complexity)}",
        _ => "nothing depends on it",
    };

    private static string Consequences(MaterialityLevel level) => level switch
    {
        MaterialityLevel.Small => "small consequences",
        MaterialityLevel.Moderate => "moderate consequences",
        MaterialityLevel.Large => "large consequences",
        _ => "severe consequences",
    };

    private static string Control(ComplexityLevel level) => level switch
    {
        ComplexityLevel.Simple => "simple to control",
        ComplexityLevel.Moderate => "moderately complex to control",
        _ => "complex to control",
    };
}
