using System.Text.Json;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>Reads a post of few and small rows, a JSON array or one object after another (NDJSON): whole or refused.</summary>
internal static class PlainRows
{
    public static Result<IReadOnlyList<T>> Read<T>(ReadOnlySpan<byte> body, IReadOnlyCollection<string> known, Func<RowFields, T> read)
    {
        var row = 0;
        try
        {
            body = PredictionReader.WithoutMark(body);
            var isArray = body.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 4, AllowMultipleValues = !isArray });
            var rows = new List<T>();
            if (isArray)
                json.Read();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (++row > PredictionReader.MostRows)
                    return PredictionReader.Refused(0, null, $"A post holds at most {PredictionReader.MostRows:N0} rows; send the rest in another.");
                using var document = JsonDocument.ParseValue(ref json);
                rows.Add(read(new RowFields(row, document.RootElement, known)));
            }

            // After the array only white space may follow; anything else makes this throw.
            if (isArray)
                json.Read();
            return rows.Count > 0 ? rows : PredictionReader.Refused(0, null, "There is no row in it.");
        }
        catch (BadRowException fault)
        {
            return PredictionReader.Refused(fault.Row, fault.Field, fault.Message);
        }
        catch (JsonException)
        {
            return PredictionReader.Refused(row, null, "This is not JSON that can be read here: an array of rows, or one row a line.");
        }
        catch (InvalidOperationException)
        {
            return PredictionReader.Refused(row, null, "A text is not valid Unicode.");
        }
    }
}
