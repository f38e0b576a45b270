using Microsoft.AspNetCore.Components;
using Portal.Assurance;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Layout;
using Portal.Web.ModelRegistry;
using Portal.Web.ModelRegistry.CardPages;
using Portal.Web.Promotions;

namespace Portal.Web.Register;

/// <summary>What became of an entry between two days, which stand in the address.</summary>
public sealed partial class DifferenceCard(DifferenceQueries differences, NavigationManager navigator, PageDay day) : ComponentBase
{
    private (string Code, string? From, string? To)? _shown;
    private DateOnly? _from;
    private DateOnly? _to;
    private EntryDifference? _difference;
    private IReadOnlyList<Fault> _faults = [];
    private string? _missing;

    [Parameter, EditorRequired] public required string Code { get; set; }

    /// <summary>As the address says it; absent before anybody chose a day.</summary>
    [Parameter, EditorRequired] public required string? From { get; set; }

    [Parameter, EditorRequired] public required string? To { get; set; }

    private NavigationManager Navigator => navigator;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Code, From, To))
            return;

        _shown = (Code, From, To);
        (_difference, _faults, _missing) = (null, [], null);
        (_from, _to) = (DayIn(From) ?? day.Today.AddMonths(-1), DayIn(To) ?? day.AsOf.Day ?? day.Today);
        if (From is null && To is null)
            return;

        var result = await differences.Of(Code, From, To, default);
        if (result.Succeeded(out var difference, out var refusal))
            _difference = difference;
        else if (refusal is Invalid { Faults: var faults })
            _faults = faults;
        else
            _missing = $"{Code} was not published by then.";
    }

    private void Compare() => navigator.NavigateTo(navigator.GetUriWithQueryParameters(new Dictionary<string, object?> { ["from"] = TextOf(_from), ["to"] = TextOf(_to) }));

    private string? FaultOf(string field) => _faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private static string TextOf(DateOnly? chosen) => chosen is { } date ? Calendar.Text(date) : "";

    private static DateOnly? DayIn(string? text) => DateOnly.TryParse(text, out var date) ? date : null;

    private static string Sentence(EntryDifference difference) => difference switch
    {
        { IsEmpty: true } => $"Nothing differs: r{difference.After.Number} stood on both days, and all that hangs on it as it did.",
        { Before: null } => $"It was first published in between; on {PageDay.Words(difference.To)} r{difference.After.Number} stood, published by {difference.After.PublishedBy}.",
        { Before: { } before } when before.Number == difference.After.Number => $"r{before.Number} stood on both days: the entry reads the same.",
        { Before: { } before } => $"r{before.Number} stood on {PageDay.Words(difference.From)}, r{difference.After.Number} on {PageDay.Words(difference.To)}: {Plural.Of(difference.Fields.Count, "field reads", "fields read")} differently.",
    };

    private static List<Around> Around(EntryDifference difference) =>
    [
        .. difference.Stage is { } stage ? [new Around("Stage", stage.Code, stage.Title, null, stage.Before?.ToString(), stage.After?.ToString() ?? "—")] : Array.Empty<Around>(),
        .. difference.RetiredAt is { } retired ? [new Around("Retired", difference.Code, difference.Name, null, "not retired", retired.UtcDateTime.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture))] : Array.Empty<Around>(),
        .. difference.Versions.Select(one => new Around("Version", one.Code, one.Title, VersionLinks.Page(difference.Code, one.Code), one.Before?.ToString(), one.After?.ToString() ?? "not sealed")),
        .. difference.Cards.Select(one => new Around("Model card", one.Code, one.Title, CardWords.Page(difference.Code, one.Code), one.Before is { } before ? $"revision {before}" : "none approved", $"revision {one.After}")),
        .. difference.Promotions.Select(one => new Around("Promotion", one.Code, one.Title, $"promotions/{one.Code}", one.Before is { } before ? PromotionWords.Look(before).Word : null, one.After is { } after ? PromotionWords.Look(after).Word : "—")),
        .. difference.Findings.Select(one => new Around("Finding", one.Code, one.Title, $"findings/{one.Code}", one.Before is { } before ? FindingText.Of(before) : null, one.After is { } after ? FindingText.Of(after) : "—")),
        .. difference.Exceptions.Select(one => new Around("Exception", one.Code, one.Title, $"exceptions/{one.Code}", one.Before is { } before ? FindingText.Of(before) : null, one.After is { } after ? FindingText.Of(after) : "—")),
    ];
}

/// <summary>A row of what hangs on an entry: what it is, how it stood before and after.</summary>
internal sealed record Around(string Kind, string Code, string Title, string? Href, string? Before, string After);
