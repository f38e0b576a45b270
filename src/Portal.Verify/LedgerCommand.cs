using System.Globalization;
using Portal.Ledger.Exports;

namespace Portal.Verify;

/// <summary>Checks an export of the ledger and says what was found.</summary>
internal static class LedgerCommand
{
    public static int Run(Arguments arguments, TextWriter output)
    {
        var kept = KeptFiles.Of(arguments);
        var verifier = new ExportVerifier(kept);
        InputFile.Open(arguments.File, file => Feed(file, verifier));
        if (!verifier.IsExport) throw new UnusableInputException($"{arguments.File}: this is no export of a ledger.");

        var verdict = verifier.End();
        output.WriteLine(verdict.IsVerified ? "VERIFIED" : "NOT VERIFIED");
        if (!verdict.IsVerified)
        {
            foreach (var fault in verdict.Faults) output.WriteLine(Printable.Of(fault));
            return VerifyCommand.NotVerified;
        }

        Describe(verdict, kept, output);
        return VerifyCommand.Verified;
    }

    private static bool Feed(string file, ExportVerifier verifier)
    {
        using var stream = File.OpenRead(file);
        var lines = new LineReader(stream);
        try
        {
            while (lines.Next(out var line))
            {
                verifier.Take(line);
                if (!verifier.IsExport) return false;
            }

            return true;
        }
        catch (FormatException tooLong)
        {
            throw new UnusableInputException($"{file}: {tooLong.Message}");
        }
    }

    private static void Describe(ExportVerdict verdict, Kept kept, TextWriter output)
    {
        Line("Ledger", verdict.Last?.Origin ?? "");
        Line("Entries", Count(verdict.Entries));
        Line("Checkpoints", Count(verdict.Checkpoints));
        Line("Root", Convert.ToBase64String(verdict.Last?.Root ?? []));
        Line("Key", $"{KeyChange.Fingerprint(verdict.Key)}{(kept.Key is null ? ": compare it with the one that you know" : ", vouched for by the one given")}");
        if (kept.Checkpoints.Count > 0) Line("Kept", $"{Count(kept.Checkpoints.Count)} earlier checkpoints are continued");
        foreach (var change in verdict.Changes)
            Line($"Entry {change.Index}", change.IsLost ? $"another key from here on, which the one before did not sign for: {change.Reason}" : "a new key from here on, signed for by the one before");

        void Line(string name, string value) => output.WriteLine($"  {name,-15} {Printable.Of(value)}");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
