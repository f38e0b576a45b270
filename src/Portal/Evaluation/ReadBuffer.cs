namespace Portal.Evaluation;

/// <summary>The next bytes of a stream: as many as one row needs, and never more than a row may have.</summary>
internal sealed class ReadBuffer(Stream content)
{
    public const int LongestRow = 8 * 1024 * 1024;

    private byte[] _bytes = new byte[128 * 1024];
    private int _from;
    private int _to;

    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_from.._to);

    public void Advance(int count) => _from += count;

    /// <summary>Reads on; false at the end.</summary>
    /// <exception cref="InvalidDataException">A row is longer than any may be.</exception>
    public async ValueTask<bool> Fill(CancellationToken ct)
    {
        var unread = _to - _from;
        if (unread >= LongestRow)
            throw new InvalidDataException($"it has more than {LongestRow / 1024 / 1024} MB.");

        var bytes = unread > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        Unread.CopyTo(bytes);
        (_bytes, _from, _to) = (bytes, 0, unread);
        var read = await content.ReadAtLeastAsync(_bytes.AsMemory(_to), _bytes.Length - _to, throwOnEndOfStream: false, ct);
        _to += read;
        return read > 0;
    }
}
