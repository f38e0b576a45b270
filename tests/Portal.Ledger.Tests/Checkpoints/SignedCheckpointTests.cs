using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Portal.Ledger.Checkpoints;

namespace Portal.Ledger.Tests.Checkpoints;

public sealed class SignedCheckpointTests : IDisposable
{
    private static readonly byte[] Root = SHA256.HashData("a tree"u8);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _next = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        _next.Dispose();
    }

    [Fact]
    public void What_was_signed_is_read_back_and_holds()
    {
        var note = SignedCheckpoint.Sign(new("portal.example/ledger", 7, Root), _key).Note;

        var read = SignedCheckpoint.TryParse(note);

        Assert.NotNull(read);
        Assert.Equal((7, true, false), (read.Checkpoint.Size, read.IsSignedBy(_key), read.IsSignedBy(_next)));
        Assert.Equal(note, read.Note);
    }

    [Fact]
    public void A_change_of_key_is_signed_by_both()
    {
        var read = SignedCheckpoint.TryParse(SignedCheckpoint.Sign(new("portal.example/ledger", 7, Root), _key, _next).Note);

        Assert.True(read?.IsSignedBy(_key) == true && read.IsSignedBy(_next));
    }

    [Fact]
    public void A_letter_more_or_less_in_any_line_breaks_it()
    {
        var note = SignedCheckpoint.Sign(new("portal.example/ledger", 7, Root), _key).Note;

        for (var at = 0; at < note.Length; at++)
        {
            var bent = note[..at] + (note[at] == 'x' ? 'y' : 'x') + note[(at + 1)..];
            var cut = note[..at] + note[(at + 1)..];
            Assert.False(SignedCheckpoint.TryParse(bent)?.IsSignedBy(_key) == true, $"'{bent}' holds.");
            Assert.False(SignedCheckpoint.TryParse(cut)?.IsSignedBy(_key) == true, $"'{cut}' holds.");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("portal.example/ledger")]
    [InlineData("portal.example/ledger\n7\nAAAA\n\n\u2014 portal.example/ledger AAAAAAAA\n")]
    [InlineData("portal.example/ledger\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 portal.example/ledger AAAAAAAA\n")]
    [InlineData("portal.example/ledger\n07\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 portal.example/ledger AAAAAAAA\n")]
    [InlineData("portal example\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 portal.example/ledger AAAAAAAA\n")]
    [InlineData("portal.example/ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n")]
    public void What_is_no_checkpoint_is_not_read(string note) => Assert.Null(SignedCheckpoint.TryParse(note));

    [Fact]
    public async Task Openssl_alone_checks_the_signature()
    {
        var folder = Directory.CreateTempSubdirectory("portal-checkpoint-").FullName;
        var signed = SignedCheckpoint.Sign(new("portal.example/ledger", 7, Root), _key);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), _key.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllBytesAsync(Path.Combine(folder, "signature"), signed.Signatures[0].Signature);
        await File.WriteAllBytesAsync(Path.Combine(folder, "text"), Encoding.UTF8.GetBytes(signed.Checkpoint.Text));

        using var openssl = Process.Start(new ProcessStartInfo("openssl", "dgst -sha256 -verify key.pem -signature signature text") { WorkingDirectory = folder, RedirectStandardOutput = true });
        Assert.NotNull(openssl);
        await openssl.WaitForExitAsync();

        Assert.Equal(0, openssl.ExitCode);
        Directory.Delete(folder, recursive: true);
    }
}
