using System.Text.RegularExpressions;
using Portal.Policies;
using Portal.Policies.Yaml;

namespace Portal.Tests.Support;

/// <summary>
/// Policy 1 with a board of two seats that both approve after one technical signature, and with three of its checks: short enough to walk
/// in every test.
/// </summary>
public static partial class SmallPolicy
{
    private const string Board = """
        name: Technical, validator, risk, then the board
            steps:
              Technical: { roles: [TechnicalReviewer], signatures: 1 }
              Validator: { roles: [IndependentValidator], signatures: 1 }
              Risk: { roles: [RiskManager], signatures: 1 }
              Board: { seats: [Risk, Legal, Data, Technology, Architecture], participation: 60, approvals: 2, oneOf: [Risk, Legal], openHours: 24 }
        """;

    private const string Two = """
        name: Technical, then two seats
            steps:
              Technical: { roles: [TechnicalReviewer], signatures: 1 }
              Board: { seats: [Risk, Legal], participation: 100, approvals: 2, oneOf: [], openHours: 0 }
        """;

    public static Policy Rules { get; } = PolicyYaml.Read(YamlOf(new DateOnly(2026, 11, 2)), 1).Value;

    /// <summary>In force since long ago, with checks that hold for a year from now.</summary>
    public static PolicyVersion Version(DateTimeOffset now) => PolicyVersion.Adopt(YamlOf(DateOnly.FromDateTime(now.UtcDateTime)), null, now.AddYears(-1));

    /// <summary>The shipped policy with its whole board, and with three of its checks.</summary>
    public static string WithFewChecks(DateOnly adopted) => FewChecks(ShippedPolicy.YamlOf(adopted));

    public static string YamlOf(DateOnly adopted) => ShippedPolicy.YamlOf(adopted) is var shipped && shipped.Contains(Board, StringComparison.Ordinal) ? FewChecks(shipped.Replace(Board, Two, StringComparison.Ordinal)) : throw new InvalidOperationException("The shipped policy has another board.");

    private static string FewChecks(string yaml)
    {
        var (begins, ends) = (yaml.IndexOf("\nchecks:\n", StringComparison.Ordinal) + 1, yaml.IndexOf("\nflows:\n", StringComparison.Ordinal) + 1);
        var checks = Check().Replace(yaml[begins..ends], check => IsKept(check.Groups["key"].Value) ? check.Value : "");
        return Reference().Replace(yaml[..begins] + checks + yaml[ends..], reference => IsKept(reference.Groups["key"].Value) ? reference.Value : "approvals");
    }

    private static bool IsKept(string check) => check is "accuracy" or "recall" or "validation-report";

    [GeneratedRegex(@"^  (?<key>[a-z-]+):\n(?:    .*\n)+", RegexOptions.Multiline)]
    private static partial Regex Check();

    [GeneratedRegex(@"checks\.(?<key>[a-z-]+)")]
    private static partial Regex Reference();
}
