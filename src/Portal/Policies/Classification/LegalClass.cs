namespace Portal.Policies.Classification;

/// <summary>
/// What the AI Act calls a system, from the least to the gravest. Not the tier: a system of Tier High need not be EU high-risk.
/// </summary>
public enum LegalClass { Minimal = 1, Transparency, HighRisk, Prohibited }

/// <summary>How much depends on a system's being right: money, people, and whether an error can be undone.</summary>
public enum MaterialityLevel { Small = 1, Moderate, Large, Severe }

/// <summary>How hard it is to see and to stop what a system does: method, autonomy, reach.</summary>
public enum ComplexityLevel { Simple = 1, Moderate, Complex }

/// <summary>What an organisation is to a system (Art. 3(3) to (7)); duties follow from it.</summary>
public enum OrganisationRole
{
    Provider = 1,
    Deployer,
    Importer,
    Distributor,

    /// <summary>A deployer that is a body governed by public law or provides public services (Art. 27(1)).</summary>
    PublicService,
}
