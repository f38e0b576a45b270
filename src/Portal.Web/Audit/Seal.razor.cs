using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Audit;

namespace Portal.Web.Audit;

/// <summary>What is signed of the ledger and what verifying it found, at start, each day or now, where the reader sees it.</summary>
public sealed partial class Seal(LedgerSeal seal, LedgerState state, TimeProvider time) : ComponentBase, IDisposable
{
    private const int MostShown = 100;
    private static readonly TimeSpan BetweenDraws = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _left = new();
    private LedgerStanding? _standing;
    private SealState? _found;
    private bool _running;

    private string Words => _found switch
    {
        { Verdict: { Holds: true, Checked: 0 } } => $"There is no entry to verify, {At}",
        { Verdict: { Holds: true, Checked: 1 } } => $"The only entry is verified, {At}",
        { Verdict: { Holds: true } verdict } => $"All {EntryText.Count(verdict.Checked)} entries verified, {At}",
        { Verdict.Breaks.Count: 1 } => $"Not verified: 1 break, {At}",
        { Verdict: { } verdict } => $"Not verified: {EntryText.Count(verdict.Breaks.Count)} breaks, {At}",
        null => "",
    };

    private string At => _found?.At.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        // A break in what came last counts as much as one that the whole verification found.
        _found = seal.Last is { Verdict.Holds: false } broken ? broken : seal.LastWhole;
        _standing = await state.Read(_left.Token);
    }

    private static string Keepers(LedgerStanding standing) => string.Join(" and ", standing.Sinks.Select(sink => sink.BehindSince is null ? sink.Kind : $"{sink.Kind} (behind)"));

    private async Task Verify()
    {
        if (_running)
            return;

        _running = true;
        try
        {
            _standing = await state.Read(_left.Token);
            var verifying = seal.VerifyWhole(_left.Token);
            while (await Task.WhenAny(verifying, Task.Delay(BetweenDraws, time, _left.Token)) != verifying)
                StateHasChanged();
            _found = await verifying;
        }
        catch (OperationCanceledException)
        {
            // The page was left; the verification goes on for whoever looks next.
        }
        finally
        {
            _running = false;
        }
    }
}
