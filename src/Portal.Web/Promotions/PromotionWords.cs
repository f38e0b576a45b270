using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>How people read what the API and the ledger call by the names of values.</summary>
internal static class PromotionWords
{
    /// <summary>The one place where a state has its word and its colour.</summary>
    public static (string Word, StatusKind Kind) Look(PromotionState state) => state switch
    {
        PromotionState.Submitted => ("Submitted", StatusKind.Neutral),
        PromotionState.GateCheck => ("Gate check", StatusKind.Neutral),
        PromotionState.GateFailed => ("Gate failed", StatusKind.Fail),
        PromotionState.InReview => ("In review", StatusKind.Info),
        PromotionState.Approved => ("Approved", StatusKind.Pass),
        PromotionState.Rejected => ("Rejected", StatusKind.Fail),
        PromotionState.Stale => ("Stale", StatusKind.Warn),
        PromotionState.Withdrawn => ("Withdrawn", StatusKind.Neutral),
        PromotionState.Applied => ("Applied", StatusKind.Pass),
        PromotionState.Superseded => ("Superseded", StatusKind.Neutral),
        PromotionState.ApprovedWithConditions => ("Approved with conditions", StatusKind.Pass),
        PromotionState.Suspended => ("Suspended", StatusKind.Fail),
        PromotionState.Revoked => ("Revoked", StatusKind.Fail),
        PromotionState.AppliedInEmergency => ("Applied in an emergency", StatusKind.Warn),
        PromotionState.Retired => ("Retired", StatusKind.Neutral),
        PromotionState.Draft => ("Draft", StatusKind.Neutral),
        PromotionState.ChangesRequested => ("Changes requested", StatusKind.Warn),
        PromotionState.Expired => ("Expired", StatusKind.Neutral),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(ReasonForChange reason) => reason switch
    {
        ReasonForChange.New => "New system or version",
        ReasonForChange.Retrained => "Retrained",
        ReasonForChange.Patch => "Patch",
        ReasonForChange.Fairness => "Fairness",
        ReasonForChange.Cost => "Cost",
        ReasonForChange.Data => "Data",
        ReasonForChange.Rollback => "Rollback",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static string Of(ChangeClass change) => change switch
    {
        ChangeClass.Minor => "Minor",
        ChangeClass.Standard => "Standard",
        ChangeClass.Major => "Major",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    /// <summary>What the portal holds it for, and which differences decided: "Standard against v3.1: training data, artifacts".</summary>
    public static string Derived(Change change) =>
        $"{Of(change.Derived)}{(change.Against is { } before ? $" against {before.Label}" : "")}: {Because(change)}";

    public static string Because(Change change) => change.Because.Count == 0 ? "nothing differs" : string.Join(", ", change.Because.Select((field, at) => at == 0 ? field : char.ToLowerInvariant(field[0]) + field[1..]));

    /// <summary>What a class leads to.</summary>
    public static string LeadsTo(ChangeClass change) => change switch
    {
        ChangeClass.Minor => "Outputs stay as they are in every case that must pass: a short flow decides.",
        ChangeClass.Standard => "Documents approved for the version before count while they are valid.",
        ChangeClass.Major => "Everything is shown and decided anew.",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    /// <summary>What may reach a version in this stage.</summary>
    public static string Reaches(Stage target, PilotRule pilot) => target switch
    {
        Stage.Staging => "Test and shadow traffic: nobody is affected.",
        Stage.Pilot => FormattableString.Invariant($"At most {pilot.Share:0.#} % of the traffic, for {pilot.Days} days."),
        Stage.Production => "All of the traffic.",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, null),
    };

    /// <summary>"3 times, twice by what its requester published".</summary>
    public static string Stale(int times, int byRequester, string requester = "its requester") => byRequester == 0 ? Times(times) : $"{Times(times)}, {(byRequester == times ? times == 1 ? "" : "each time " : $"{Times(byRequester)} ")}by what {requester} published";

    private static string Times(int count) => count switch { 1 => "once", 2 => "twice", _ => $"{count} times" };

    public static string Subject(string system, string version, Stage target) => $"{system} {version} to {target}";

    public static string Title(ReviewRoom room) =>
        room.Terms is null ? Subject(room.Entry.Name, room.Version.Line.Label, room.Target) : $"Standing approval: {room.Entry.Name} in {room.Target}";

    /// <summary>Names as a sentence takes them: "Risk", "Risk and Legal", "Risk, Legal and Data".</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";
}
