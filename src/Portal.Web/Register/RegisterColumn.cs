using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>A column that the register can show beside code and name.</summary>
public sealed record RegisterColumn(string Key, string Title)
{
    /// <summary>What the database sorts by, when it does.</summary>
    public string? Sort { get; init; }

    /// <summary>Shown unless the reader chose others.</summary>
    public bool Usual { get; init; } = true;

    /// <summary>Of now only: the past has no drafts.</summary>
    public bool NowOnly { get; init; }

    public bool Right { get; init; }

    public static IReadOnlyList<RegisterColumn> All { get; } =
    [
        new("owner", "Owner") { Sort = "owner" },
        new("department", "Department") { Sort = "department", Usual = false },
        new("kind", "Kind") { Sort = "kind", Usual = false },
        new("lane", "Lane") { Sort = "lane", Usual = false },
        new("tier", "Tier") { Sort = "tier" },
        new("class", "Legal class") { Sort = "legalClass" },
        new("stage", "Stage") { Sort = "stage" },
        new("version", "Version"),
        new("entry", "Entry"),
        new("next", "Next step") { Usual = false, NowOnly = true },
        new("review", "Next review") { Sort = "review", NowOnly = true, Right = true },
        new("changed", "Changed") { Sort = "changed", Usual = false, Right = true },
    ];

    public static IReadOnlyList<Choice<string>> Choices { get; } = [.. All.Select(column => new Choice<string>(column.Key, column.Title))];

    /// <summary>The chosen ones in their usual order; the usual ones when none is chosen.</summary>
    public static IReadOnlyList<RegisterColumn> Of(IReadOnlyCollection<string> chosen, bool now) =>
        [.. All.Where(column => (chosen.Count == 0 ? column.Usual : chosen.Contains(column.Key, StringComparer.OrdinalIgnoreCase)) && (now || !column.NowOnly))];
}
