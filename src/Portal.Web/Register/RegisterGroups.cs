using Portal.Register;

namespace Portal.Web.Register;

/// <summary>A group of systems: its title, and how many it has over all pages.</summary>
public sealed record RegisterGroup(string Key, string Title, int Systems);

/// <summary>The groups of a list and how they are called.</summary>
public sealed class RegisterGroups(SystemGrouping by, IReadOnlyList<SystemGroup> groups)
{
    private readonly Dictionary<string, int> _sizes = groups.ToDictionary(group => group.Key, group => group.Systems);

    public string KeyOf(SystemLine line) => line.GroupKey(by);

    /// <summary>The group of this key, called as one of its systems says.</summary>
    public RegisterGroup Of(string key, SystemLine one) => new(key, TitleOf(one), _sizes.GetValueOrDefault(key));

    private string TitleOf(SystemLine line) => by switch
    {
        SystemGrouping.Department => line.Department.Length > 0 ? line.Department : "No department",
        SystemGrouping.Tier => line.Tier is { } tier ? $"Tier {EntryWords.Of(tier)}" : "No tier confirmed",
        SystemGrouping.Stage => line.Stage.ToString(),
        _ => line.Owner?.Name ?? "No owner",
    };
}
