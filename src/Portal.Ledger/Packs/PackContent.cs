namespace Portal.Ledger.Packs;

/// <summary>Reads one file out of a pack that is trusted already; <see cref="PackVerifier"/> is for all others.</summary>
public static class PackContent
{
    /// <summary>Null when there is no such file in it, or it is no pack.</summary>
    public static Stream? Open(Stream zip, string path) => PackEntries.Read(zip, out _)?.FirstOrDefault(entry => entry.Path == path)?.Open(zip);
}
