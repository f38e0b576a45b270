using Portal.Shared;

namespace Portal.Assurance;

/// <summary>A published system as far as concentration asks, live or not.</summary>
public sealed record EstateSystem(SystemId Id, string Code, string Name, RiskTier Tier, DateTimeOffset? ReviewDue, Stage? Stage)
{
    /// <summary>People meet a version of it.</summary>
    public bool IsLive => Stage is Shared.Stage.Pilot or Shared.Stage.Production;

    public string Provider { get; init; } = "";

    public string ApplicationType { get; init; } = "";

    public string Department { get; init; } = "";

    public IReadOnlyList<string> DataSources { get; init; } = [];

    public IReadOnlyList<string> BaseModels { get; init; } = [];

    /// <summary>Absent where nobody asks.</summary>
    public Maturity? Maturity { get; init; }
}

public enum ConcentrationKind { Provider = 1, BaseModel, DataSource, ApplicationType, Department }

/// <summary>How many systems rest on the same thing, of those that are live and of all that are published.</summary>
/// <param name="Name">The thing; empty for the systems that name none.</param>
/// <param name="Live">How many live ones.</param>
/// <param name="All">How many published ones.</param>
/// <param name="Percent">The live ones among all live systems.</param>
/// <param name="Systems">Which, the live ones first.</param>
public sealed record Share(string Name, int Live, int All, double Percent, IReadOnlyList<EstateSystem> Systems);

/// <summary>The things of one kind, what most live systems rest on first; what nothing is named for comes last.</summary>
public sealed record Concentration(ConcentrationKind Kind, IReadOnlyList<Share> Shares)
{
    /// <summary>What most live systems rest on; absent while none is live.</summary>
    public Share? Largest => Shares.FirstOrDefault(share => share is { Name.Length: > 0, Live: > 0 });

    /// <summary>Pure. Names that differ in capitals alone are one.</summary>
    public static Concentration Of(ConcentrationKind kind, IReadOnlyList<EstateSystem> systems)
    {
        var live = systems.Count(system => system.IsLive);
        return new Concentration(kind,
        [
            .. systems.SelectMany(system => NamesIn(kind, system), (system, name) => (System: system, Name: name))
                .GroupBy(named => named.Name, StringComparer.OrdinalIgnoreCase)
                .Select(group => ShareOf(group.Key, [.. group.Select(named => named.System)], live))
                .OrderBy(share => share.Name.Length == 0).ThenByDescending(share => share.Live).ThenByDescending(share => share.All).ThenBy(share => share.Name, StringComparer.OrdinalIgnoreCase),
        ]);
    }

    private static Share ShareOf(string name, IReadOnlyList<EstateSystem> systems, int allLive)
    {
        var live = systems.Count(system => system.IsLive);
        return new Share(name, live, systems.Count, allLive == 0 ? 0 : 100.0 * live / allLive, [.. systems.OrderByDescending(system => system.IsLive).ThenBy(system => system.Code.Length).ThenBy(system => system.Code, StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> NamesIn(ConcentrationKind kind, EstateSystem system) => kind switch
    {
        ConcentrationKind.Provider => [system.Provider],
        ConcentrationKind.ApplicationType => [system.ApplicationType],
        ConcentrationKind.Department => [system.Department],
        ConcentrationKind.BaseModel => system.BaseModels.Count == 0 ? [""] : system.BaseModels.Distinct(StringComparer.OrdinalIgnoreCase),
        ConcentrationKind.DataSource => system.DataSources.Count == 0 ? [""] : system.DataSources.Distinct(StringComparer.OrdinalIgnoreCase),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
