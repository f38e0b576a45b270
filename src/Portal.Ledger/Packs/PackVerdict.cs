namespace Portal.Ledger.Packs;

/// <summary>What was found in a pack; verified is what has no fault.</summary>
/// <param name="Manifest">What it says it is; null when not even that can be read.</param>
/// <param name="Key">The key that signed it.</param>
/// <param name="Compared">With how many of the checkpoints that were kept it could be compared.</param>
/// <param name="Later">How many of those are over more than this pack.</param>
/// <param name="Faults">Every break; a very long list ends with how many more there are.</param>
public sealed record PackVerdict(PackManifest? Manifest, byte[] Key, int Compared, int Later, IReadOnlyList<string> Faults)
{
    public bool IsVerified => Faults.Count == 0;
}

/// <summary>Gathers what is wrong.</summary>
internal sealed class PackFaults
{
    private const int Most = 1000;

    private readonly List<string> _faults = [];
    private int _more;

    public void Add(string fault)
    {
        if (_faults.Count < Most) _faults.Add(fault);
        else _more++;
    }

    public void AddAll(IEnumerable<string> faults)
    {
        foreach (var fault in faults) Add(fault);
    }

    public IReadOnlyList<string> All => _more > 0 ? [.. _faults, $"And {_more} more."] : _faults;
}
