using System.Collections.Immutable;
using System.Text;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>
/// What was answered to one questionnaire, as far as it was answered: known questions with known values in the questionnaire's
/// order. Never changed; equal when it says the same.
/// </summary>
public sealed record Answers
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> _values;

    internal Answers(int questionnaire, IEnumerable<KeyValuePair<string, ImmutableArray<string>>> values)
    {
        Questionnaire = questionnaire;
        _values = values.Where(answer => answer.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The version that was answered, and that scores it.</summary>
    public int Questionnaire { get; }

    public IEnumerable<string> Keys => _values.Keys;

    public bool IsEmpty => _values.IsEmpty;

    /// <summary>The values given; empty when there is no answer.</summary>
    public IReadOnlyList<string> this[string key] => _values.TryGetValue(key, out var values) ? values : [];

    public Digest Digest => Digest.Of(ToBytes());

    public static Answers None(int questionnaire) => new(questionnaire, []);

    /// <summary>The one form as bytes: what is stored, hashed and compared.</summary>
    public byte[] ToBytes() => ToCanonical().ToBytes();

    public CanonicalValue ToCanonical() => CanonicalJson.Object(
        ("questionnaire", Questionnaire),
        ("answers", CanonicalJson.Object([.. _values.Select(answer => (answer.Key, (CanonicalValue?)CanonicalJson.List([.. answer.Value.Select(value => (CanonicalValue)value)])))])));

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">Nobody's answers to a questionnaire that exists.</exception>
    public static Answers FromBytes(ReadOnlySpan<byte> stored)
    {
        if (CanonicalJson.Parse(stored) is not CanonicalValue.Object whole
            || whole["questionnaire"] is not CanonicalValue.Integer { Value: var version } || !Questionnaires.Exists(version)
            || whole["answers"] is not CanonicalValue.Object given)
            throw new FormatException("These are no answers to a questionnaire.");

        var values = given.Members.ToDictionary(member => member.Name, member => Texts(member.Value));
        return Questionnaires.Of((int)version).Questions.Read(values).Succeeded(out var answers, out var refusal)
            ? answers
            : throw new FormatException(refusal.Message);
    }

    public bool Equals(Answers? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public override string ToString() => Encoding.UTF8.GetString(ToBytes());

    public override int GetHashCode() => Digest.GetHashCode();

    private static IReadOnlyList<string> Texts(CanonicalValue value) => value is CanonicalValue.List { Items: var items }
        ? [.. items.Select(item => item is CanonicalValue.Text { Value: var text } ? text : throw new FormatException("A value is a text."))]
        : throw new FormatException("The values of an answer are a list.");
}
