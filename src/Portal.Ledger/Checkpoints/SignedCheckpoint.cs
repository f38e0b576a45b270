using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Ledger.Checkpoints;

/// <summary>One line of signature under a checkpoint: by which name, by which key, over the lines above.</summary>
public sealed record CheckpointSignature(string Name, uint KeyId, byte[] Signature)
{
    internal string Line
    {
        get
        {
            var box = new byte[4 + Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(box, KeyId);
            Signature.CopyTo(box, 4);
            return $"\u2014 {Name} {Convert.ToBase64String(box)}\n";
        }
    }
}

/// <summary>
/// A checkpoint with its signatures (C2SP signed-note). A signature is ECDSA on P-256 over SHA-256 in DER, as <c>openssl dgst -verify</c>
/// takes it; the key's id is the first four bytes of SHA-256 over its SubjectPublicKeyInfo.
/// </summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, IReadOnlyList<CheckpointSignature> Signatures)
{
    private const int MostSignatures = 8;

    public string Note => Checkpoint.Text + "\n" + string.Concat(Signatures.Select(signature => signature.Line));

    public static uint IdOf(ECDsa key) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>Signs with every key: two of them where one takes over from the other.</summary>
    public static SignedCheckpoint Sign(Checkpoint checkpoint, params IReadOnlyList<ECDsa> keys) => new(
        checkpoint,
        [.. keys.Select(key => new CheckpointSignature(
            checkpoint.Origin, IdOf(key), key.SignData(checkpoint.Bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)))]);

    /// <summary>Null when the text is no signed checkpoint in the one form that it has.</summary>
    public static SignedCheckpoint? TryParse(string note)
    {
        if (note.IndexOf("\n\n", StringComparison.Ordinal) is not (> 0 and var end) || Checkpoint.TryParse(note[..(end + 1)]) is not { } checkpoint)
            return null;

        var lines = note[(end + 2)..].Split('\n');
        if (lines is not [.. var written, ""] || written.Length is 0 or > MostSignatures)
            return null;

        var signatures = written.Select(Read).ToList();
        var signed = new SignedCheckpoint(checkpoint, [.. signatures.OfType<CheckpointSignature>()]);
        return signatures.Count == signed.Signatures.Count && signed.Note == note ? signed : null;
    }

    /// <summary>Whether this key signed exactly these lines under the ledger's own name.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        var id = IdOf(key);
        return Signatures.Any(signature => signature.Name == Checkpoint.Origin && signature.KeyId == id && Holds(key, signature.Signature));
    }

    private bool Holds(ECDsa key, byte[] signature)
    {
        try
        {
            return key.VerifyData(Checkpoint.Bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static CheckpointSignature? Read(string line)
    {
        if (line.Split(' ') is not ["\u2014", { Length: > 0 } name, var box])
            return null;

        var bytes = new byte[box.Length];
        return Convert.TryFromBase64String(box, bytes, out var length) && length > 4
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length])
            : null;
    }
}
