namespace Portal.Ledger.Exports;

/// <summary>Lines as bytes: what is not UTF-8 has to arrive as it is, since it is what is checked.</summary>
public sealed class LineReader(Stream stream)
{
    // An entry is a kilobyte or a few; what is longer is none.
    private const int Longest = 16 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The next line without its end, valid until the next call; false behind the last one.</summary>
    /// <exception cref="FormatException">The line is longer than any can be.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        for (var searched = 0; ;)
        {
            if (_buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n') is >= 0 and var at)
            {
                line = _buffer.AsSpan(_start, searched + at);
                _start += searched + at + 1;
                return true;
            }

            searched = _end - _start;
            if (Fill()) continue;
            line = _buffer.AsSpan(_start, searched);
            _start = _end;
            return searched > 0;
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= Longest) throw new FormatException($"A line is longer than {Longest} bytes.");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
