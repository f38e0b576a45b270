namespace Portal.Shared;

/// <summary>How a worker goes on: a turn now, then one each period. A turn that fails is told, and tried again at the next.</summary>
public static class Turns
{
    public static async Task Repeat(Func<CancellationToken, Task> turn, TimeSpan period, TimeProvider time, Action<Exception> failed, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await turn(ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                failed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}
