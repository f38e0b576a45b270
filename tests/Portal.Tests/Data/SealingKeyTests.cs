using System.Security.Cryptography;
using Portal.Data;

namespace Portal.Tests.Data;

public sealed class SealingKeyTests : IDisposable
{
    private static readonly byte[] Secret = "a secret"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-sealing-").FullName;

    private string KeyPath => Path.Combine(_folder, "keys", "ring.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_sealed_opens_again_after_a_restart()
    {
        var box = new SealingKey(KeyPath).Seal(Secret, "webhook/1");

        Assert.Equal(Secret, new SealingKey(KeyPath).Unseal(box, "webhook/1"));
    }

    [Fact]
    public void What_was_sealed_for_one_thing_does_not_open_for_another()
    {
        var key = new SealingKey(KeyPath);
        var box = key.Seal(Secret, "webhook/1");

        Assert.ThrowsAny<CryptographicException>(() => key.Unseal(box, "webhook/2"));
    }

    [Fact]
    public void A_box_that_was_changed_or_cut_does_not_open()
    {
        var key = new SealingKey(KeyPath);
        var box = key.Seal(Secret, "");
        var changed = box.ToArray();
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => key.Unseal(changed, ""));
        Assert.ThrowsAny<CryptographicException>(() => key.Unseal(box[..20], ""));
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        var box = new SealingKey(KeyPath).Seal(Secret, "");

        Assert.ThrowsAny<CryptographicException>(() => new SealingKey(Path.Combine(_folder, "other.key")).Unseal(box, ""));
    }

    [Fact]
    public void Only_the_portals_user_can_read_the_key()
    {
        _ = new SealingKey(KeyPath).Seal(Secret, "");

        Assert.Equal(32, new FileInfo(KeyPath).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }
}
