namespace Portal.Policies.Classification;

/// <summary>How people read what a classification says; the API uses the names of the values.</summary>
public static class ClassificationWords
{
    public static string Of(LegalClass legalClass) => legalClass switch
    {
        LegalClass.Minimal => "Minimal risk",
        LegalClass.Transparency => "Transparency duties",
        LegalClass.HighRisk => "EU high-risk",
        LegalClass.Prohibited => "Prohibited",
        _ => throw new ArgumentOutOfRangeException(nameof(legalClass), legalClass, null),
    };

    public static string Of(MaterialityLevel level) => level switch
    {
        MaterialityLevel.Small => "Small",
        MaterialityLevel.Moderate => "Moderate",
        MaterialityLevel.Large => "Large",
        MaterialityLevel.Severe => "Severe",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static string Of(ComplexityLevel level) => level switch
    {
        ComplexityLevel.Simple => "Simple",
        ComplexityLevel.Moderate => "Moderate",
        ComplexityLevel.Complex => "Complex",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static string Of(OrganisationRole role) => role switch
    {
        OrganisationRole.Provider => "Provider",
        OrganisationRole.Deployer => "Deployer",
        OrganisationRole.Importer => "Importer",
        OrganisationRole.Distributor => "Distributor",
        OrganisationRole.PublicService => "Deployer in a public service",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
