using System.Security.Cryptography;
using System.Text;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;

namespace Portal.Ledger.Packs;

/// <summary>
/// Checks a pack from its first byte to its last: it is a ZIP in the one form that a pack has; the manifest is signed; every file is there, in its
/// place, once, and what the manifest says; the ledger in it leads to the checkpoint, which the ledger's own key signed; and what
/// somebody kept earlier vouches for both.
/// </summary>
public sealed class PackVerifier
{
    private const long LargestFrontFile = 32 << 20;

    private readonly Stream _zip;
    private readonly Kept _kept;
    private readonly PackFaults _faults = new();

    private PackVerifier(Stream zip, Kept kept) => (_zip, _kept) = (zip, kept);

    /// <param name="zip">The pack; it has to be seekable.</param>
    /// <param name="kept">What is known from elsewhere.</param>
    public static PackVerdict Verify(Stream zip, Kept kept) => new PackVerifier(zip, kept).Run();

    private PackVerdict Run()
    {
        if (PackEntries.Read(_zip, out var fault) is not { } entries) return Ended(fault);
        foreach (var entry in entries.Where(entry => !PackLayout.IsSafe(entry.Path))) _faults.Add($"The name {entry.Path} could lead out of the folder that it is unpacked into.");
        foreach (var path in entries.GroupBy(entry => entry.Path).Where(same => same.Count() > 1).Select(same => same.Key)) _faults.Add($"{path} stands in it more than once.");
        if (!entries.Select(entry => entry.Path).Take(PackLayout.Front.Count).SequenceEqual(PackLayout.Front)) _faults.Add($"It does not begin with {string.Join(", ", PackLayout.Front)}.");
        if (Front(entries, PackLayout.Manifest) is not { } bytes) return Ended($"{PackLayout.Manifest} is missing or cannot be read.");
        if (PackManifest.TryParse(bytes) is not { } manifest || manifest.Files.DistinctBy(file => file.Path).Count() < manifest.Files.Length) return Ended($"{PackLayout.Manifest} is not in the form of a manifest.");

        var signer = Signer(entries, bytes);
        using var keys = new PackKeys(signer, Takeovers(entries));
        _faults.AddAll(keys.Faults());
        var comparable = _kept.Checkpoints.Where(checkpoint => IsComparable(manifest, checkpoint)).ToList();
        Files(entries, manifest, comparable, keys.Chain);
        Checkpoint(entries, manifest, keys.Chain);
        Compare(manifest, comparable, keys.Chain);
        return new(manifest, signer, comparable.Count, _kept.Checkpoints.Count(checkpoint => checkpoint.Checkpoint.Size > manifest.Checkpoint.Size), _faults.All);
    }

    private PackVerdict Ended(string fault)
    {
        _faults.Add(fault);
        return new(null, [], 0, 0, _faults.All);
    }

