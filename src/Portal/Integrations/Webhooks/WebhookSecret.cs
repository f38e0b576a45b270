using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>
/// A webhook's secret, and what it signs (Standard Webhooks 1.0): HMAC-SHA256 over id, time and body. In the database it is sealed,
/// each for its own webhook.
/// </summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    /// <summary>As it is shown once, to be written down on the other side.</summary>
    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Seal(SealingKey key, WebhookId webhook, string secret) => key.Seal(KeyOf(secret), Webhook.SubjectOf(webhook));

    public static byte[] Unseal(SealingKey key, WebhookId webhook, byte[] box) => key.Unseal(box, Webhook.SubjectOf(webhook));

    /// <summary>One signature a key, parted by spaces: during a rotation the other side finds the one that it knows.</summary>
    public static string Sign(IEnumerable<byte[]> keys, string id, DateTimeOffset time, string body)
    {
        var signed = Encoding.UTF8.GetBytes($"{id}.{Timestamp(time)}.{body}");
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    public static string Timestamp(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
