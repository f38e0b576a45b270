namespace Portal.Data;

/// <summary>
/// One writer at a time, and checkpoints only while nobody writes. SQLite 3.7.0 to 3.51.2 can lose committed writes in WAL mode
/// when one connection checkpoints while another resets the log; without concurrent writers and automatic checkpoints that
/// cannot happen (src/decisions/0003-sqlite-write-gate.md). PostgreSQL needs no gate and gets one that is always open.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private const int WritesBetweenCheckpoints = 256;

    private readonly SemaphoreSlim? _one;
    private int _writes;

    private WriteGate(SemaphoreSlim? one) => _one = one;

    public static WriteGate ForSqlite() => new(new SemaphoreSlim(1, 1));

    public static WriteGate Open() => new(null);

    public async ValueTask<Pass> EnterAsync(CancellationToken ct)
    {
        if (_one is not null)
            await _one.WaitAsync(ct);
        return new Pass(this);
    }

    public void Dispose() => _one?.Dispose();

    /// <summary>The right to write, given back when disposed.</summary>
    public sealed class Pass(WriteGate gate) : IDisposable
    {
        private WriteGate? _gate = gate;
        private bool _counted;

        /// <summary>
        /// Counts the write of this pass, once however often it is told. True once in a while: the holder then copies the log into
        /// the database before leaving.
        /// </summary>
        public bool CountWrite()
        {
            if (_gate?._one is null || _counted)
                return false;

            _counted = true;
            return ++_gate._writes % WritesBetweenCheckpoints == 0;
        }

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?._one?.Release();
    }
}
