using System.Globalization;
using Portal.Policies.Yaml;

namespace Portal.Tests.Assurance.Simulation;

/// <summary>The shipped policy with some of what simulation depends on changed at random, and always one that reads.</summary>
internal static class RandomPolicy
{
    public static string Of(Random random, string shipped)
    {
        var yaml = shipped;
        foreach (var check in new[] { "accuracy", "recall", "validation-report" })
        {
            if (check != "validation-report")
            {
                Set($"checks.{check}.atLeast", (0.5 + (random.NextDouble() * 0.45)).ToString("0.00", CultureInfo.InvariantCulture));
                Set($"checks.{check}.minimumSample", random.Next(20, 800).ToString(CultureInfo.InvariantCulture));
                Set($"checks.{check}.boundFrom", Any("Low", "Medium", "High", "Critical", "Never"));
            }

            // One check blocks everywhere, or the policy would not be one.
            if (check != "accuracy")
            {
                Set($"checks.{check}.from", Any("Low", "Medium", "High", "Critical"));
                Set($"checks.{check}.severity", Any("Block", "Block", "Warn"));
            }

            Set($"checks.{check}.validUntil", Any("2026-03-01", "2027-11-02", "2027-11-02"));
        }

        Set("floors.transparency.tier", Any("Low", "Medium", "High", "Critical"));
        Set("floors.high-risk.tier", Any("High", "Critical"));
        Set("floors.high-risk.legalClass", Any("HighRisk", "Minimal", "Transparency"));
        foreach (var tier in new[] { "Low", "Medium", "High", "Critical" })
            foreach (var target in new[] { "Staging", "Pilot", "Production" })
                Set($"approvals.{tier}.{target}", Any("peer", "technical", "technical-risk", "product", "board", "full-board"));
        Set("flows.board.steps.Board.participation", random.Next(20, 101).ToString(CultureInfo.InvariantCulture));
        Set("flows.board.steps.Board.approvals", random.Next(1, 6).ToString(CultureInfo.InvariantCulture));
        return yaml;

        void Set(string path, string value)
        {
            if (random.Next(3) == 0)
                yaml = PolicyYaml.With(yaml, path, value).Value;
        }

        string Any(params string[] choices) => choices[random.Next(choices.Length)];
    }
}
