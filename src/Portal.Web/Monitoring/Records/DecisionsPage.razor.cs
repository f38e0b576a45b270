using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.Monitoring.Records;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Monitoring.Records;

/// <summary>The recorded decisions of one system, part by part. What is asked for stands in the address, but for the person.</summary>
public sealed partial class DecisionsPage(SearchDecisions search, ContestQueries contests, VersionQueries versions, Calendar calendar, NavigationManager navigation) : ComponentBase
{
    private DecisionPart? _part;
    private ContestCount? _contests;
    private IReadOnlyList<string> _versions = [];
    private Actor? _me;
    private string? _subject;
    private string? _refusal;
    private bool _erasing;

    [Parameter, EditorRequired] public required string Code { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")] public string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = "version")] public string? Version { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "after")] public string? After { get; set; }

    [Inject] private PageActor Actor { get; set; } = default!;

    /// <summary>What an export is to hold; a person stands in no address, so that what is found of one is no table.</summary>
    private string Query => ListQuery.Of(["system", .. DecisionAddress.Filtering], key => key == "system" ? [Code] : ValuesOf(key));

    private bool IsFiltered => _subject is not null || Outcome is not null || Version is not null || From is not null || To is not null;

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        _me = await Actor.Get();
        _contests = await contests.CountOf(Code, default);
        _versions = [.. (await versions.OfSystem(Code, new PageRequest(1, PageRequest.MostRows), AsOf.Now, default))?.Items.Select(version => version.Label) ?? []];
        var input = DecisionAddress.Read(Code, ValuesOf, calendar).Input with { Subject = _subject, After = RecordId.TryParse(After) };
        _ = (await search.Run(_me, input, default)).Succeeded(out _part, out var refusal);
        _refusal = refusal?.Message;
    }

    private Task SearchPerson(ChangeEventArgs change)
    {
        _subject = change.Value is string text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        return Read();
    }

    private async Task Erased()
    {
        _erasing = false;
        await Read();
    }

    private void Go(string key, string? value) => navigation.NavigateTo(AddressWith(key, string.IsNullOrWhiteSpace(value) ? null : value.Trim()));

    /// <summary>Another filter begins at the newest again.</summary>
    private string AddressWith(string key, string? value) =>
        navigation.GetUriWithQueryParameters(key == "after" ? new Dictionary<string, object?> { [key] = value } : new Dictionary<string, object?> { [key] = value, ["after"] = null });

    private IReadOnlyList<string> ValuesOf(string key) =>
        (key switch { "outcome" => Outcome, "version" => Version, "from" => From, "to" => To, _ => null }) is { Length: > 0 } value ? [value] : [];
}
