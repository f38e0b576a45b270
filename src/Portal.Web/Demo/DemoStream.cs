using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>
/// The traffic of one version of the demo, as a pure function of time: what the seeder brings of days that went by, what is made up for after
/// a pause and what is sent while it is watched are parts of one process.
/// </summary>
/// <param name="System">The code of the system.</param>
/// <param name="Version">The label of its version.</param>
/// <param name="Model">What makes the rows.</param>
internal sealed record DemoStream(string System, string Version, DemoModel Model)
{
    public static readonly TimeSpan Slot = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Rows a minute: more at noon than at midnight, and at no hour too few to judge it.
    private const double Rows = 12;
    private const double RowsMore = 3;
    private const double RowsAsItFalls = 3;

    // A day and a half up to where outputs follow, and slowly on.
    private const double Moved = 0.85;
    private const double MovedADay = 0.15;
    private const double MovedAtMost = 1.3;
    private static readonly TimeSpan Moving = TimeSpan.FromHours(36);

    // It costs nine hundredths of F1 in a week, and three more on the day on which the bank is made.
    private const double Missed = 0.04;
    private const double MissedMore = 0.012;
    private static readonly TimeSpan Worsening = TimeSpan.FromDays(7);
    private static readonly TimeSpan Holding = TimeSpan.FromDays(11);
    private static readonly TimeSpan WorseningMore = TimeSpan.FromDays(1);

    /// <summary>From here on one of its features moves away from where it was trained; null while it stays.</summary>
    public DateTimeOffset? DriftsFrom { get; init; }

    /// <summary>From here on it misses more and more of what it is there to find; null while it holds.</summary>
    public DateTimeOffset? WorsensFrom { get; init; }

    public static long SlotOf(DateTimeOffset time) => time.UtcTicks / Slot.Ticks;

    public static DateTimeOffset StartOf(long slot) => new(slot * Slot.Ticks, TimeSpan.Zero);

    /// <summary>The rows from one instant to before another, one a line.</summary>
    public byte[] RowsBetween(DateTimeOffset from, DateTimeOffset to) => Lines(Between(from, to), Write);

    /// <summary>Likewise what turned out to be right of them.</summary>
    public byte[] LabelsBetween(DateTimeOffset from, DateTimeOffset to) => Lines(Between(from, to), WriteLabel);

    /// <summary>What a person said of the first case of a minute: one in twelve is overridden.</summary>
    public byte[] ReviewOf(DateTimeOffset minute)
    {
        var number = minute.UtcTicks / Minute.Ticks;
        var chance = Chance.Of((ulong)number, 13, 1);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = new RowAt(number, 0, minute).Id,
            version = Version,
            outcome = chance.Share() < 1 / 12.0 ? "overridden" : "upheld",
            seconds = Math.Round(40 + (200 * chance.Share())),
        });
    }

    /// <summary>How far the moving feature is from where it was trained; 1 is most of a standard deviation.</summary>
    public double MovedAt(DateTimeOffset time) => DriftsFrom is not { } from || time < from ? 0
        : time < from + Moving ? Moved * ((time - from) / Moving)
        : Math.Min(MovedAtMost, Moved + (MovedADay * (time - from - Moving).TotalDays));

    /// <summary>Which share of what it let pass turns out to be what it should have found: slowly for days, then on to where it is serious within hours.</summary>
    public double MissedAt(DateTimeOffset time) => WorsensFrom is not { } from || time < from ? 0
        : (Missed * Math.Min(1, (time - from) / Worsening)) + (MissedMore * Math.Clamp((time - from - Holding) / WorseningMore, 0, 1));

    private static IEnumerable<RowAt> Between(DateTimeOffset from, DateTimeOffset to)
    {
        for (var minute = from.UtcTicks / Minute.Ticks; minute * Minute.Ticks < to.UtcTicks; minute++)
        {
            foreach (var row in Of(minute).Where(row => row.Time >= from && row.Time < to))
                yield return row;
        }
    }

    private static IEnumerable<RowAt> Of(long minute)
    {
        var start = new DateTimeOffset(minute * Minute.Ticks, TimeSpan.Zero);
        var chance = Chance.Of((ulong)minute, 3, 5);
        var count = (int)(Rows - (RowsMore * Math.Cos(2 * Math.PI * start.TimeOfDay.TotalDays)) + (RowsAsItFalls * (chance.Share() - 0.5)));
        return Enumerable.Range(0, count).Select(index => new RowAt(minute, index, start + (Minute * index / count)));
    }

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
    private static double Latency(RowAt at)
    {
        var chance = Chance.Of((ulong)at.Minute, 11, (ulong)at.Index);
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

    private DemoCase CaseOf(RowAt at) => Model.LiveRow(at.Minute, at.Index, MovedAt(at.Time), MissedAt(at.Time));

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
        json.WriteNumber("latencyMs", Latency(at));
        json.WriteEndObject();
    }

    private readonly record struct RowAt(long Minute, int Index, DateTimeOffset Time)
    {
        public string Id => $"{Minute}-{Index}";
    }
}
