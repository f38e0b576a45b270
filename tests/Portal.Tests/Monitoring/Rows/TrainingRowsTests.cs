using System.Buffers;
using System.Text;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Windows;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Rows;

/// <summary>The same id has the same features wherever they are computed.</summary>
public sealed class TrainingRowsTests
{
    private static readonly VersionId Version = VersionId.New(House.Noon);

    [Fact]
    public async Task Rows_of_ids_that_it_was_tried_on_are_counted_and_among_them_those_with_another_value()
    {
        var training = await Trained();
        var batch = Read(
            """{"id":"same","time":"2026-11-02T11:59:00Z","version":"v1","features":{"income":1000.0000000001,"region":"north"},"prediction":"yes"}""",
            """{"id":"other number","time":"2026-11-02T11:59:00Z","version":"v1","features":{"income":1001,"region":"north"},"prediction":"yes"}""",
            """{"id":"other text","time":"2026-11-02T11:59:00Z","version":"v1","features":{"income":1000,"region":"south"},"prediction":"yes"}""",
            """{"id":"missing","time":"2026-11-02T11:59:00Z","version":"v1","features":{"income":1000},"prediction":"no"}""",
            """{"id":"never seen","time":"2026-11-02T11:59:00Z","version":"v1","features":{"income":5},"prediction":"no"}""");
        var tally = new Tally(_ => null, _ => training);

        tally.Add(batch, [Version], House.Noon);

        var counts = Assert.Single(tally.Minutes).Value;
        Assert.Equal((4, 3), (counts.Total(Counted.Compared), counts.Total(Counted.Skewed)));
    }

    private static async Task<TrainingRows> Trained()
    {
        var bytes = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, new[] { "same", "other number", "other text", "missing" }.Select(id => new EvaluationRow(id, "yes", "yes", new Dictionary<string, FeatureValue>
        {
            ["income"] = FeatureValue.Of(1000),
            ["region"] = FeatureValue.Of("north"),
        })));
        return await TrainingRows.Read(new MemoryStream(bytes.WrittenMemory.ToArray()), default);
    }

    private static PredictionBatch Read(params string[] rows) => PredictionReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', rows)), House.Noon).Value;
}
