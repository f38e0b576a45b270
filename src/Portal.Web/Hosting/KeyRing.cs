using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;

namespace Portal.Web.Hosting;

/// <summary>
/// Data Protection's keys live in the database, so that every node reads the same cookies, sealed under a key that is not in the
/// database: <c>keys/ring.key</c> in the data directory, made at first start, readable by the portal's user alone.
/// </summary>
internal static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton(new RingKey(Path.Combine(options.DataDirectory, "keys", "ring.key")));
        services.AddDataProtection().SetApplicationName("AI governance portal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, Places>();
    }

    private sealed class Places(IDbContextFactory<PortalDb> dbs, RingKey key) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            options.XmlRepository = new Repository(dbs);
            options.XmlEncryptor = new Sealing(key);
        }
    }

    private sealed class Repository(IDbContextFactory<PortalDb> dbs) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = dbs.CreateDbContext();
            return [.. db.RingElements.AsNoTracking().OrderBy(element => element.Name).Select(element => element.Xml).AsEnumerable().Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var db = dbs.CreateDbContext();
            db.RingElements.Add(new RingElement(friendlyName, element.ToString(SaveOptions.DisableFormatting)));

            // The interface is synchronous; this happens once a quarter, off the thread that waits.
            Task.Run(() => db.SaveChangesAsync()).GetAwaiter().GetResult();
        }
    }

    private sealed class Sealing(RingKey key) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            return new(new XElement("sealed", Convert.ToBase64String(key.Seal(plain))), typeof(Unsealing));
        }
    }

    internal sealed class Unsealing(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<RingKey>().Unseal(Convert.FromBase64String(encryptedElement.Value))));
    }
}

/// <summary>AES-256-GCM under a key of 32 random bytes in a file of mode 0600.</summary>
internal sealed class RingKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly Lazy<byte[]> _key;

    public RingKey(string path) => _key = new(() => ReadOrMake(path));

    public byte[] Seal(byte[] plain)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key.Value, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length));
        return box;
    }

    public byte[] Unseal(byte[] box)
    {
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key.Value, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain);
        return plain;
    }

    private static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
            KeyFile.Write(path, RandomNumberGenerator.GetBytes(32));
        return File.ReadAllBytes(path);
    }
}