    private byte[] Signer(IReadOnlyList<PackEntry> entries, byte[] manifest)
    {
        if (Front(entries, PackLayout.Key) is not { } pem || LedgerKey.TryRead(Encoding.UTF8.GetString(pem)) is not { } publicKey)
        {
            _faults.Add($"{PackLayout.Key} is no P-256 public key in PEM.");
            return [];
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        if (Front(entries, PackLayout.Signature) is not { } signature || !Holds(key, manifest, signature)) _faults.Add($"{PackLayout.Signature} is not a signature of {PackLayout.Manifest} by {PackLayout.Key}.");
        return publicKey;
    }

    private static bool Holds(ECDsa key, byte[] manifest, byte[] signature)
    {
        try
        {
            return key.VerifyData(manifest, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private IReadOnlyList<ProvenEntry> Takeovers(IReadOnlyList<PackEntry> entries)
    {
        if (Front(entries, PackLayout.Keys) is not { } bytes)
        {
            _faults.Add($"{PackLayout.Keys} is missing or cannot be read.");
            return [];
        }

        var lines = new LineReader(new MemoryStream(bytes));
        var takeovers = new List<ProvenEntry>();
        for (var number = 1; lines.Next(out var line); number++)
        {
            if (ProvenEntry.TryParse(line) is { } entry) takeovers.Add(entry);
            else _faults.Add($"{PackLayout.Keys}: line {number} is not an entry with its proof.");
        }

        return takeovers;
    }

    private void Files(IReadOnlyList<PackEntry> entries, PackManifest manifest, IReadOnlyList<SignedCheckpoint> comparable, KeyChain chain)
    {
        var ledger = new PackLedger(manifest, comparable, chain, _faults);
        var named = manifest.Files.ToDictionary(file => file.Path);
        var there = entries.Where(entry => !PackLayout.Front.Contains(entry.Path)).ToList();
        var paths = there.Select(entry => entry.Path).ToHashSet();
        foreach (var missing in manifest.Files.Where(file => !paths.Contains(file.Path))) _faults.Add($"{missing.Path} is missing.");
        foreach (var entry in there)
        {
            if (named.TryGetValue(entry.Path, out var file)) Check(entry, file, ledger);
            else _faults.Add($"{entry.Path} is not in the manifest.");
        }

        var known = there.Select(entry => entry.Path).Where(named.ContainsKey).ToList();
        if (!known.SequenceEqual(known.Order(StringComparer.Ordinal))) _faults.Add("The files do not stand in the order of their names.");
        ledger.End();
    }

    private void Check(PackEntry entry, PackFile file, PackLedger ledger)
    {
        using var content = new CheckedContent(entry, entry.Open(_zip));
        try
        {
            if (ledger.Checks(entry.Path)) ledger.Read(content);
            content.Drain();
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or EndOfStreamException)
        {
            _faults.Add($"{entry.Path} cannot be unpacked: {fault.Message}");
            return;
        }

        if (!content.FitsZip) _faults.Add($"{entry.Path} is not as long as the ZIP says, or has another checksum.");
        if (content.Size != file.Size || content.Sha256 != file.Sha256) _faults.Add($"{entry.Path} is not what was signed: {content.Size} bytes with the digest {content.Sha256}, and not {file.Size} with {file.Sha256}.");
        else if (content.Items != file.Items) _faults.Add($"{entry.Path} holds {content.Items}, and not the {file.Items} that the manifest counts.");
    }

    private void Checkpoint(IReadOnlyList<PackEntry> entries, PackManifest manifest, KeyChain chain)
    {
        if (Front(entries, PackLayout.Checkpoint) is not { } bytes || SignedCheckpoint.TryParse(Encoding.UTF8.GetString(bytes)) is not { } signed)
        {
            _faults.Add($"{PackLayout.Checkpoint} is no signed checkpoint.");
            return;
        }

        if (!signed.Checkpoint.Equals(manifest.Checkpoint)) _faults.Add($"{PackLayout.Checkpoint} is not the one that the manifest names.");

        // Which key was in force is what matters; that the key before signed the first one after it, keys.ndjson shows.
        foreach (var key in chain.Missing(signed.Checkpoint.Size, signed)) _faults.Add($"{PackLayout.Checkpoint} is not signed by the ledger's key of that time, {KeyChange.Fingerprint(key)}.");
    }

    /// <summary>A part of the ledger can be held against a checkpoint of the same size alone, the whole against every earlier one too.</summary>
    private static bool IsComparable(PackManifest manifest, SignedCheckpoint kept) =>
        manifest.IsEstate ? kept.Checkpoint.Size <= manifest.Checkpoint.Size : kept.Checkpoint.Size == manifest.Checkpoint.Size;

    /// <summary>The whole ledger was held against what was kept while it was read.</summary>
    private void Compare(PackManifest manifest, List<SignedCheckpoint> comparable, KeyChain chain)
    {
        if (_kept.Key is { } key && !chain.VouchesForTheEnd(key)) _faults.Add($"The key {KeyChange.Fingerprint(key)}, which was given, does not vouch for the one that signed this pack.");
        foreach (var checkpoint in comparable.Where(_ => !manifest.IsEstate))
        {
            if (!chain.AnySigned(checkpoint)) _faults.Add($"The checkpoint over {checkpoint.Checkpoint.Size} entries that was kept is not one of this ledger.");
            else if (!checkpoint.Checkpoint.Equals(manifest.Checkpoint)) _faults.Add($"The checkpoint over {checkpoint.Checkpoint.Size} entries that was kept is about other entries than this pack.");
        }

        if (_kept.Checkpoints.Count == 0 || comparable.Count > 0) return;
        _faults.Add(manifest.IsEstate
            ? $"Every checkpoint that was kept is over more than the {manifest.Checkpoint.Size} entries of this pack: it cannot be compared with them."
            : $"This pack holds a part of the ledger, so it can be compared with a checkpoint over {manifest.Checkpoint.Size} entries alone, and none such was kept.");
    }

    /// <summary>A small file, whole; null when it is not there, or not a small one.</summary>
    private byte[]? Front(IReadOnlyList<PackEntry> entries, string path)
    {
        if (entries.FirstOrDefault(entry => entry.Path == path) is not { Size: <= LargestFrontFile } entry) return null;
        try
        {
            using var content = new CheckedContent(entry, entry.Open(_zip));
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return content.FitsZip ? bytes.ToArray() : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
