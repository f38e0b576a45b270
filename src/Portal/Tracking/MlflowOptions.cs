namespace Portal.Tracking;

/// <summary>The settings under <c>Portal:Mlflow</c>.</summary>
public sealed record MlflowOptions
{
    /// <summary>Aliases, separated by commas, that point only at versions which a promotion brought to Pilot or Production.</summary>
    public string ProtectedAliases { get; init; } = "champion";

    private IReadOnlyList<string> Names => ProtectedAliases.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>In any letters: who reads an alias does not look at its case.</summary>
    public bool Protects(string alias) => Names.Contains(alias, StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<string> Faults()
    {
        if (Names.Count == 0 || Names.Any(name => Registered.ModelNames.AliasProblem(name) is not null))
            yield return "Portal:Mlflow:ProtectedAliases names at least one alias, separated by commas.";
    }
}
