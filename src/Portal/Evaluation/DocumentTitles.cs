using Portal.Policies;

namespace Portal.Evaluation;

/// <summary>What each kind of document is called.</summary>
public static class DocumentTitles
{
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.ValidationReport => "Validation report",
        DocumentKind.ExplainabilityReport => "Explainability report",
        DocumentKind.RegulatoryReview => "Regulatory review",
        DocumentKind.RiskAndImpactAssessment => "Risk and impact assessment",
        DocumentKind.AssuranceCase => "Assurance case",
        DocumentKind.RecordReview => "Review of decision records",
        DocumentKind.ComparisonNotApplicable => "Why no comparison applies",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
