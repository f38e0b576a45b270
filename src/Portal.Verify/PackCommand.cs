using System.Globalization;
using Portal.Ledger.Exports;
using Portal.Ledger.Packs;

namespace Portal.Verify;

/// <summary>Checks an evidence pack and says what was found.</summary>
internal static class PackCommand
{
    public static int Run(Arguments arguments, TextWriter output)
    {
        var kept = KeptFiles.Of(arguments);
        var verdict = InputFile.Open(arguments.File, file => Verify(file, kept));
        output.WriteLine(verdict.IsVerified ? "VERIFIED" : "NOT VERIFIED");
        if (verdict is { IsVerified: true, Manifest: { } manifest })
        {
            Describe(manifest, verdict, kept, output);
            return VerifyCommand.Verified;
        }

        foreach (var fault in verdict.Faults) output.WriteLine(Printable.Of(fault));
        return VerifyCommand.NotVerified;
    }

    private static PackVerdict Verify(string file, Kept kept)
    {
        using var zip = File.OpenRead(file);
        if (zip.Length < 4 || (zip.ReadByte(), zip.ReadByte()) != ('P', 'K')) throw new UnusableInputException($"{file}: this is no ZIP.");
        return PackVerifier.Verify(zip, kept);
    }

    private static void Describe(PackManifest manifest, PackVerdict verdict, Kept kept, TextWriter output)
    {
        Line("Scope", manifest.Scope);
        Line("As of", $"{manifest.Day}, told as it stood at {manifest.AsOf}");
        Line("Ledger", manifest.Checkpoint.Origin);
        Line("Checkpoint", $"{Count(manifest.Checkpoint.Size)} entries, root {Convert.ToBase64String(manifest.Checkpoint.Root)}");
        Line("Personal data", manifest.PersonalData ? "people are named" : "people have pseudonyms");
        Line("Files", Count(manifest.Files.Length));
        Line("Portal", manifest.Portal);
        Line("Key", $"{KeyChange.Fingerprint(verdict.Key)}{(kept.Key is null ? ": compare it with the one that you know" : ", vouched for by the one given")}");
        if (kept.Checkpoints.Count > 0) Line("Kept", $"{Count(verdict.Compared)} checkpoints are continued{(verdict.Later > 0 ? $"; {Count(verdict.Later)} later ones cannot be compared" : "")}");
        foreach (var file in manifest.Files.Where(file => file.Items is not null)) Line(Count(file.Items.GetValueOrDefault()), file.Path);

        void Line(string name, string value) => output.WriteLine($"  {name,-15} {Printable.Of(value)}");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
