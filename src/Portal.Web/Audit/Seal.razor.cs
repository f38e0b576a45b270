using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Audit;

namespace Portal.Web.Audit;

/// <summary>Verifies the ledger where the reader sees it, and says what was found and when.</summary>
public sealed partial class Seal(VerifyLedger verify, LedgerState state, AuditQueries audit, TimeProvider time) : ComponentBase, IDisposable
{
    private const int MostShown = 100;
    private static readonly TimeSpan BetweenDraws = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _left = new();
    private CancellationTokenSource? _stop;
    private LedgerStanding? _standing;
    private LedgerVerdict? _verdict;
    private DateTimeOffset _at;
    private long _size;
    private long _done;
    private bool _running;

    private string Words => _verdict switch
    {
        { Holds: true, Checked: 0 } => $"There is no entry to verify, {At}",
        { Holds: true, Checked: 1 } => $"The only entry is verified, {At}",
        { Holds: true } verdict => $"All {EntryText.Count(verdict.Checked)} entries verified, {At}",
        { Breaks.Count: 1 } => $"Not verified: 1 break, {At}",
        { } verdict => $"Not verified: {EntryText.Count(verdict.Breaks.Count)} breaks, {At}",
        null => "",
    };

    private string At => _at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _stop?.Dispose();
    }

    protected override async Task OnInitializedAsync() => _standing = await state.Read(_left.Token);

    private static string Keepers(LedgerStanding standing) => string.Join(" and ", standing.Sinks.Select(sink => sink.BehindSince is null ? sink.Kind : $"{sink.Kind} (behind)"));

    private async Task Verify()
    {
        if (_running)
            return;

        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        (_running, _done) = (true, 0);
        try
        {
            _size = await audit.Size(stop.Token);

            // Hashing is work: away from the circuit, which must go on answering.
            _verdict = await Task.Run(() => verify.Run(Progress(), stop.Token), stop.Token);
            _at = time.GetUtcNow();
        }
        catch (OperationCanceledException)
        {
            // Stopped, or the page was left: what was found before stands.
        }
        finally
        {
            (_running, _stop) = (false, null);
        }
    }

    private void Stop() => _stop?.Cancel();

    private Action<long> Progress()
    {
        var drawn = time.GetTimestamp();
        return done =>
        {
            _done = done;
            if (time.GetElapsedTime(drawn) < BetweenDraws)
                return;

            drawn = time.GetTimestamp();
            _ = InvokeAsync(StateHasChanged);
        };
    }
}
