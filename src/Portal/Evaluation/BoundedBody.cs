namespace Portal.Evaluation;

internal static class BoundedBody
{
    private const int Step = 128 * 1024;

    /// <summary>Everything that a stream holds, or null when that is more than <paramref name="most"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(Stream content, int most, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[Step];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (whole.Length + read > most)
                return null;
            whole.Write(buffer, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
