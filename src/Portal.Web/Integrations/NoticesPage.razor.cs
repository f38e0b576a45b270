using Microsoft.AspNetCore.Components;
using Portal.Integrations.Notices;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Integrations;

/// <summary>All that this person was told, by pages; read again when something comes or is read.</summary>
public sealed partial class NoticesPage(NoticeQueries notices, ReadNotices read) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Shown? _shown;
    private int _readings;

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private PageActor Actor { get; set; } = default!;

    private bool UnreadOnly => Tab == "unread";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        if ((await Actor.Get(_stop.Token)).Person is not { } me)
            return;

        var reading = ++_readings;
        var shown = new Shown(
            me, await notices.List(me, new(UnreadOnly), new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token), (await notices.Bell(me, _stop.Token)).Unread);

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _shown = shown;
    }

    private async Task Mark(ReadNotices.Input input)
    {
        _ = await read.Run(await Actor.Get(_stop.Token), input, _stop.Token);
        await Read();
    }

    private sealed record Shown(PersonId Me, Page<NoticeLine> Page, int Unread);
}
