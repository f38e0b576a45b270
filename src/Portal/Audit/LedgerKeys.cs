using System.Security.Cryptography;
using Portal.Data;

namespace Portal.Audit;

/// <summary>
/// The key that signs checkpoints of the ledger, and the one that is to take over from it. Read anew each time: nodes share the files, and
/// one of them rotates.
/// </summary>
public sealed class LedgerKeys(string path)
{
    private string NextPath => path + ".next";

    public string PublicPem
    {
        get
        {
            using var key = SigningKey.ReadOrMake(path);
            return key.ExportSubjectPublicKeyInfoPem() + "\n";
        }
    }

    /// <summary>Made when there is none.</summary>
    internal ECDsa Current() => SigningKey.ReadOrMake(path);

    /// <summary>For who only checks, and must not make one where there is none.</summary>
    internal ECDsa? Existing() => File.Exists(path) ? SigningKey.Read(path) : null;

    internal ECDsa? Next() => File.Exists(NextPath) ? SigningKey.Read(NextPath) : null;

    internal ECDsa MakeNext()
    {
        KeyFile.Replace(NextPath, SigningKey.Make());
        return SigningKey.Read(NextPath);
    }

    /// <summary>From now on the next key is the key; the one before signs no more and is gone.</summary>
    internal void Promote() => File.Move(NextPath, path, overwrite: true);
}
