using System.Threading.Channels;

namespace Portal.Monitoring;

/// <summary>Wakes the engine when a post has come, so that it is counted at once and not at the next look.</summary>
public sealed class TelemetryBell
{
    // One place is enough: a second ring before the first was heard says nothing new, so it is dropped.
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Returns when somebody rings, or after <paramref name="atMost"/>.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await _rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody rang: the engine looks by itself, since another node's posts ring no bell here.
        }
    }
}
