using System.Globalization;
using System.Text;

namespace Portal.Ledger;

/// <summary>Writes RFC 8785. By hand, since System.Text.Json escapes more than section 3.2.2.2 allows.</summary>
internal static class CanonicalWriter
{
    public static byte[] Write(CanonicalValue value)
    {
        var json = new StringBuilder();
        Append(json, value);
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    private static void Append(StringBuilder json, CanonicalValue value)
    {
        switch (value)
        {
            case CanonicalValue.Object { Members: var members }:
                json.Append('{');
                for (var i = 0; i < members.Length; i++)
                {
                    if (i > 0) json.Append(',');
                    AppendText(json, members[i].Name);
                    json.Append(':');
                    Append(json, members[i].Value);
                }

                json.Append('}');
                break;
            case CanonicalValue.List { Items: var items }:
                json.Append('[');
                for (var i = 0; i < items.Length; i++)
                {
                    if (i > 0) json.Append(',');
                    Append(json, items[i]);
                }

                json.Append(']');
                break;
            case CanonicalValue.Text { Value: var text }:
                AppendText(json, text);
                break;
            case CanonicalValue.Integer { Value: var integer }:
                json.Append(integer.ToString(CultureInfo.InvariantCulture));
                break;
            case CanonicalValue.Truth { Value: var truth }:
                json.Append(truth ? "true" : "false");
                break;
            default:
                json.Append("null");
                break;
        }
    }

    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < ' ' => json.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(unit),
            };
        }

        json.Append('"');
    }
}
