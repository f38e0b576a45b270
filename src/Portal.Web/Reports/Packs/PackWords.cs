using Portal.Ledger.Packs;
using Portal.Reports.Packs;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Packs;

/// <summary>Packs in words.</summary>
internal static class PackWords
{
    public const string Estate = PackLayout.Estate;

    public static IReadOnlyList<Choice<string>> Scopes(PackChoices choices) =>
    [
        .. choices.Estate ? [new Choice<string>(Estate, "The whole estate")] : Array.Empty<Choice<string>>(),
        .. choices.Departments.Select(department => new Choice<string>($"department:{department}", $"Department {department}")),
        .. choices.Systems.Select(system => new Choice<string>($"system:{system.Code}", $"{system.Code} {system.Name}")),
    ];

    public static string Scope(string scope) => scope switch
    {
        Estate => "The whole estate",
        _ when scope.StartsWith("department:", StringComparison.Ordinal) => $"Department {scope["department:".Length..]}",
        _ => scope["system:".Length..],
    };

    public static (StatusKind Kind, string Word) State(PackLine line) => line switch
    {
        { ForgottenAt: not null } => (StatusKind.Neutral, "Deleted"),
        { State: PackState.Queued } => (StatusKind.Neutral, "Waiting"),
        { State: PackState.Making } => (StatusKind.Info, "Being made"),
        { State: PackState.Ready } => (StatusKind.Pass, "Verified"),
        { State: PackState.Failed } => (StatusKind.Fail, "Failed"),
        _ => (StatusKind.Neutral, "Cancelled"),
    };

    public static string Command(string code) => $"dotnet run --project src/Portal.Verify -- pack evidence-{code}.zip --key ledger-key.pem";
}
