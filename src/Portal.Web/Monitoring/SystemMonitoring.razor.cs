using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Views;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Monitoring.Charts;

namespace Portal.Web.Monitoring;

/// <summary>
/// One version over one stretch of time. What has come is taken from memory at most twice a second, and each chart that it changes is one call
/// to the browser; the rest is read again each minute. Of a past day it shows the stretch that ended with the day, and nothing is live.
/// </summary>
public sealed partial class SystemMonitoring(
    MonitoringQueries queries, SystemViewQueries views, AlertQueries alerts, VersionQueries versions, ReleaseQueries releases, SeriesStore store, LiveFeed<TelemetryCounted> feed,
    NavigationManager navigation, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(1);

    /// <summary>Which of several versions is shown: the one that had come farthest.</summary>
    private static readonly Stage?[] Way = [null, Stage.Retired, Stage.Development, Stage.Staging, Stage.Pilot, Stage.Production];

    private readonly CancellationTokenSource _stop = new();
    private WatchedVersion? _version;
    private SystemView? _view;
    private SystemView? _beside;
    private HourState? _hour;
    private IReadOnlyList<string> _labels = [];
    private IReadOnlyList<AlertLine> _alerts = [];
    private IReadOnlyList<Happened> _happened = [];
    private IReadOnlyList<ChartSlot> _slots = [];
    private Standing? _standing;
    private string? _shown;
    private string? _fault;
    private DateTimeOffset _at;
    private DateTimeOffset _readAt;
    private Actor? _me;
    private Act? _open;
    private bool _isRead;
    private bool _paused;

    private enum Act { Finding = 1, Suspend }

    [Parameter] public string Code { get; set; } = "";

    [SupplyParameterFromQuery(Name = "version")] public string? Label { get; set; }

    [SupplyParameterFromQuery(Name = "range")] public string? RangeText { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "feature")] public string? Feature { get; set; }

    [SupplyParameterFromQuery(Name = "with")] public string? With { get; set; }

    [Inject] private PageActor PageActor { get; set; } = default!;

    [Inject] private PortalOptions Options { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    private ViewAddress Address => ViewAddress.Of(Code, Label, RangeText, From, To, Feature, With);

    private bool IsLastHour => _view is { Stretch.IsLive: true } view && view.Stretch.Length <= VersionSeries.Hour;

    /// <summary>Of the last hour, or of the whole of a longer stretch.</summary>
    private IReadOnlyList<FeatureHour> Features => (IsLastHour ? _hour : _view?.Whole)?.Features ?? [];

    private bool HasPredictions => _view?.Whole is { Rows: > 0 };

    private string FeatureWords => IsLastHour ? "last hour" : Address.Range == ViewAddress.Custom ? "chosen time" : StretchWords;

    private string StretchWords => Address.Range != ViewAddress.Custom && Day.InWords is { } day ? $"{Address.Words} of {day}" : Address.Words;

    /// <summary>The feature named in the address, else the one that moved most, else the first.</summary>
    private FeatureHour? Chosen =>
        Features.FirstOrDefault(feature => feature.Name == Feature) ?? Features.Where(feature => feature.Level >= DriftLevel.Calm).MaxBy(feature => feature.Point.Value) ?? (Features is [var first, ..] ? first : null);

    private string BesideName => Address.With == ViewAddress.BeforeThat ? "before" : Address.With ?? "";

    private bool MayRaise => _me?.May(Permission.RaiseFindings) == true;

    private bool MaySuspend => _version?.Stage is Stage.Pilot or Stage.Production && _me is { } me && (me.May(Permission.Suspend) || me.May(Permission.SuspendAny));

    private DateTimeOffset? LastRowAt => _version is null ? null : store.Of(_version.Id)?.LastRowAt;

    private bool IsLate => LastRowAt is not { } last || _at - last > TimeSpan.FromMinutes(2);

    private string Liveness => (_paused, LastRowAt) switch
    {
        (true, _) => "Paused",
        (_, null) => "No telemetry",
        (_, { } last) => DriftWords.Behind(last, _at),
    };

    private string Example =>
        $$"""
        curl '{{navigation.BaseUri}}api/v1/telemetry/predictions?system={{Code}}' \
          -H 'Authorization: Bearer …' --data-binary @- <<'ROWS'
        {"id":"1","time":"{{_at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}","version":"{{_version?.Label}}","features":{"income":41200},"prediction":"approve"}
        ROWS
        """;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized()
    {
        if (!Day.IsNow)
            return;

        _ = Follow(feed.Watch(Throttle, time, _stop.Token));
        _ = LookNowAndThen();
    }

    protected override async Task OnParametersSetAsync()
    {
        _me ??= await PageActor.Get(_stop.Token);
        if (_version is null || _version.System != Code || (Label is not null && _version.Label != Label))
            await ReadVersion();

        // Another feature is no reason to read everything again.
        var shown = (Address with { Feature = null }).ToString();
        if (_shown != shown || _view is null)
        {
            _shown = shown;
            await Read();
        }

        Draw();
    }

    private async Task ReadVersion()
    {
        var then = Day.IsNow ? null : (await versions.OfSystem(Code, new PageRequest(1, PageRequest.MostRows), Day.AsOf, _stop.Token))?.Items ?? [];
        var ran = then?.Where(line => Label is null || line.Label == Label).OrderByDescending(line => Array.IndexOf(Way, line.Stage)).FirstOrDefault();
        _version = then is null ? await queries.Version(Code, Label, _stop.Token)
            : ran is not null && await queries.Version(Code, ran.Label, _stop.Token) is { } found ? found with { Stage = ran.Stage } : null;
        _labels = then?.Select(line => line.Label).ToList() ?? (_version is { } version ? await versions.Labels(version.SystemId, _stop.Token) : []);
        _isRead = true;
    }

    private async Task Read()
    {
        if (_version is not { } version)
            return;

        var now = Day.AsOf.Over ?? time.GetUtcNow();
        _fault = Address is { Range: ViewAddress.Custom, From: { } from, To: { } to } ? ViewAddress.Fault(from, to, now) : null;
        var stretch = Day.AsOf.Over is { } over ? Address.Until(over, time.GetUtcNow()) : Address.At(now);
        var view = await views.Of(version, stretch, _stop.Token);
        _beside = await ReadBeside(version, stretch, now);
        _happened = Happened.Of(view, await releases.Decided(version.SystemId, stretch.From, stretch.To, _stop.Token));
        _alerts = Day.IsNow ? [.. (await alerts.OpenOf([version.Id], _stop.Token))[version.Id]]
            : [.. (await alerts.List(new() { System = Code, States = [AlertState.Open] }, new PageRequest(1, PageRequest.MostRows), Day.AsOf, _stop.Token)).Items.Where(alert => alert.VersionId == version.Id)];
        (_view, _readAt) = (view, now);
    }

    private async Task<SystemView?> ReadBeside(WatchedVersion version, Stretch stretch, DateTimeOffset now)
    {
        if (Address.With is not { } with)
            return null;
        if (with == ViewAddress.BeforeThat)
            return await views.Of(version, stretch.Before(now), _stop.Token);

        var other = await queries.Version(Code, with, _stop.Token);
        if (other is null)
            _fault = $"{Code} has no version {with} to compare with.";
        return other is null ? null : await views.Of(other, stretch, _stop.Token);
    }

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<TelemetryCounted>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (_version is not null && changed.Contains(new TelemetryCounted(_version.Id)))
                    await InvokeAsync(LookAgain);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <summary>Silence rings no bell, but the hour moves on.</summary>
    private async Task LookNowAndThen()
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await InvokeAsync(LookAgain);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task LookAgain()
    {
        if (_paused || _version is null || _view is null || _stop.IsCancellationRequested)
            return;
        if (_version.BaselineMadeAt is null && store.Of(_version.Id)?.Baseline is not null)
            await ReadVersion();
        if (_view.Stretch.IsLive && time.GetUtcNow() - _readAt >= ReadAgain)
            await Read();
        Draw();
        StateHasChanged();
    }

    /// <summary>From memory alone.</summary>
    private void Draw()
    {
        if (_paused || _version is null || _view is null)
            return;

        _at = Day.AsOf.Over ?? time.GetUtcNow();
        _view = views.Live(_view);
        var series = Day.IsNow ? store.Of(_version.Id) : null;
        _hour = series?.HourAt(_at, _version.Levels);
        _standing = Standing.Of(_view, _hour, LastRowAt, _alerts, _at);
        var drawing = new Drawing(_view, _beside, BesideName, Happened.Marks(_happened, _view.Stretch)) { Currency = Options.Organisation.Currency };
        _slots = MonitoringCharts.Of(drawing, _view.Stretch.IsLive && _view.Stretch.Length <= SeriesStore.Shown ? series : null);
    }

    private async Task TogglePause()
    {
        _paused = !_paused;
        await LookAgain();
    }

    private void Close() => _open = null;

    private string AddressOf(string feature) => (Address with { Feature = feature }).ToString();
}
