using System.Diagnostics;
using System.Security.Cryptography;
using Portal.Ledger.Certificates;
using Portal.Ledger.Tests.Certificates;
using Portal.Verify;

namespace Portal.Ledger.Tests.Verify;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-verify-").FullName;
    private readonly ECDsa _key = A.Key();
    private readonly string _certificate;
    private readonly string _keys;

    public VerifyCommandTests()
    {
        _certificate = File("certificate.jwt", new CertificateSigner(_key).Sign(A.Certificate) + "\n");
        _keys = Path.Combine(_folder, "jwks.json");
        System.IO.File.WriteAllBytes(_keys, Jwks.Empty.With(_key).ToBytes());
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_good_certificate_is_verified_and_what_it_says_is_shown()
    {
        var (exit, output, error) = Run("certificate", _certificate, "--keys", _keys);

        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith("VERIFIED as of 2026-03-31 12:00:00 UTC", output, StringComparison.Ordinal);
        Assert.All(
            ["AIS-0003", "2.4.1", A.Certificate.VersionDigest, "Production", "PR-0007", "2026-03-31 11:40:00 UTC", "2026-04-01 12:00:00 UTC", "https://portal.example"],
            text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_options_may_come_first_and_the_instant_may_be_another_than_now()
    {
        var (exit, output, _) = Run("certificate", "--at", "2026-04-01T12:00:00Z", "--keys", _keys, _certificate);

        Assert.Equal(1, exit);
        Assert.Equal(["NOT VERIFIED as of 2026-04-01 12:00:00 UTC", "Expired: The certificate expired at 2026-04-01 12:00:00 UTC."], Lines(output));
    }

    [Theory]
    [InlineData("2026-04-01", 0)]
    [InlineData("2026-04-01T13:59:59+02:00", 0)]
    [InlineData("2026-04-01T14:00+02:00", 1)]
    [InlineData("2026-03-31T11:59:59.999Z", 1)]
    public void An_instant_is_read_with_its_offset_and_as_UTC_without_one(string at, int expected) =>
        Assert.Equal(expected, Run("certificate", _certificate, "--keys", _keys, "--at", at).Exit);

    [Fact]
    public void Every_fault_is_on_a_line_of_its_own()
    {
        using var other = A.Key();
        var keyId = new CertificateSigner(_key).KeyId;
        var claims = A.Json(new CertificateSigner(_key).Sign(A.Certificate).Split('.')[1]).Replace("\"jti\"", "\"jtj\"", StringComparison.Ordinal);
        var forged = File("forged.jwt", A.Jwt(other, $$"""{"alg":"no\u001b[2K\nVERIFIED","kid":"{{keyId}}"}""", claims));

        var (exit, output, _) = Run("certificate", forged, "--keys", _keys);

        Assert.Equal(1, exit);
        Assert.Equal(["NOT VERIFIED as of", "Algorithm: ", "Signature: ", "Malformed: "], Lines(output).Zip([18, 11, 11, 11], (line, length) => line[..length]));
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void A_changed_certificate_is_not_verified()
    {
        var changed = File("changed.jwt", System.IO.File.ReadAllText(_certificate).Replace(".eyJ", ".eyK", StringComparison.Ordinal));

        var (exit, output, _) = Run("certificate", changed, "--keys", _keys);

        Assert.Equal(1, exit);
        Assert.Contains("Signature: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_envelope_is_a_certificate_too()
    {
        var envelope = File("certificate.dsse.json", new CertificateSigner(_key).SignStatement(A.Certificate) + "\n");

        var (exit, output, error) = Run("certificate", envelope, "--keys", _keys, "--system", "AIS-0003", "--stage", "Production");

        Assert.Equal((0, ""), (exit, error));
        Assert.All(["Condition       FI-0012, until 2026-05-31, blocking: Repeat", $"File            sha256:{new string('b', 64)} model.onnx"], text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_were_not_certified_are_refused_by_their_digest_or_as_a_file()
    {
        var other = File("model.onnx", "other bytes");

        Assert.Equal(0, Run("certificate", _certificate, "--keys", _keys, "--digest", A.Certificate.VersionDigest).Exit);
        Assert.Equal(2, Run("certificate", _certificate, "--keys", _keys, "--digest", Path.Combine(_folder, "none.bin")).Exit);
        Assert.All([other, A.Certificate.SubjectDigest], digest =>
        {
            var (exit, output, _) = Run("certificate", _certificate, "--keys", _keys, "--digest", digest, "--stage", "Pilot");

            Assert.Equal(1, exit);
            Assert.Equal(["NOT VERIFIED as of", "OtherDigest: The ", "OtherScope: The c"], Lines(output).Zip([18, 17, 17], (line, length) => line[..length]));
        });
    }

    [Theory]
    [InlineData("", "A command is missing")]
    [InlineData("packs|x.zip", "no command 'packs'")]
    [InlineData("certificate", "file is missing")]
    [InlineData("certificate|C", "--keys is missing")]
    [InlineData("certificate|C|--keys", "needs a value")]
    [InlineData("certificate|C|C|--keys|K", "More than one file")]
    [InlineData("certificate|C|--keys|K|--keys|K", "given twice")]
    [InlineData("certificate|C|--keys|K|--at|noon", "no instant")]
    [InlineData("certificate|C|--keys|K|--digest|sha256:12", "no digest")]
    [InlineData("certificate|C|--keys|K|--force", "no option '--force'")]
    public void Bad_arguments_are_unusable_and_the_usage_is_shown(string arguments, string reason)
    {
        var args = arguments.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(argument => argument switch { "C" => _certificate, "K" => _keys, _ => argument });

        var (exit, output, error) = Run([.. args]);

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("Usage: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_missing_or_something_else_are_unusable()
    {
        var notJwt = File("notes.txt", "hello");
        var huge = File("huge.txt", new string('A', 2 << 20));

        Assert.Equal(2, Run("certificate", Path.Combine(_folder, "none.jwt"), "--keys", _keys).Exit);
        Assert.Equal(2, Run("certificate", _folder, "--keys", _keys).Exit);
        Assert.Equal(2, Run("certificate", notJwt, "--keys", _keys).Exit);
        Assert.Equal(2, Run("certificate", huge, "--keys", _keys).Exit);
        Assert.Equal(2, Run("certificate", _certificate, "--keys", Path.Combine(_folder, "none.json")).Exit);
        Assert.Equal(2, Run("certificate", _certificate, "--keys", _certificate).Exit);
        Assert.Equal(2, Run("certificate", "", "--keys", _keys).Exit);
    }

    [Theory]
    [InlineData("2026-03-31T12:00:00Z", 0)]
    [InlineData("2027-01-01T00:00:00Z", 1)]
    [InlineData("soon", 2)]
    public async Task The_program_ends_with_the_exit_code_of_its_verdict(string at, int expected)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(VerifyCommand).Assembly.Location, "certificate", _certificate, "--keys", _keys, "--at", at])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(expected, process.ExitCode);
        Assert.Equal(expected == 2, (await output).Length == 0);
        Assert.Equal(expected == 2, error.Length > 0);
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static string[] Lines(string output) => output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (int Exit, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = VerifyCommand.Run(args, output, error, new NoonTime());
        return (exit, output.ToString(), error.ToString());
    }

    private sealed class NoonTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => A.Noon;
    }
}
