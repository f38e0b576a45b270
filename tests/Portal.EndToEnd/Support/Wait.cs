using System.Diagnostics;

namespace Portal.EndToEnd.Support;

/// <summary>Waits for what is to become true, and says what did not.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task UntilAsync(TimeSpan patience, string what, Func<Task<bool>> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"{patience.TotalSeconds:0} s went by before {what}.");
            await Task.Delay(Pause);
        }
    }
}
