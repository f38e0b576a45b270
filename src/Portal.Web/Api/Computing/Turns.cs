using Portal.Shared;

namespace Portal.Web.Api.Computing;

/// <summary>
/// Lets a few posts at a time be read and computed. A large one takes its memory and a core for some seconds; the rest of the
/// portal must not notice.
/// </summary>
internal sealed class Turns : IDisposable
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Reads a body of JSON and computes an answer from it, when it is its turn.</summary>
    public async Task<Result<T>> Take<T>(HttpRequest request, int most, Func<ReadOnlyMemory<byte>, Result<T>> compute, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("Send JSON: Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);
        if (!await _turns.WaitAsync(Patience, ct))
            return new Busy("Others are computing. Nothing was done; send it again.", Patience);

        try
        {
            return compute(await Read(request, most, ct));
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    // Who sends slowly does not keep others from their turn.
    private static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request, int most, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestRead);
        using var whole = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, most));
        try
        {
            await request.Body.CopyToAsync(whole, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BadHttpRequestException($"The body did not come within {LongestRead.TotalSeconds:0} seconds.", StatusCodes.Status408RequestTimeout);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
