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

    /// <summary>In the hours that nobody was there to see, one row in two.</summary>
    public const int RowsOfPastMinute = 60;
    private const int LeastRows = 3;
    private const int RowsMore = 3;

    // A cycle of the feature that moves, in minutes: twenty to go, twenty there, twenty back, an hour at rest.
    private const double Cycle = 120;
    private const double Leg = 20;

    // It costs nine hundredths of F1 in a week, and three more on the day on which the bank is made.
    private const double Missed = 0.04;
    private const double MissedMore = 0.012;
    private static readonly TimeSpan Worsening = TimeSpan.FromDays(7);
    private static readonly TimeSpan Holding = TimeSpan.FromDays(11);
    private static readonly TimeSpan WorseningMore = TimeSpan.FromDays(1);

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

    /// <summary>From here on it misses more and more of what it is there to find; null while it holds.</summary>
    public DateTimeOffset? WorsensFrom { get; init; }

    public static long SlotOf(DateTimeOffset time) => time.UtcTicks / Slot.Ticks;

    /// <summary>The rows of one slot, one a line.</summary>
    public byte[] RowsOf(long slot) => Lines(Of(slot), Write);

    /// <summary>What turned out to be right of them, one a line.</summary>
    public byte[] LabelsOf(long slot) => Lines(Of(slot), WriteLabel);

    /// <summary>The rows of minutes that went by while the demo was not running.</summary>
    public byte[] RowsOfPast(DateTimeOffset minute, int minutes) => Lines(OfPast(minute, minutes), Write);

    /// <summary>Likewise what turned out to be right of them.</summary>
    public byte[] LabelsOfPast(DateTimeOffset minute, int minutes) => Lines(OfPast(minute, minutes), WriteLabel);

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

    /// <summary>Which share of what it let pass turns out to be what it should have found: slowly for days, then on to where it is serious within hours.</summary>
    public double MissedAt(DateTimeOffset time) => WorsensFrom is not { } from || time < from ? 0
        : (Missed * Math.Min(1, (time - from) / Worsening)) + (MissedMore * Math.Clamp((time - from - Holding) / WorseningMore, 0, 1));

    private static IEnumerable<RowAt> Of(long slot)
    {
        var start = new DateTimeOffset(slot * Slot.Ticks, TimeSpan.Zero);
        var chance = Chance.Of((ulong)slot, 3, 5);
        var count = LeastRows + (int)(RowsMore * chance.Share());
        return Enumerable.Range(0, count).Select(index => new RowAt(slot, index, start + (Slot * index / count)));
    }

    private static IEnumerable<RowAt> OfPast(DateTimeOffset minute, int minutes) => Enumerable.Range(0, minutes * RowsOfPastMinute).Select(index =>
    {
        var time = minute + (TimeSpan.FromMinutes(1) * index / RowsOfPastMinute);
        return new RowAt(SlotOf(time), index, time);
    });

    private static byte[] Lines(IEnumerable<RowAt> rows, Action<Utf8JsonWriter, RowAt> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        foreach (var row in rows)
        {
            write(json, row);
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
        var hash = Digest.Of(Encoding.UTF8.GetBytes(id)).ToHash();
        json.WriteString("subject", $"C-{10_000 + (hash[0] * 256) + hash[1]}");
        json.WriteStartObject("contributions");
        foreach (var (name, value) in row.Contributions)
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private void WriteLabel(Utf8JsonWriter json, RowAt at)
    {
        json.WriteStartObject();
        json.WriteString("id", at.Id);
        json.WriteString("label", CaseOf(at).Label);
        json.WriteEndObject();
    }

    private DemoCase CaseOf(RowAt at) => Model.LiveRow(at.Slot, at.Index, MovedAt(at.Time), MissedAt(at.Time));

    private void Write(Utf8JsonWriter json, RowAt at)
    {
        var row = CaseOf(at);
        json.WriteStartObject();
        json.WriteString("id", at.Id);
        json.WriteString("time", at.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
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
        json.WriteNumber("score", row.Score);
        if (row.Contributions.Count > 0)
            WriteExplained(json, at.Id, row);
        json.WriteNumber("latencyMs", Latency(at.Slot, at.Index));
        json.WriteEndObject();
    }

    private readonly record struct RowAt(long Slot, int Index, DateTimeOffset Time)
    {
        public string Id => $"{Slot}-{Index}";
    }
}
