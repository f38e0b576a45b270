using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// What a version's inputs and outputs looked like when it was evaluated, as bins that never change again. A later evaluation
/// of the same version leaves the first baseline as it is: a yardstick that moves measures nothing.
/// </summary>
public sealed class Baseline
{
    private Baseline() { }

    public VersionId ModelVersion { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>The evaluation rows that it was made from.</summary>
    public Digest Rows { get; private set; } = Digest.Of([]);

    public int RowCount { get; private set; }

    /// <summary>The bins, as JSON.</summary>
    public byte[] Bins { get; private set; } = [];

    /// <summary>How its predictions came out, where that is known and the rows do not say it.</summary>
    public BaselineOutcome? Outcome { get; private set; }

    internal static string ToJson(IReadOnlyList<LabelBand>? bands) => JsonSerializer.Serialize([.. bands ?? []], OutcomeJson.Default.ListLabelBand);

    internal static IReadOnlyList<LabelBand>? FromJson(string json) => JsonSerializer.Deserialize(json, OutcomeJson.Default.ListLabelBand);

    internal static Baseline Of(VersionId version, Digest rows, int rowCount, byte[] bins, BaselineOutcome? outcome, DateTimeOffset now) =>
        new() { ModelVersion = version, MadeAt = now, Rows = rows, RowCount = rowCount, Bins = bins, Outcome = outcome };
}

[JsonSerializable(typeof(List<LabelBand>))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
