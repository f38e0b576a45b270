using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Sets tags and parameters of whatever has them, within somebody else's change.</summary>
internal static class Texts
{
    public static IEnumerable<Fault> Faults(TextKind kind, IReadOnlyList<TextPair> pairs)
    {
        var field = kind == TextKind.Tag ? "tags" : "params";
        foreach (var (pair, at) in pairs.Select((pair, at) => (pair, at)))
        {
            if (TrackedText.KeyProblem(pair.Key) is { } key)
                yield return new Fault($"{field}[{at}].key", key);
            if (TrackedText.ValueProblem(kind, pair.Value) is { } value)
                yield return new Fault($"{field}[{at}].value", value);
        }
    }

    public static async Task SetTags(PortalDb db, TrackedId owner, IReadOnlyList<TextPair> tags, CancellationToken ct)
    {
        var known = await Known(db, owner, TextKind.Tag, tags, ct);
        foreach (var tag in tags)
        {
            if (known.TryGetValue(tag.Key, out var row))
                row.Set(tag.Value);
            else
                Add(db, known, new TrackedText(owner, TextKind.Tag, tag.Key, tag.Value));
        }
    }

    /// <summary>A parameter keeps the value that it had first.</summary>
    public static async Task<Refusal?> SetParams(PortalDb db, TrackedId owner, IReadOnlyList<TextPair> values, CancellationToken ct)
    {
        var known = await Known(db, owner, TextKind.Param, values, ct);
        foreach (var value in values)
        {
            if (known.TryGetValue(value.Key, out var row) && row.Value != value.Value)
                return new Invalid("params", $"Changing param values is not allowed: '{value.Key}' is '{row.Value}' already, and '{value.Value}' came.");
            if (row is null)
                Add(db, known, new TrackedText(owner, TextKind.Param, value.Key, value.Value));
        }

        return null;
    }

    public static async Task<Refusal?> RemoveTag(PortalDb db, TrackedId owner, string key, CancellationToken ct)
    {
        if (await db.TrackedTexts.SingleOrDefaultAsync(row => row.Owner == owner && row.Kind == TextKind.Tag && row.Key == key, ct) is not { } row)
            return new NotFound($"A tag '{key}'");

        db.TrackedTexts.Remove(row);
        return null;
    }

    /// <summary>Also one that this change sets.</summary>
    public static async Task<string?> Tag(PortalDb db, TrackedId owner, string key, CancellationToken ct) =>
        db.TrackedTexts.Local.FirstOrDefault(row => row.Owner == owner && row.Kind == TextKind.Tag && row.Key == key)?.Value
        ?? await db.TrackedTexts.Where(row => row.Owner == owner && row.Kind == TextKind.Tag && row.Key == key).Select(row => row.Value).SingleOrDefaultAsync(ct);

    private static void Add(PortalDb db, Dictionary<string, TrackedText> known, TrackedText row)
    {
        db.TrackedTexts.Add(row);
        known[row.Key] = row;
    }

    private static async Task<Dictionary<string, TrackedText>> Known(PortalDb db, TrackedId owner, TextKind kind, IReadOnlyList<TextPair> pairs, CancellationToken ct)
    {
        var keys = pairs.Select(pair => pair.Key).Distinct().ToList();
        return keys.Count == 0 ? [] : await db.TrackedTexts.Where(row => row.Owner == owner && row.Kind == kind && keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, ct);
    }
}
