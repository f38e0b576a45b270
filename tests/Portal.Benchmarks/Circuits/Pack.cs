using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Portal.Benchmarks.Circuits;

/// <summary>As much of MessagePack as Blazor's hub speaks: nil, booleans, integers, texts, bytes, arrays and empty maps.</summary>
internal static class Pack
{
    /// <summary>A message behind its length, as SignalR frames binary protocols.</summary>
    public static byte[] Framed(params object?[] message)
    {
        var body = new ArrayBufferWriter<byte>();
        Write(body, message);
        var frame = new ArrayBufferWriter<byte>();
        var length = (uint)body.WrittenCount;
        for (; length > 127; length >>= 7)
            Put(frame, (byte)(length | 128));
        Put(frame, (byte)length);
        frame.Write(body.WrittenSpan);
        return frame.WrittenSpan.ToArray();
    }

    /// <summary>The whole messages at the head of what has come, and how many bytes they take.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> received, out int taken)
    {
        List<ReadOnlyMemory<byte>> messages = [];
        taken = 0;
        while (true)
        {
            var (length, shift, at) = (0, 0, taken);
            while (at < received.Length && received.Span[at] > 127)
                (length, shift, at) = (length | ((received.Span[at] & 127) << shift), shift + 7, at + 1);
            if (at >= received.Length)
                return messages;
            length |= received.Span[at] << shift;
            if (at + 1 + length > received.Length)
                return messages;

            messages.Add(received.Slice(at + 1, length));
            taken = at + 1 + length;
        }
    }

    private static void Put(ArrayBufferWriter<byte> to, byte one)
    {
        to.GetSpan(1)[0] = one;
        to.Advance(1);
    }

    private static void Write(ArrayBufferWriter<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                Put(to, 0xC0);
                break;
            case bool yes:
                Put(to, yes ? (byte)0xC3 : (byte)0xC2);
                break;
            case int number:
                Write(to, (long)number);
                break;
            case long number:
                Put(to, 0xD3);
                BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8), number);
                to.Advance(8);
                break;
            case string text:
                Put(to, 0xDB);
                BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), Encoding.UTF8.GetByteCount(text));
                to.Advance(4);
                to.Write(Encoding.UTF8.GetBytes(text));
                break;
            case object?[] items:
                Put(to, 0xDC);
                BinaryPrimitives.WriteUInt16BigEndian(to.GetSpan(2), (ushort)items.Length);
                to.Advance(2);
                foreach (var item in items)
                    Write(to, item);
                break;
            case EmptyMap:
                Put(to, 0x80);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value, null);
        }
    }

    internal sealed record EmptyMap;
}

/// <summary>Reads the values of one message, one after the other.</summary>
internal ref struct Unpack(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _bytes = message;
    private int _at;

    /// <summary>Text, whole number, boolean, or null; of an array or a map how many follow; bytes are passed over.</summary>
    public object? Next()
    {
        var kind = _bytes[_at++];
        return kind switch
        {
            < 0x80 => (long)kind,
            < 0x90 => (long)(kind & 15),
            < 0xA0 => (long)(kind & 15),
            < 0xC0 => Text(kind & 31),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 => Skip((int)Number(1)),
            0xC5 => Skip((int)Number(2)),
            0xC6 => Skip((int)Number(4)),
            0xCC => Number(1),
            0xCD => Number(2),
            0xCE => Number(4),
            0xCF or 0xD3 => Number(8),
            0xD0 => (long)(sbyte)Number(1),
            0xD1 => (long)(short)Number(2),
            0xD2 => (long)(int)Number(4),
            0xD9 => Text((int)Number(1)),
            0xDA => Text((int)Number(2)),
            0xDB => Text((int)Number(4)),
            0xDC or 0xDE => Number(2),
            >= 0xE0 => (long)(sbyte)kind,
            _ => throw new InvalidDataException($"MessagePack of kind {kind:x2} is not spoken here."),
        };
    }

    private string Text(int length)
    {
        var text = Encoding.UTF8.GetString(_bytes.Slice(_at, length));
        _at += length;
        return text;
    }

    private object? Skip(int length)
    {
        _at += length;
        return null;
    }

    private long Number(int length)
    {
        var number = 0L;
        for (var i = 0; i < length; i++)
            number = (number << 8) | _bytes[_at++];
        return number;
    }
}
