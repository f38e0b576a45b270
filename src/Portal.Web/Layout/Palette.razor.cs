using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Assurance;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Layout;

/// <summary>Somewhere to go: a page, an act, or what was found.</summary>
internal sealed record Place(string Title, string Detail, string Href)
{
    public string Id { get; } = ElementId.Next("place");
}

internal sealed record PlaceGroup(string Title, IReadOnlyList<Place> Places);

/// <summary>Search over everything and a way to every page, from any page and by the keyboard alone.</summary>
public sealed partial class Palette : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private CancellationTokenSource _typing = new();
    private IReadOnlyList<PlaceGroup> _groups = [];
    private string? _at;
    private bool _open;

    /// <summary>Of the page; when it changes, the reader has gone where they wanted.</summary>
    [Parameter, EditorRequired] public required string Address { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private Search Finder { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string Placeholder => Day.InWords is { } day ? $"Systems as of {day}, pages" : "Systems, versions, promotions, pages, acts";

    private string Standing => _groups.Sum(group => group.Places.Count) switch
    {
        0 => "Nothing found.",
        1 => "One result.",
        var count => $"{count} results. Arrow keys choose, Enter goes there.",
    };

    public void Dispose()
    {
        _typing.Cancel();
        _typing.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (_at != Address)
            (_at, _open, _groups) = (Address, false, []);
    }

    private async Task Open()
    {
        _open = true;
        await Answer("", TimeSpan.Zero);
    }

    private void Close() => (_open, _groups) = (false, []);

    // Who types on is not answered letter by letter.
    private Task Type(ChangeEventArgs change) => Answer(change.Value as string ?? "", Pause);

    private async Task Answer(string text, TimeSpan pause)
    {
        // Taken before anything is awaited: each letter ends the search of the one before it, and of no other.
        var before = _typing;
        _typing = new CancellationTokenSource();
        var stop = _typing.Token;
        await before.CancelAsync();
        before.Dispose();
        try
        {
            await Task.Delay(pause, Time, stop);
            await Find(text, stop);
        }
        catch (OperationCanceledException)
        {
            // Another letter came.
        }
    }

    private async Task Find(string text, CancellationToken ct)
    {
        var found = await Finder.Find(await Actor.Get(ct), text, Day.AsOf, ct);
        IReadOnlyList<PlaceGroup> groups =
        [
            new("Systems", [.. found.Systems.Select(system => new Place($"{system.Code} {system.Name}", $"{system.Stage} · {system.Department}", $"register/{system.Code}"))]),
            new("Versions", [.. found.Versions.Select(version => new Place($"{version.System} {version.Label}", $"{version.Artefact} · {version.Stage?.ToString() ?? "not sealed"}", $"register/{version.System}/versions/{Uri.EscapeDataString(version.Label)}"))]),
            new("Promotions", [.. found.Promotions.Select(request => new Place(request.Code, $"{request.System} {request.Version} to {request.Target}", $"promotions/{request.Id}"))]),
            new("People", [.. found.People.Select(person => new Place(person.Name, person.Department, $"settings/people/{person.Id}"))]),
            new("Acts", Day.IsNow ? await Allowed(Navigation.Acts, text) : []),
            new("Pages", await Allowed(Navigation.Groups.SelectMany(group => group.Entries), text)),
        ];
        ct.ThrowIfCancellationRequested();
        _groups = [.. groups.Where(group => group.Places.Count > 0)];
    }

    private async Task<IReadOnlyList<Place>> Allowed(IEnumerable<NavigationEntry> entries, string text)
    {
        if (Authentication is null || (await Authentication).User is not { Identity.IsAuthenticated: true } user)
            return [];

        List<Place> allowed = [];
        foreach (var entry in entries.Where(entry => entry.Title.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)))
            if ((await Authorization.AuthorizeAsync(user, entry.Policy)).Succeeded)
                allowed.Add(new Place(entry.Title, "", entry.Href));
        return allowed;
    }

}
