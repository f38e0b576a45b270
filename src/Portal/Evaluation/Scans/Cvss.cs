namespace Portal.Evaluation.Scans;

/// <summary>
/// The base score of a vector of CVSS 3.0 or 3.1, by the formula of the specification (FIRST, Common Vulnerability Scoring System
/// version 3.1: Specification Document, sections 7.1 and 7.4, appendix A for the rounding). Temporal and environmental metrics
/// change no base score and are passed over.
/// </summary>
public static class Cvss
{
    private static readonly string[] Heads = ["CVSS:3.0", "CVSS:3.1"];

    private static readonly Dictionary<string, (string Values, double[] Weights)> Base = new(StringComparer.Ordinal)
    {
        ["AV"] = ("NALP", [0.85, 0.62, 0.55, 0.2]),
        ["AC"] = ("LH", [0.77, 0.44]),
        ["PR"] = ("NLH", [0.85, 0.62, 0.27]),
        ["UI"] = ("NR", [0.85, 0.62]),
        ["S"] = ("UC", [0, 1]),
        ["C"] = ("HLN", [0.56, 0.22, 0]),
        ["I"] = ("HLN", [0.56, 0.22, 0]),
        ["A"] = ("HLN", [0.56, 0.22, 0]),
    };

    // Where the scope changes, privileges weigh more.
    private static readonly double[] PrivilegesOfAnotherScope = [0.85, 0.68, 0.5];

    /// <summary>Null when the text is no vector of these versions with all eight base metrics, each once.</summary>
    public static double? BaseScore(string vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (Read(vector) is not { } chosen)
            return null;

        var isChanged = chosen["S"] == 1;
        var privileges = isChanged ? PrivilegesOfAnotherScope[chosen["PR"]] : Weight("PR");
        var exploitability = 8.22 * Weight("AV") * Weight("AC") * privileges * Weight("UI");
        var loss = 1 - ((1 - Weight("C")) * (1 - Weight("I")) * (1 - Weight("A")));
        var impact = isChanged ? (7.52 * (loss - 0.029)) - (3.25 * Math.Pow(loss - 0.02, 15)) : 6.42 * loss;
        if (impact <= 0)
            return 0;

        return RoundUp(Math.Min(10, isChanged ? 1.08 * (impact + exploitability) : impact + exploitability));

        double Weight(string metric) => Base[metric].Weights[chosen[metric]];
    }

    /// <summary>The band of a score of version 3 or 4.</summary>
    public static VulnerabilitySeverity SeverityOf(double score) => score switch
    {
        >= 9 => VulnerabilitySeverity.Critical,
        >= 7 => VulnerabilitySeverity.High,
        >= 4 => VulnerabilitySeverity.Medium,
        > 0 => VulnerabilitySeverity.Low,
        _ => VulnerabilitySeverity.None,
    };

    private static Dictionary<string, int>? Read(string vector)
    {
        var parts = vector.Split('/');
        if (!Heads.Contains(parts[0]))
            return null;

        var chosen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            if (part.Split(':') is not [{ Length: > 0 } metric, [var value]])
                return null;
            if (!Base.TryGetValue(metric, out var known))
                continue;
            if (known.Values.IndexOf(value, StringComparison.Ordinal) is var index && (index < 0 || !chosen.TryAdd(metric, index)))
                return null;
        }

        return chosen.Count == Base.Count ? chosen : null;
    }

    // Up to one decimal, by integers, so that no machine's last bit lifts a 4.0 to 4.1.
    private static double RoundUp(double score)
    {
        var hundredThousandths = (int)Math.Round(score * 100_000);
        return hundredThousandths % 10_000 == 0 ? hundredThousandths / 100_000.0 : (Math.Floor(hundredThousandths / 10_000.0) + 1) / 10;
    }
}
