namespace Portal.Data;

/// <summary>
/// One writer at a time, and checkpoints only while nobody writes. SQLite 3.7.0 to 3.51.2 can lose committed writes in WAL mode
/// when one connection checkpoints while another resets the log; without concurrent writers and automatic checkpoints that
/// cannot happen (src/decisions/0003-sqlite-write-gate.md). PostgreSQL needs no gate and gets one that is always open.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private const int WritesBetweenCheckpoints = 256;

    /// <summary>A few large writes fill the log as many small ones do, and a long log slows every reader.</summary>
    private const int RowsBetweenCheckpoints = 4_000;

    private readonly SemaphoreSlim? _one;
    private int _writes;
    private int _rows;
    private long _acts;

    private WriteGate(SemaphoreSlim? one) => _one = one;

    public static WriteGate ForSqlite() => new(new SemaphoreSlim(1, 1));

    public static WriteGate Open() => new(null);

    public async ValueTask<Pass> EnterAsync(CancellationToken ct)
    {
        if (_one is not null)
            await _one.WaitAsync(ct);
        return new Pass(this);
    }

    /// <summary>How many entries this process has committed to the ledger: where nobody else writes, the measure of all that changed.</summary>
    public long Acts => Interlocked.Read(ref _acts);

    public void CountActs(int more) => Interlocked.Add(ref _acts, more);

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
        public bool CountWrite(int rows)
        {
            if (_gate?._one is null || _counted)
                return false;

            _counted = true;
            (_gate._writes, _gate._rows) = (_gate._writes + 1, _gate._rows + rows);
            if (_gate._writes < WritesBetweenCheckpoints && _gate._rows < RowsBetweenCheckpoints)
                return false;

            (_gate._writes, _gate._rows) = (0, 0);
            return true;
        }

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?._one?.Release();
    }
}
