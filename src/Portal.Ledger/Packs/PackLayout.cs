namespace Portal.Ledger.Packs;

/// <summary>Where things stand in an evidence pack.</summary>
public static class PackLayout
{
    public const string Format = "portal-evidence-pack/1";

    /// <summary>What the pack is about and every file of it by digest, as canonical JSON. It names neither itself nor what signs it.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>ECDSA on P-256 over SHA-256 of the manifest's bytes, in DER.</summary>
    public const string Signature = "signature/manifest.sig";

    /// <summary>The key that signed the manifest (PEM): the ledger's key of that day.</summary>
    public const string Key = "signature/key.pem";

    /// <summary>Each key of the ledger that took over from another until then, with its entry, its proof and the checkpoint that both signed.</summary>
    public const string Keys = "signature/keys.ndjson";

    /// <summary>The signed checkpoint that the pack is pinned to.</summary>
    public const string Checkpoint = "ledger/checkpoint.txt";

    /// <summary>Of a pack over the estate: the whole ledger up to the checkpoint, as <see cref="Exports.ExportLine"/> has it.</summary>
    public const string Ledger = "ledger/ledger.ndjson";

    /// <summary>Of a pack over a department or a system: the entries about it, each with its proof.</summary>
    public const string Entries = "ledger/entries.ndjson";

    /// <summary>The scope of a pack over everything.</summary>
    public const string Estate = "estate";

    /// <summary>What stands before the files that the manifest names, in this order.</summary>
    internal static IReadOnlyList<string> Front { get; } = [Manifest, Key, Keys, Signature];

    /// <summary>Whether whoever unpacks it gets a file in the folder that they chose: segments of letters, digits, dots, hyphens and underscores.</summary>
    public static bool IsSafe(string path) => path.Length is > 0 and <= 200 && path.Split('/').All(IsSafeSegment);

    private static bool IsSafeSegment(string segment) => segment.Length > 0 && char.IsAsciiLetterOrDigit(segment[0]) && segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
