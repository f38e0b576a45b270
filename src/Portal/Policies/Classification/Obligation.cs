namespace Portal.Policies.Classification;

/// <summary>
/// A duty that a classification brings, with the day from which it applies to the system. Shipped unverified, since dates moved in
/// 2026 (where they did, the source says "reported"); verified is what somebody has checked against the Official Journal.
/// </summary>
public sealed record Obligation(string Id, string Article, string Title, string Asks, DateOnly EffectiveDate, string Source, bool Verified);

/// <summary>The shipped obligations, read once from the file beside this one.</summary>
public static class Obligations
{
    private static readonly Lazy<IReadOnlyList<ObligationLine>> Lines = new(() => ObligationFile.Read(ObligationFile.Shipped()));

    public static IReadOnlyList<Obligation> All => [.. Lines.Value.Select(line => line.ToObligation(line.EffectiveDate))];

    /// <summary>Duties cumulate: each finding brings its own, whatever graver one stands beside it.</summary>
    internal static IReadOnlyList<Obligation> Of(IReadOnlyList<LegalFinding> findings, Exemption? exemption, IReadOnlySet<OrganisationRole> roles) =>
        [.. Lines.Value.Select(line => line.For(findings, exemption, roles)).OfType<Obligation>()];
}
