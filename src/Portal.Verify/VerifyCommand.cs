namespace Portal.Verify;

/// <summary>The program as a function of its arguments and a clock.</summary>
internal static class VerifyCommand
{
    public const int Verified = 0;
    public const int NotVerified = 1;
    public const int Unusable = 2;

    private const string Usage =
        """
        Usage: Portal.Verify certificate FILE --keys JWKS [--at TIME]

        Checks a promotion certificate without access to the portal.
          FILE        the certificate, a JWT in compact form
          --keys      the portal's key set, as it is at /.well-known/jwks.json
          --at        check as of this instant (2026-03-31T12:00:00Z; without an offset it is UTC), not of now

        Exit code: 0 verified; 1 not verified, every fault on a line; 2 unusable input.
        """;

    public static int Run(string[] args, TextWriter output, TextWriter error, TimeProvider time)
    {
        try
        {
            var arguments = CertificateArguments.Parse(args, time);
            return CertificateCommand.Run(arguments, output);
        }
        catch (UnusableInputException unusable)
        {
            error.WriteLine(Printable.Of(unusable.Message));
            if (unusable.ShowsUsage) error.WriteLine(Usage);
            return Unusable;
        }
    }
}
