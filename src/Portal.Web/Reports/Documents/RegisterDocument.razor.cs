using Microsoft.AspNetCore.Components;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Reports.Documents;
using Portal.Shared;

namespace Portal.Web.Reports.Documents;

/// <summary>Which systems there are, what they are for and who answers for them.</summary>
public sealed partial class RegisterDocument
{
    private static readonly IReadOnlyList<DocumentColumn<RegisterRow>> Standing =
    [
        new("System", row => row.Line.Name) { Sub = row => row.Line.Code, Width = 25 },
        new("Owner", row => row.Content.BusinessOwner is { } owner ? row.NameOf(owner) : null) { Sub = row => row.Line.Department, Width = 22 },
        new("Tier", TierOf),
        new("Class", row => row.Line.LegalClass is { } known ? ClassificationWords.Of(known) : null),
        new("Stage", row => row.Line.Stage.ToString()) { Sub = row => row.Line.Version },
        DocumentColumn.Date<RegisterRow>("Published", row => DocumentWords.Iso(row.PublishedAt)) with { Sub = row => row.Line.PublishedRevision is { } revision ? $"revision {revision}" : row.Line.State.ToString().ToLowerInvariant() },
    ];

    private static readonly IReadOnlyList<DocumentColumn<RegisterRow>> Purposes =
    [
        new("System", row => row.Line.Name) { Sub = row => row.Line.Code, Width = 20 },
        new("Purpose", row => row.Content.Purpose) { Width = 34 },
        new("People affected", row => row.Content.PeopleAffected),
        new("Part of people", row => row.Content.HumanInvolvement is { } part ? EntryWords.Of(part) : null) { Sub = row => row.Content.Autonomy is { } autonomy ? EntryWords.Of(autonomy) : null, Width = 19 },
    ];

    private static readonly IReadOnlyList<DocumentColumn<RegisterRow>> Grounds =
    [
        new("System", row => row.Line.Name) { Sub = row => row.Line.Code, Width = 20 },
        new("Kind", row => row.Content.Kind is { } kind ? EntryWords.Of(kind) : null) { Sub = row => row.Content.Vendor, Width = 16 },
        new("Data sources", row => string.Join(", ", row.Content.DataSources)) { Width = 25 },
        new("Personal data", row => row.Content.PersonalData is { } data ? EntryWords.Of(data) : null) { Sub = row => row.Content.LegalBasis, Width = 15 },
        new("Fall-back", row => row.Content.Fallback) { Sub = row => row.Content.MayStop is { } may ? $"May stop: {EntryWords.Of(may)}" : null },
    ];

    private static readonly IReadOnlyList<DocumentColumn<(RegisterRow Row, Classification Result)>> Reasons =
    [
        new("System", one => one.Row.Line.Name) { Sub = one => one.Row.Line.Code, Width = 24 },
        new("Class", one => ClassificationWords.Of(one.Row.Line.LegalClass ?? one.Result.LegalClass)) { Sub = one => one.Row.Line.LegalClass is null ? "not confirmed" : null, Width = 16 },
        new("Because", one => string.Join("\n", one.Result.Reasons)) { Css = "words-of" },
        new("Stage", one => one.Row.Line.Stage.ToString()) { Width = 13 },
    ];

    private static readonly IReadOnlyList<DocumentColumn<IGrouping<string, RegisterRow>>> ByDepartment =
    [
        new("Department", group => group.Key.Length > 0 ? group.Key : "Not named"),
        DocumentColumn.Figure<IGrouping<string, RegisterRow>>("Systems", group => $"{group.Count():N0}"),
        DocumentColumn.Figure<IGrouping<string, RegisterRow>>("In Pilot or Production", group => $"{group.Count(IsLive):N0}"),
        DocumentColumn.Figure<IGrouping<string, RegisterRow>>("Critical or High", group => $"{group.Count(row => row.Line.Tier is RiskTier.Critical or RiskTier.High):N0}"),
    ];

    private static readonly IReadOnlyList<DocumentColumn<IGrouping<LegalClass, RegisterRow>>> ByClass =
    [
        new("Class", group => ClassificationWords.Of(group.Key)),
        DocumentColumn.Figure<IGrouping<LegalClass, RegisterRow>>("Systems", group => $"{group.Count():N0}"),
        DocumentColumn.Figure<IGrouping<LegalClass, RegisterRow>>("In Pilot or Production", group => $"{group.Count(IsLive):N0}"),
    ];

    [Parameter, EditorRequired] public required RegisterReport Report { get; set; }

    private IReadOnlyList<(string Words, string Figure)> Figures =>
    [
        ("systems", $"{Report.Systems.Count:N0}"),
        ("in Pilot or Production", $"{Report.Systems.Count(IsLive):N0}"),
        ("high-risk under the AI Act", $"{Report.Systems.Count(row => row.Line.LegalClass == LegalClass.HighRisk):N0}"),
        ("of tier Critical or High", $"{Report.Systems.Count(row => row.Line.Tier is RiskTier.Critical or RiskTier.High):N0}"),
    ];

    private IReadOnlyList<IGrouping<string, RegisterRow>> Departments => [.. Report.Systems.GroupBy(row => row.Line.Department).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)];

    private IReadOnlyList<IGrouping<LegalClass, RegisterRow>> Classes => [.. Report.Systems.Where(row => row.Line.LegalClass is not null).GroupBy(row => row.Line.LegalClass.GetValueOrDefault()).OrderByDescending(group => group.Key)];

    private IReadOnlyList<(RegisterRow Row, Classification Result)> Grave =>
        [.. Report.Systems.Select(row => (row, row.Content.Classify())).Where(one => (one.row.Line.LegalClass ?? one.Item2.LegalClass) is LegalClass.HighRisk or LegalClass.Prohibited)];

    private static bool IsLive(RegisterRow row) => row.Line.Stage is SystemStage.Pilot or SystemStage.Production;

    private static string? TierOf(RegisterRow row) => row.Line.Tier is { } tier ? EntryWords.Of(tier) : row.Line.ProposedTier is { } proposed ? $"{EntryWords.Of(proposed)}, proposed" : null;
}
