using Portal.Accounts;

namespace Portal.Web.Demo;

/// <summary>Who works in the demo's bank. The addresses are relied on by others.</summary>
internal static class DemoPeople
{
    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new("owner", "Nora Lindqvist", "Retail lending", [Role.SystemOwner]),
        new("owner2", "Tomas Berg", "Payments", [Role.SystemOwner]),
        new("developer", "Ines Kovač", "Data science", [Role.Developer]),
        new("tech", "Jonas Weber", "Platform engineering", [Role.TechnicalReviewer]),
        new("product", "Lucía Romero", "Product management", [Role.ProductReviewer]),
        new("validator", "Amara Okafor", "Model validation", [Role.IndependentValidator]),
        new("risk", "Pieter de Vries", "Risk and compliance", [Role.RiskManager]),
        new("chair", "Helena Marques", "Board", [Role.BoardChair]),
        new("board1", "Samir Haddad", "Board", [Role.BoardMember], "Risk"),
        new("board2", "Greta Holm", "Board", [Role.BoardMember], "Legal"),
        new("board3", "Daniel Fischer", "Board", [Role.BoardMember], "Data"),
        new("board4", "Mei Tanaka", "Board", [Role.BoardMember], "Technology"),
        new("board5", "Olivier Dubois", "Board", [Role.BoardMember], "Architecture"),
        new("alternate1", "Eva Novotná", "Board", [Role.BoardMember]),
        new("alternate2", "Marek Nowak", "Board", [Role.BoardMember]),
        new("executive", "Carla Bianchi", "Executive board", [Role.AccountableExecutive]),
        new("policy", "Ruth Jensen", "Policy", [Role.PolicyManager]),
        new("policy2", "Anders Lund", "Policy", [Role.PolicyManager]),
        new("oncall", "Yusuf Demir", "Operations", [Role.OnCall]),
        new("auditor", "Margit Sauer", "Internal audit", [Role.Auditor]),
        new("admin", "Priya Nair", "IT administration", [Role.Administrator]),
        new("admin2", "Leo Martin", "IT administration", [Role.Administrator]),
    ];

    /// <summary>Who stands in for the holder of a seat.</summary>
    public static string AlternateOf(string? seat) => seat is "Risk" or "Legal" ? "alternate1" : "alternate2";
}

internal sealed record DemoPerson(string Account, string Name, string Department, IReadOnlyList<Role> Roles, string? Seat = null)
{
    public string Email => $"{Account}@demo.example";
}
