using System.Text.Json;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>
/// Reads a post of predictions, a JSON array or one object after another (NDJSON), straight from its bytes. The post is whole
/// or refused: the first fault names its row and field.
/// </summary>
internal static class PredictionReader
{
    public const int MostRows = 50_000;
    public const int MostFeatures = 500;
    public const int MostVersions = 50;
    public const int LongestName = 100;
    public const int LongestText = 200;

    /// <summary>A million of the currency, in millionths: of more than that something else is wrong.</summary>
    public const long HighestCost = 1_000_000_000_000;

    /// <summary>How old an event may be, and how far a sender's clock may run ahead.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(30);
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>In a scoring run rows may be as old as the run itself, and a year of looking back.</summary>
    public static readonly TimeSpan OldestInRun = TimeSpan.FromDays(2 * RunName.OldestDays);

    public static Result<PredictionBatch> Read(ReadOnlySpan<byte> body, DateTimeOffset now) => Read(body, now, Oldest);

    public static Result<PredictionBatch> Read(ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan oldest)
    {
        var rows = new RowReader(WithoutMark(body), now - oldest, now + Ahead);
        try
        {
            return rows.ReadAll();
        }
        catch (BadRowException fault)
        {
            return Refused(fault.Row, fault.Field, fault.Message);
        }
        catch (JsonException)
        {
            return Refused(rows.Row, null, "This is not JSON that can be read here: an array of rows, or one row a line.");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader says of a text that is not UTF-8, or has half of a surrogate pair.
            return Refused(rows.Row, null, "A text is not valid Unicode.");
        }
    }

    internal static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    internal static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body[(body.Length - WithoutMark(body.Span).Length)..];

    internal static Invalid Refused(int row, string? field, string message) => new(
        (row, field) switch
        {
            (0, _) => "body",
            (_, null) => $"row {row}",
            _ => $"row {row}, {field}",
        },
        $"{message} No row was taken.");
}

/// <summary>Leaves the reader at the first fault; never seen outside of it.</summary>
internal sealed class BadRowException(int row, string? field, string message) : Exception(message)
{
    public int Row { get; } = row;

    public string? Field { get; } = field;
}
