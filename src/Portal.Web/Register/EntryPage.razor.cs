using Microsoft.AspNetCore.Components;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>An entry of the register; read again whenever somebody changes it.</summary>
public sealed partial class EntryPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(500);
    private static readonly IReadOnlyList<Tab> Parts =
        [new("overview", "Overview"), new("use", "Use and risk"), new("versions", "Versions"), new("promotions", "Promotions"), new("monitoring", "Monitoring"), new("findings", "Findings"), new("raci", "RACI"), new("history", "History")];

    private readonly CancellationTokenSource _stop = new();
    private EntryView? _entry;
    private Actor? _me;
    private bool _stoodNot;

    [Parameter, EditorRequired] public required string Code { get; set; }

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private RegisterQueries Register { get; set; } = default!;

    [Inject] private LiveFeed<SystemId> Feed { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private PageRequest Rows => new(Page ?? 1, Size ?? Pager.Sizes[0]);

    private string Current => Parts.FirstOrDefault(part => part.Key == Tab)?.Key ?? Parts[0].Key;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = FollowAsync(Feed.Watch(RenderInterval, Time, _stop.Token));

    protected override async Task OnParametersSetAsync()
    {
        _me ??= await Actor.Get(_stop.Token);
        if (_entry?.Code != Code)
            await Read();
    }

    private async Task Read()
    {
        _entry = await Register.Entry(Code, Day.AsOf, _stop.Token);
        _stoodNot = _entry is null && !Day.IsNow;
        if (_entry is null && Day.IsNow)
            Navigator.NotFound();
    }

    private async Task FollowAsync(IAsyncEnumerable<IReadOnlySet<SystemId>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (_entry is { } entry && changed.Contains(entry.Id))
                    await InvokeAsync(async () =>
                    {
                        await Read();
                        StateHasChanged();
                    });
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    internal static bool MayEdit(EntryView entry, Actor? actor) =>
        entry.Retirement is null && actor is { Person: { } person } me && me.May(Permission.FileSystems) && entry.IsWrittenBy(person) && entry.Open?.State != EntryState.Submitted;

    private static string WhyTier(EntryView entry) => entry.Published switch
    {
        null => "Risk has not confirmed a tier yet",
        { ConfirmationReason.Length: > 0 } published => published.ConfirmationReason,
        var published => published.Content.Classify().Headline,
    };

    private static string Whose(EntryView entry) => string.Join(" · ", new[]
    {
        entry.Published is not null && entry.Retirement is null ? entry.Stage.ToString() : null,
        entry.Shown.Content.BusinessOwner is { } owner ? entry.NameOf(owner) : null,
    }.OfType<string>());

    private static string Standing(EntryView entry) => (entry.Published, entry.Open) switch
    {
        ({ } published, { } open) => $"r{published.Number} · {DraftWord(open.State)} r{open.Number}, {Plural.Of(entry.OpenChanges.Count, "change")}",
        ({ } published, null) => $"r{published.Number}",
        (null, { } open) => $"r{open.Number}, never published",
        _ => "",
    };

    private static string DraftWord(EntryState state) => state switch
    {
        EntryState.Submitted => "with risk",
        EntryState.Returned => "returned",
        _ => "draft",
    };
}
