namespace Portal.Verify;

/// <summary>The program as a function of its arguments and a clock.</summary>
internal static class VerifyCommand
{
    public const int Verified = 0;
    public const int NotVerified = 1;
    public const int Unusable = 2;

    private const string Usage =
        """
        Usage: Portal.Verify certificate FILE --keys JWKS [--digest DIGEST] [--system CODE] [--stage STAGE] [--at TIME]
               Portal.Verify ledger FILE [--key PEM] [--checkpoint NOTE]
               Portal.Verify pack FILE.zip [--key PEM] [--checkpoint NOTE]

        Checks without access to the portal.

        certificate   a promotion certificate
          FILE          the certificate, a JWT in compact form or a DSSE envelope
          --keys        the portal's key set, as it is at /.well-known/jwks.json
          --digest      what is to run: sha256: and 64 hexadecimal digits, or the file itself; the certificate has to cover it
          --system      the system and the stage that it is to run in: the certificate has to be for these
          --stage
          --at          check as of this instant (2026-03-31T12:00:00Z; without an offset it is UTC), not of now

        ledger        an export of the ledger
          FILE          the export, as /api/v1/ledger/export gives it
          --key         a key of the ledger that you know, as it is at /.well-known/ledger-key.pem
          --checkpoint  a checkpoint that you kept, or a file of them (checkpoints.jsonl): the ledger has to continue it

        pack          an evidence pack
          FILE.zip      the pack, as it was downloaded
          --key         a key of the ledger that you know: it has to vouch for the one that signed the pack
          --checkpoint  as above; the ledger in the pack has to continue it

        Exit code: 0 verified; 1 not verified, every fault on a line; 2 unusable input.
        """;

    public static int Run(string[] args, TextWriter output, TextWriter error, TimeProvider time)
    {
        try
        {
            return args switch
            {
                ["certificate", .. var rest] => CertificateCommand.Run(CertificateArguments.Parse(rest, time), output),
                ["ledger", .. var rest] => LedgerCommand.Run(Arguments.Parse(rest, "export", "--key", "--checkpoint"), output),
                ["pack", .. var rest] => PackCommand.Run(Arguments.Parse(rest, "pack", "--key", "--checkpoint"), output),
                [var other, ..] => throw Arguments.Bad($"There is no command '{other}'."),
                [] => throw Arguments.Bad("A command is missing."),
            };
        }
        catch (UnusableInputException unusable)
        {
            error.WriteLine(Printable.Of(unusable.Message));
            if (unusable.ShowsUsage) error.WriteLine(Usage);
            return Unusable;
        }
    }
}
