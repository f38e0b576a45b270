using System.Globalization;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>An entry that has no index yet: it gets one when the change it belongs to is saved.</summary>
public sealed record EntryDraft(Actor Actor, DateTimeOffset Time, string Action, string Subject)
{
    /// <summary>Ends the action of an attempt that was refused; what comes before it is in the present tense.</summary>
    public const string RefusedSuffix = ".refused";

    public Digest? Before { get; init; }

    public Digest? After { get; init; }

    public string? Reason { get; init; }

    public int? Policy { get; init; }

    /// <summary>What else belongs to the act; ids and figures, no personal data.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What it says about a person, sealed.</summary>
    public PersonalData? Personal { get; init; }

    /// <summary>Names what was made when the subject does not, so that a repeated request is answered with that; no part of the entry.</summary>
    public string? Made { get; init; }

    internal byte[] ToBytes(long index) => CanonicalJson.Object(Present(
        ("index", index),
        ("time", Timestamp(Time)),
        ("through", Actor.Through.ToString()),
        ("throughId", Actor.ThroughId),
        ("person", Actor.Person?.ToString()),
        ("action", Action),
        ("subject", Subject),
        ("before", Before?.Text),
        ("after", After?.Text),
        ("reason", Reason),
        ("policy", Policy is { } policy ? policy : (CanonicalValue?)null),
        ("personal", Personal?.ToJson()),
        ("details", CanonicalJson.Object([.. Details.Select(detail => (detail.Key, (CanonicalValue?)detail.Value))])))).ToBytes();

    private static (string, CanonicalValue?)[] Present(params (string Name, CanonicalValue? Value)[] members) =>
        [.. members.Where(member => member.Value is not null && member.Value != CanonicalValue.Null)];

    internal static Digest DigestOf(byte[] bytes) => Digest.FromHash(Leaf.Hash(bytes));

    internal static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
