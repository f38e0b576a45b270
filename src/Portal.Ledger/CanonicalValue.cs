using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Portal.Ledger;

/// <summary>
/// A JSON value that has exactly one form as bytes: object, list, text, integer, boolean or null. Fractions and integers
/// beyond ±(2⁵³ − 1), which not every reader of JSON keeps (RFC 7493, 2.2), must be given as text.
/// </summary>
[CollectionBuilder(typeof(CanonicalJson), nameof(CanonicalJson.List))]
public abstract class CanonicalValue
{
    private protected CanonicalValue()
    {
    }

    /// <summary>JSON's null.</summary>
    public static CanonicalValue Null { get; } = new NullValue();

    public static implicit operator CanonicalValue(string? value) => value is null ? Null : new Text(value);

    public static implicit operator CanonicalValue(long value) => new Integer(value);

    public static implicit operator CanonicalValue(bool value) => new Truth(value);

    /// <summary>The RFC 8785 form in UTF-8: what is hashed, signed and stored.</summary>
    public byte[] ToBytes() => CanonicalWriter.Write(this);

    /// <summary>The items of a list; nothing otherwise. Lets a collection expression make a list.</summary>
    public ImmutableArray<CanonicalValue>.Enumerator GetEnumerator() => (this is List list ? list.Items : []).GetEnumerator();

    /// <summary>Members with distinct names, kept in the order of their UTF-16 code units (RFC 8785, 3.2.3).</summary>
    public sealed class Object : CanonicalValue
    {
        internal Object(IEnumerable<(string Name, CanonicalValue Value)> members)
        {
            Members = [.. members.OrderBy(member => member.Name, StringComparer.Ordinal)];
            foreach (var (name, _) in Members) MustBeUnicode(name);
            for (var i = 1; i < Members.Length; i++)
            {
                if (Members[i].Name == Members[i - 1].Name) throw new ArgumentException($"The name '{Members[i].Name}' occurs twice.", nameof(members));
            }
        }

        public ImmutableArray<(string Name, CanonicalValue Value)> Members { get; }

        /// <summary>The member's value, or null when there is none of that name.</summary>
        public CanonicalValue? this[string name] => Members.FirstOrDefault(member => member.Name == name).Value;
    }

    public sealed class List : CanonicalValue
    {
        internal List(ImmutableArray<CanonicalValue> items) => Items = items;

        public ImmutableArray<CanonicalValue> Items { get; }
    }

    public sealed class Text : CanonicalValue
    {
        internal Text(string value)
        {
            MustBeUnicode(value);
            Value = value;
        }

        public string Value { get; }
    }

    public sealed class Integer : CanonicalValue
    {
        private const long Largest = (1L << 53) - 1;

        internal Integer(long value)
        {
            if (value is > Largest or < -Largest) throw new ArgumentOutOfRangeException(nameof(value), value, "An integer beyond ±(2^53 - 1) must be given as text.");
            Value = value;
        }

        public long Value { get; }
    }

    public sealed class Truth : CanonicalValue
    {
        internal Truth(bool value) => Value = value;

        public bool Value { get; }
    }

    private sealed class NullValue : CanonicalValue;

    private static void MustBeUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) throw new ArgumentException("The text has half a surrogate pair, which no UTF-8 can hold.", nameof(text));
            i++;
        }
    }
}
