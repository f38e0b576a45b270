using System.Security.Cryptography;
using System.Text;
using Portal.Shared;

namespace Portal.Monitoring.Labels;

/// <summary>
/// What is kept of one prediction until what turned out to be right comes: little, since there are many. The id is kept as a hash of 64
/// bits; the horizon of the version's kind of scoring says until which day.
/// </summary>
public sealed class JoinRow
{
    internal const string Table = "JoinRows";

    private JoinRow() { }

    /// <summary>Whose; see <see cref="JoinSource"/>.</summary>
    public int Source { get; private set; }

    public long Key { get; private set; }

    /// <summary>The day of the prediction, as a number of days; its cohort.</summary>
    public int Day { get; private set; }

    /// <summary>The last day on which a label is waited for.</summary>
    public int Until { get; private set; }

    public string Prediction { get; private set; } = "";

    /// <summary>The score in twentieths; -1 without one.</summary>
    public int Band { get; private set; }

    public string? Segment { get; private set; }

    public string? Label { get; private set; }

    /// <summary>Of whom it was, as the label says.</summary>
    public string? Group { get; private set; }

    internal void Join(string label, string? group) => (Label, Group) = (label, group);

    /// <summary>Of a cryptographic digest, so that nobody makes two ids meet.</summary>
    internal static long KeyOf(ReadOnlySpan<byte> id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, digest);
        return BitConverter.ToInt64(digest);
    }

    internal static long KeyOf(string id) => KeyOf(Encoding.UTF8.GetBytes(id));
}

/// <summary>A version whose predictions wait for labels, under a short number.</summary>
public sealed class JoinSource
{
    private JoinSource() { }

    internal JoinSource(SystemId system, VersionId version) => (System, ModelVersion) = (system, version);

    public int Id { get; private set; }

    public SystemId System { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>Of 65,536 ids so many are kept, by their hash: all, until the system has more rows than are kept of one.</summary>
    public int Kept { get; private set; } = Whole;

    internal const int Whole = 65_536;

    internal bool Keeps(long key) => (key & (Whole - 1)) < Kept;

    internal void Halve() => Kept = Math.Max(1, Kept / 2);
}

/// <summary>A label that came before its prediction.</summary>
public sealed class WaitingLabel
{
    internal const string Table = "WaitingLabels";

    private WaitingLabel() { }

    public SystemId System { get; private set; }

    public long Key { get; private set; }

    public string Label { get; private set; } = "";

    public string? Group { get; private set; }

    /// <summary>The day on which it came.</summary>
    public int Day { get; private set; }
}

/// <summary>How many labels of a system never found their prediction.</summary>
public sealed class LostLabels
{
    private LostLabels() { }

    internal LostLabels(SystemId system) => System = system;

    public SystemId System { get; private set; }

    public long Count { get; private set; }

    internal void Add(int more) => Count += more;
}
