using System.Text.Json;
using Portal.Monitoring.Labels;

namespace Portal.Monitoring.Rows;

/// <summary>The reader's state while it goes through one post.</summary>
internal ref struct RowReader
{
    private readonly FeatureTable _features;
    private readonly List<string> _versions;
    private readonly PredictionBatch _batch;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly bool _isArray;
    private Utf8JsonReader _json;
    private Member _seen;
    private DateTimeOffset _time;
    private int _version;
    private long _key;
    private double? _latency;
    private long? _cost;

    public RowReader(ReadOnlySpan<byte> body, DateTimeOffset from, DateTimeOffset to)
    {
        (_from, _to) = (from, to);
        _isArray = body.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 4, AllowMultipleValues = !_isArray });
        _features = new FeatureTable();
        _versions = [];
        _batch = new PredictionBatch(_features, _versions);
    }

    [Flags]
    private enum Member
    {
        None = 0,
        Id = 1,
        Time = 2,
        Version = 4,
        Features = 8,
        Prediction = 16,
        Score = 32,
        Latency = 64,
        Cost = 128,
        Subject = 256,
        Contributions = 512,
    }

    /// <summary>The row at hand, counted from 1; 0 before the first.</summary>
    public int Row { get; private set; }

    public PredictionBatch ReadAll()
    {
        if (_isArray)
            _json.Read();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            ReadRow();

        // After the array only white space may follow; anything else makes this throw.
        if (_isArray)
            _json.Read();
        if (_batch.Rows == 0)
            throw new BadRowException(0, null, "There is no row in it.");

        _features.Close();
        return _batch;
    }

    private void ReadRow()
    {
        if (++Row > PredictionReader.MostRows)
            throw new BadRowException(0, null, $"A post holds at most {PredictionReader.MostRows:N0} rows; send the rest in another.");
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Bad(null, "A row is a JSON object.");

        (_seen, _latency, _cost) = (Member.None, null, null);
        var start = (int)_json.TokenStartIndex;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            ReadMember();

        Demand(Member.Id, "id");
        Demand(Member.Time, "time");
        Demand(Member.Version, "version");
        Demand(Member.Features, "features");
        Demand(Member.Prediction, "prediction");
        _batch.Add(_time, _version, _key, new RowFigures(_latency, _cost), start..(int)_json.BytesConsumed);
    }

    private void ReadMember()
    {
        if (_json.ValueTextEquals("id"u8)) ReadId();
        else if (_json.ValueTextEquals("time"u8)) ReadTime();
        else if (_json.ValueTextEquals("version"u8)) ReadVersion();
        else if (_json.ValueTextEquals("features"u8)) ReadFeatures();
        else if (_json.ValueTextEquals("prediction"u8)) ReadPrediction();
        else if (_json.ValueTextEquals("score"u8)) ReadScore();
        else if (_json.ValueTextEquals("latencyMs"u8)) _latency = ReadFigure(Member.Latency, "latencyMs");
        else if (_json.ValueTextEquals("costMicros"u8)) ReadCost();
        else if (_json.ValueTextEquals("subject"u8)) ReadShortText(Member.Subject, "subject");
        else if (_json.ValueTextEquals("contributions"u8)) ReadContributions();
        else throw Bad(Shown(_json.GetString()), "No prediction has a member of this name.");
    }

    private void ReadShortText(Member member, string field)
    {
        Open(member, field);
        if (_json.TokenType != JsonTokenType.String)
            throw Bad(field, "This is a text.");
        MustBeShort(field, PredictionReader.LongestName);
        if (_json.ValueSpan.IsEmpty)
            throw Bad(field, "This is empty.");
        MustBeStorable(field);
    }

    private void ReadId()
    {
        ReadShortText(Member.Id, "id");
        _key = _json.ValueIsEscaped ? JoinRow.KeyOf(_json.GetString() ?? "") : JoinRow.KeyOf(_json.ValueSpan);
    }

    private void ReadTime()
    {
        Open(Member.Time, "time");
        if (_json.TokenType != JsonTokenType.String || !HasOffset(_json.ValueSpan) || !_json.TryGetDateTimeOffset(out var time))
            throw Bad("time", "This is an instant with its offset, as 2026-11-02T12:00:00Z.");
        if (time < _from)
            throw Bad("time", $"This is more than {(_to - PredictionReader.Ahead - _from).TotalDays:0} days ago.");
        if (time > _to)
            throw Bad("time", $"This is more than {PredictionReader.Ahead.TotalMinutes:0} minutes in the future.");
        _time = time.ToUniversalTime();
    }

    private void ReadVersion()
    {
        Open(Member.Version, "version");
        if (_json.TokenType != JsonTokenType.String)
            throw Bad("version", "This is the label or the digest of a version.");
        MustBeShort("version", PredictionReader.LongestName);

        var text = _features.Text(ref _json);
        _version = _versions.IndexOf(text);
        if (_version >= 0)
            return;
        if (_versions.Count == PredictionReader.MostVersions)
            throw Bad("version", $"A post is about at most {PredictionReader.MostVersions} versions.");
        _version = _versions.Count;
        _versions.Add(text);
    }

    private void ReadPrediction()
    {
        Open(Member.Prediction, "prediction");
        if (_json.TokenType == JsonTokenType.Null)
            throw Bad("prediction", "A prediction is a number or a text.");
        ReadValue(_features.Prediction, "prediction");
    }

    private void ReadFeatures()
    {
        Open(Member.Features, "features");
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Bad("features", "This is an object of named values.");

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var column = _features.Guess(ref _json) ?? FindFeature();
            if (_features.IsOutput(column))
                throw Bad($"features.{column.Name}", "The name stands for what the model gave out, so no feature can have it.");
            _json.Read();
            ReadValue(column, null);
        }
    }

    private FeatureColumn FindFeature()
    {
        if (_json.ValueSpan.Length > 6 * PredictionReader.LongestName || _json.GetString() is not { Length: > 0 and <= PredictionReader.LongestName } name)
            throw Bad("features", $"A feature's name has 1 to {PredictionReader.LongestName} characters.");
        if (_features.Find(name) is null && _features.Inputs == PredictionReader.MostFeatures)
            throw Bad("features", $"There are more than {PredictionReader.MostFeatures} features.");

        var column = _features.ColumnOf(name);
        _features.Follow(column);
        return column;
    }

    /// <summary>Reads a number, a text or null into the column; <paramref name="field"/> is absent for a feature.</summary>
    private void ReadValue(FeatureColumn column, string? field)
    {
        var row = _batch.Rows;
        var isFirst = _json.TokenType switch
        {
            JsonTokenType.Number => column.TrySet(row, Number(field ?? $"features.{column.Name}")),
            JsonTokenType.Null => column.TrySet(row, double.NaN),
            JsonTokenType.String => column.TrySet(row, ShortText(field ?? $"features.{column.Name}")),
            _ => throw Bad(field ?? $"features.{column.Name}", "This is a number, a text or null."),
        };
        if (!isFirst)
            throw Bad(field ?? $"features.{column.Name}", "This stands twice.");
    }

    private void ReadScore()
    {
        if (ReadNumber(Member.Score, "score") is { } score)
            _features.Score.TrySet(_batch.Rows, score);
    }

    private void ReadCost()
    {
        if (ReadFigure(Member.Cost, "costMicros") is not { } cost)
            return;
        if (cost > PredictionReader.HighestCost)
            throw Bad("costMicros", $"One prediction costs at most {PredictionReader.HighestCost:N0}.");
        _cost = (long)Math.Round(cost, MidpointRounding.AwayFromZero);
    }

    private double? ReadFigure(Member member, string field) =>
        ReadNumber(member, field) is not { } figure ? null : figure >= 0 ? figure : throw Bad(field, "This is not negative.");

    private double? ReadNumber(Member member, string field)
    {
        Open(member, field);
        return _json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => Number(field),
            _ => throw Bad(field, "This is a number."),
        };
    }

    private void ReadContributions()
    {
        Open(Member.Contributions, "contributions");
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Bad("contributions", "This is an object of numbers by feature.");

        var count = 0;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (++count > PredictionReader.MostFeatures)
                throw Bad("contributions", $"There are more than {PredictionReader.MostFeatures} of them.");
            if (_json.ValueSpan.IsEmpty)
                throw Bad("contributions", $"A feature's name has 1 to {PredictionReader.LongestName} characters.");
            MustBeShort("contributions", PredictionReader.LongestName);
            _json.Read();
            if (_json.TokenType != JsonTokenType.Number)
                throw Bad("contributions", "This is an object of numbers by feature.");
            Number("contributions");
        }
    }

    private double Number(string field) =>
        _json.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Bad(field, "The number is too large.");

    private string ShortText(string field)
    {
        MustBeShort(field, PredictionReader.LongestText);
        MustBeStorable(field);
        return _features.Text(ref _json);
    }

    private void MustBeShort(string field, int most)
    {
        // One character has at most six bytes, escaped; only what may be too long is counted.
        if (_json.ValueSpan.Length > most && (_json.ValueSpan.Length > 6 * most || _json.GetString()?.Length > most))
            throw Bad(field, $"This has more than {most} characters.");
    }

    /// <summary>PostgreSQL has no text with a NUL in it; JSON can only write one escaped.</summary>
    private void MustBeStorable(string field)
    {
        if (_json.ValueIsEscaped && _json.GetString()?.Contains('\0', StringComparison.Ordinal) == true)
            throw Bad(field, "This has a character that no text can hold.");
    }

    private void Open(Member member, string field)
    {
        if ((_seen & member) != 0)
            throw Bad(field, "This stands twice.");
        _seen |= member;
        _json.Read();
    }

    private readonly void Demand(Member member, string field)
    {
        if ((_seen & member) == 0)
            throw Bad(field, "This is missing.");
    }

    private readonly BadRowException Bad(string? field, string message) => new(Row, field, message);

    private static string Shown(string? name) => name is { Length: > 40 } ? name[..40] + "…" : name ?? "";

    /// <summary>Without an offset an instant would be taken in the server's own zone.</summary>
    private static bool HasOffset(ReadOnlySpan<byte> text) => text is [.., (byte)'Z'] or [.., (byte)'+' or (byte)'-', _, _, (byte)':', _, _];
}
