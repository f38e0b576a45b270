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
/// Data Protection's keys live in the database, so that every node reads the same cookies, sealed under a key that is not in
/// the database.
/// </summary>
internal static class KeyRing
{
    // Empty, since keys that were sealed before purposes were told apart have none.
    private const string Purpose = "";

    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AI governance portal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, Places>();
    }

    private sealed class Places(IDbContextFactory<PortalDb> dbs, SealingKey key) : IConfigureOptions<KeyManagementOptions>
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

    private sealed class Sealing(SealingKey key) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            return new(new XElement("sealed", Convert.ToBase64String(key.Seal(plain, Purpose))), typeof(Unsealing));
        }
    }

    internal sealed class Unsealing(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<SealingKey>().Unseal(Convert.FromBase64String(encryptedElement.Value), Purpose)));
    }
}
