using Portal.Policies.Yaml;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Policy 1, as it comes with the portal. Whoever sets the portal up adopts it; its thresholds hold for twelve months from then.</summary>
public static class ShippedPolicy
{
    private const string Placeholder = "ADOPTED+12M";

    public static string YamlOf(DateOnly adopted)
    {
        using var stream = typeof(ShippedPolicy).Assembly.GetManifestResourceStream("Portal.Policies.Shipped.policy-1.yaml")
            ?? throw new InvalidOperationException("Policy 1 is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace(Placeholder, Calendar.Text(adopted.AddMonths(12)), StringComparison.Ordinal);
    }

    public static Policy AdoptedOn(DateOnly day) => PolicyYaml.Read(YamlOf(day), 1).Value;
}
