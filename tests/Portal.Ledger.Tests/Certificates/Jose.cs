namespace Portal.Ledger.Tests.Certificates;

/// <summary>What another implementation of JWT made.</summary>
internal static class Jose
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Certificates", "Jose");

    public static byte[] Keys => File.ReadAllBytes(Path.Combine(_folder, "jwks.json"));

    public static string Certificate => File.ReadAllText(Path.Combine(_folder, "certificate.jwt")).Trim();
}
