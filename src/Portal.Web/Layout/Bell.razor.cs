using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Integrations.Notices;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Layout;

/// <summary>What is unread for the person in front of the page, on every page; it rings by itself.</summary>
public sealed partial class Bell(NoticeQueries notices, ReadNotices read) : ComponentBase, IDisposable
{
    private const int Most = 99;

    private readonly CancellationTokenSource _stop = new();
    private BellView _bell = new(0, []);
    private PersonId? _me;
    private string? _said;
    private int _followed;

    /// <summary>Of the page; with another one the list is closed.</summary>
    [Parameter, EditorRequired] public required string Address { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private PageActor Actor { get; set; } = default!;

    private string Name => _bell.Unread == 0 ? "Notices, none unread" : $"Notices, {_bell.Unread} unread";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive || Authentication is null || (await Authentication).User.Identity is not { IsAuthenticated: true })
            return;

        _me = (await Actor.Get(_stop.Token)).Person;
        await Read();
    }

    private async Task Read()
    {
        if (_me is { } me)
            _bell = await notices.Bell(me, _stop.Token);
    }

    /// <summary>Only what is new is said aloud, not what this person has just read.</summary>
    private async Task Hear()
    {
        var before = _bell.Newest.Count == 0 ? null : _bell.Newest[0];
        await Read();
        if (_bell.Newest is [{ IsRead: false } newest, ..] && newest.Id != before?.Id)
            _said = $"New notice: {newest.Title}. {_bell.Unread} unread.";
    }

    private async Task Go(NoticeLine line)
    {
        _followed++;
        if (!line.IsRead)
            await Mark(new(line.Id));
    }

    private Task ReadAll() => _bell.Unread == 0 ? Task.CompletedTask : Mark(new());

    private async Task Mark(ReadNotices.Input input)
    {
        _ = await read.Run(await Actor.Get(_stop.Token), input, _stop.Token);
        await Read();
    }
}
