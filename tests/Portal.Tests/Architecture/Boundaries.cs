namespace Portal.Tests.Architecture;

/// <summary>
/// Holds the references between the capabilities of one assembly against the table. The hub maps every capability's rows, and what
/// stands at the root puts the capabilities together, so both see them all; the foundation sees none.
/// </summary>
public sealed class Boundaries(string root, string hub, string foundation, WhoMayUseWhom table)
{
    public IReadOnlyList<string> Violations(IReadOnlyList<Reference> references)
    {
        // Portal.Statistics is no capability of Portal: only names that this assembly declares types under are.
        var own = CapabilitiesIn(references).ToHashSet();
        return
        [
            .. from reference in references
               let user = CapabilityOf(reference.User)
               let used = CapabilityOf(reference.Used)
               where user is not null && used is not null && own.Contains(used) && !Allows(user, used)
               orderby reference.User, reference.Used
               select reference.ToString(),
        ];
    }

    public IReadOnlyList<string> CapabilitiesIn(IReadOnlyList<Reference> references) =>
        [.. references.Select(reference => CapabilityOf(reference.User)).OfType<string>().Distinct().Order()];

    private bool Allows(string user, string used) => user == used || user == hub || (user != foundation && table.Allows(user, used));

    /// <summary>Portal.Register.AiSystem belongs to Register; Portal.PortalOptions and System.String to none.</summary>
    private string? CapabilityOf(string type)
    {
        var parts = type.Split('.');
        return parts.Length > 2 && parts[0] == root ? parts[1] : null;
    }
}
