using System.Buffers.Binary;
using System.Text;

namespace Portal.Web.Api.Otlp;

/// <summary>What was sent cannot be read as what it says it is.</summary>
internal sealed class MalformedException(string message) : Exception(message);

internal enum WireType { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 }

/// <summary>
/// Reads protobuf's wire format from bytes: one message, field by field. A message within it is a reader of its own, made by
/// whoever knows what lies there, so that nothing nests deeper than the protocol does.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestVarint = 10;
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The number of the field at hand.</summary>
    public int Field { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;

        var tag = Varint();
        (Field, Type) = tag <= uint.MaxValue ? ((int)(tag >> 3), (WireType)(tag & 7)) : throw new MalformedException("A tag is too large.");
        if (Field == 0 || Type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw new MalformedException("A field has no number or a wire type that is not in use.");
        return true;
    }

    public void Skip() => _ = Type switch
    {
        WireType.Varint => (long)Varint(),
        WireType.Fixed64 => Take(sizeof(ulong)).Length,
        WireType.Fixed32 => Take(sizeof(uint)).Length,
        _ => Bytes().Length,
    };

    public ReadOnlySpan<byte> Bytes()
    {
        Demand(WireType.Bytes);
        var length = Varint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw new MalformedException("It ends in the middle of a field.");
    }

    public WireReader Message() => new(Bytes());

    public string Text()
    {
        try
        {
            return _strict.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedException("A text is not UTF-8.");
        }
    }

    public ulong Fixed64()
    {
        Demand(WireType.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public ulong Number()
    {
        Demand(WireType.Varint);
        return Varint();
    }

    private readonly void Demand(WireType type)
    {
        if (Type != type)
            throw new MalformedException($"Field {Field} has the wrong wire type.");
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var at = 0; at < _rest.Length && at < LongestVarint; at++)
        {
            value |= (ulong)(_rest[at] & 0x7f) << (7 * at);
            if (_rest[at] >= 0x80)
                continue;
            _rest = _rest[(at + 1)..];
            return value;
        }

        throw new MalformedException("A number has no end.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new MalformedException("It ends in the middle of a field.");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
