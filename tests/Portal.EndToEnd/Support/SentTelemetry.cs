using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Portal.EndToEnd.Support;

/// <summary>Telemetry of every kind about one version, as it was acknowledged and as the portal has counted it.</summary>
internal sealed class SentTelemetry(Insistent caller, string system, DateTimeOffset minute)
{
    private const int RowsOfPost = 40;
    private const int MinutesOfRows = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, long> _acknowledged = [];

    public IReadOnlyDictionary<string, long> Acknowledged => new SortedDictionary<string, long>(_acknowledged, StringComparer.Ordinal);

    /// <summary>A post under its own name as a key: predictions-7.</summary>
    public Task SendAsync(string name) => SendAsync(name, RowsOfPost, index => minute.AddMinutes(-(index % MinutesOfRows)));

    /// <summary>
    /// A last row of each kind, a minute later, is counted after everything before it. Labels have no time: theirs are rows of the database.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> CountedAsync(string dataDirectory)
    {
        var kinds = Acknowledged.Keys.Order(StringComparer.Ordinal).ToList();
        foreach (var kind in kinds.OrderBy(kind => kind == "predictions"))
            await SendAsync($"{kind}-last", 1, _ => minute.AddMinutes(1));
        await Wait.UntilAsync(Patience, "the last rows were counted", async () => (await PointsAsync("predictions")).Any(point => point.Time > minute));

        SortedDictionary<string, long> counted = new(StringComparer.Ordinal);
        foreach (var kind in kinds)
            counted[kind] = kind == "labels" ? Labels(dataDirectory) : (await PointsAsync(kind)).Sum(point => point.N);
        return counted;
    }

    private async Task SendAsync(string name, int rows, Func<int, DateTimeOffset> timeOf)
    {
        var (kind, post) = name.Split('-') is [var first, var second] ? (first, second) : throw new ArgumentException("A post is named after its kind and number.", nameof(name));
        var body = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, rows).Select(index => Row(kind, $"{post}-{index}", timeOf(index))));
        using var answer = await caller.PostAsync($"/api/v1/telemetry/{kind}?system={system}", name, () => new ByteArrayContent(body));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(rows, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32());
        _acknowledged.AddOrUpdate(kind, rows, (_, before) => before + rows);
    }

    private async Task<IReadOnlyList<(DateTimeOffset Time, long N)>> PointsAsync(string kind)
    {
        var (metric, line) = kind switch { "feedback" => ("feedback", "up"), "reviews" => ("reviews", "overridden"), _ => ("rows", kind) };
        using var answer = await caller.GetAsync($"/api/v1/systems/{system}/monitoring?version=v0&metric={metric}&to={Uri.EscapeDataString($"{minute.AddMinutes(2):O}")}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("series").EnumerateArray();
        return [.. lines.Where(one => one.GetProperty("name").GetString() == line).SelectMany(one => one.GetProperty("points").EnumerateArray())
            .Select(point => (point.GetProperty("time").GetDateTimeOffset(), point.GetProperty("n").GetInt64()))];
    }

    /// <summary>Those that have met their prediction, and those that wait for it.</summary>
    private static long Labels(string dataDirectory)
    {
        using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "portal.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        db.Open();
        using var count = db.CreateCommand();
        count.CommandText = """SELECT (SELECT COUNT(*) FROM "JoinRows" WHERE "Label" = 'right-by-load') + (SELECT COUNT(*) FROM "WaitingLabels" WHERE "Label" = 'right-by-load')""";
        return Convert.ToInt64(count.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static object Row(string kind, string id, DateTimeOffset time) => kind switch
    {
        "predictions" => new { id, time, version = "v0", features = new { amount = id.Length * 7 }, prediction = "yes" },
        "labels" => new { id, label = "right-by-load" },
        "calls" => new { id, time, version = "v0", model = "m", provider = "p", inputTokens = 10, outputTokens = 5, latencyMs = 12, outcome = "ok" },
        "feedback" => new { id, time, version = "v0", rating = "up" },
        "reviews" => new { id, time, version = "v0", outcome = "overridden", seconds = 3 },
        _ => throw new ArgumentException("No telemetry is of this kind.", nameof(kind)),
    };
}
