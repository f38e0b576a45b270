using Portal.Data;
using Portal.Ledger.Checkpoints;

namespace Portal.Audit;

/// <summary>The key that signs checkpoints of the ledger.</summary>
public sealed class LedgerKeys(string path) : IDisposable
{
    private readonly SigningKey _key = new(path);

    public string PublicPem => _key.PublicPem;

    internal SignedCheckpoint Sign(Checkpoint checkpoint) => SignedCheckpoint.Sign(checkpoint, _key.Key);

    internal bool Signed(SignedCheckpoint checkpoint) => checkpoint.IsSignedBy(_key.Key);

    public void Dispose() => _key.Dispose();
}
