using System.Text;

namespace Portal.Ledger;

public static class CanonicalJson
{
    public static byte[] Write(IReadOnlyDictionary<string, object?> fields) =>
        Encoding.UTF8.GetBytes(string.Join(",", fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + "=" + f.Value)));
}
