using System.Globalization;
using System.Text;

namespace Portal.Ledger.Checkpoints;

/// <summary>
/// What a ledger was at an instant: its size and the root over all of its entries (C2SP tlog-checkpoint). Whoever keeps one can tell
/// whether anything before it was changed since.
/// </summary>
public sealed record Checkpoint
{
    public Checkpoint(string origin, long size, byte[] root)
    {
        if (origin.Length == 0 || origin.Any(letter => char.IsWhiteSpace(letter) || letter is '+' || char.IsControl(letter)))
            throw new ArgumentException("An origin has no spaces and no plus.", nameof(origin));
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (root.Length != Trees.TreeHash.Size)
            throw new ArgumentException("A root has 32 bytes.", nameof(root));

        (Origin, Size, Root) = (origin, size, root);
    }

    /// <summary>The ledger's name, which no other ledger has.</summary>
    public string Origin { get; }

    public long Size { get; }

    public byte[] Root { get; }

    /// <summary>The lines that are signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    internal byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    /// <summary>Null when the lines are no checkpoint in the one form that has these bytes.</summary>
    public static Checkpoint? TryParse(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var root, ""]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves))
            return null;

        try
        {
            var checkpoint = new Checkpoint(origin, leaves, Convert.FromBase64String(root));
            return checkpoint.Text == text ? checkpoint : null;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            return null;
        }
    }

    public bool Equals(Checkpoint? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
