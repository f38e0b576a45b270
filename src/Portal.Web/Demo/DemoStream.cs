using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>The live traffic of one version of the demo, as a pure function of time.</summary>
/// <param name="System">The code of the system.</param>
/// <param name="Version">The label of its version.</param>
/// <param name="Model">What makes the rows.</param>
/// <param name="Drifts">Whether one of its features moves now and then.</param>
internal sealed record DemoStream(string System, string Version, DemoModel Model, bool Drifts)
{
    public static readonly TimeSpan Slot = TimeSpan.FromSeconds(2);

    /// <summary>In the hours that nobody was there to see, one row in six.</summary>
    public const int RowsOfPastMinute = 60;
    private const int LeastRows = 9;
    private const int RowsMore = 7;

    // A cycle of the feature that moves, in minutes: twenty to go, twenty there, twenty back, an hour at rest.
    private const double Cycle = 120;
    private const double Leg = 20;

    /// <summary>From this minute of a cycle on the moving feature is where it moves to.</summary>
    public static readonly TimeSpan MovedFrom = TimeSpan.FromMinutes(Leg + 2);

    /// <summary>The last cycles whose first hour is over, as their beginnings, in the order of time.</summary>
    public static IEnumerable<DateTimeOffset> HoursThatMoveBefore(DateTimeOffset now, int count)
    {
        var cycle = TimeSpan.FromMinutes(Cycle);
        var over = (now - TimeSpan.FromHours(1)).UtcTicks;
        var last = new DateTimeOffset(over - (over % cycle.Ticks), TimeSpan.Zero);
        return Enumerable.Range(0, count).Select(back => last - (cycle * (count - 1 - back)));
    }

    public static long SlotOf(DateTimeOffset time) => time.UtcTicks / Slot.Ticks;

    /// <summary>The rows of one slot, one a line.</summary>
    public byte[] RowsOf(long slot)
    {
        var start = new DateTimeOffset(slot * Slot.Ticks, TimeSpan.Zero);
        var chance = Chance.Of((ulong)slot, 3, 5);
        var count = LeastRows + (int)(RowsMore * chance.Share());
        return Lines(Enumerable.Range(0, count).Select(index => (slot, index, start + (Slot * index / count))));
    }

    /// <summary>The rows of minutes that went by while the demo was not running.</summary>
    public byte[] RowsOfPast(DateTimeOffset minute, int minutes) =>
        Lines(Enumerable.Range(0, minutes * RowsOfPastMinute).Select(index =>
        {
            var time = minute + (TimeSpan.FromMinutes(1) * index / RowsOfPastMinute);
            return (SlotOf(time), index, time);
        }));

    /// <summary>What a person said of one of a slot's cases: one in twelve is overridden.</summary>
    public byte[] ReviewOf(long slot)
    {
        var chance = Chance.Of((ulong)slot, 13, 1);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = $"{slot}-0",
            version = Version,
            outcome = chance.Share() < 1 / 12.0 ? "overridden" : "upheld",
            seconds = Math.Round(40 + (200 * chance.Share())),
        });
    }

    /// <summary>How far the moving feature is from where it was trained, 0 to 1.</summary>
    public double MovedAt(DateTimeOffset time) => !Drifts ? 0 : (time.UtcTicks / (double)TimeSpan.TicksPerMinute % Cycle) switch
    {
        < Leg and var minute => minute / Leg,
        < 2 * Leg => 1,
        < 3 * Leg and var minute => 3 - (minute / Leg),
        _ => 0,
    };

    private byte[] Lines(IEnumerable<(long Slot, int Index, DateTimeOffset Time)> rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        foreach (var (slot, index, time) in rows)
        {
            Write(json, $"{slot}-{index}", time, Latency(slot, index), Model.LiveRow(slot, index, MovedAt(time)));
            json.Flush();
            json.Reset();
            bytes.Write("\n"u8);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Around 20 milliseconds, now and then many more.</summary>
    private static double Latency(long slot, int index)
    {
        var chance = Chance.Of((ulong)slot, 11, (ulong)index);
        return Math.Round(Math.Exp(3 + (0.45 * chance.Normal())), 1);
    }

    /// <summary>Of whom it was, by the bank's own number, and what moved it.</summary>
    private static void WriteExplained(Utf8JsonWriter json, string id, DemoCase row)
    {
        var customer = 10_000 + (Digest.Of(Encoding.UTF8.GetBytes(id)).ToHash()[0] * 256) + (id.Length * 7 % 256);
        json.WriteString("subject", $"C-{customer}");
        json.WriteStartObject("contributions");
        foreach (var (name, value) in row.Contributions)
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, string id, DateTimeOffset time, double latency, DemoCase row)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("version", Version);
        json.WriteStartObject("features");
        foreach (var (name, value) in row.Features)
        {
            json.WritePropertyName(name);
            if (value.Number is { } number) json.WriteNumberValue(number);
            else json.WriteStringValue(value.Text);
        }

        json.WriteEndObject();
        json.WriteString("prediction", row.Prediction);
        if (row.Contributions.Count > 0)
            WriteExplained(json, id, row);
        json.WriteNumber("latencyMs", latency);
        json.WriteEndObject();
    }
}
