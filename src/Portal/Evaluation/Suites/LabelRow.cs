using System.Text.Json;
using Portal.Data;
using Portal.Evaluation.Figures;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>What is right of one row, and of whom it is.</summary>
internal sealed record LabelRow(string Id, string Label)
{
    public IReadOnlyDictionary<string, string> Segments { get; init; } = EvaluationRow.NoTexts;

    public IReadOnlyDictionary<string, string> Groups { get; init; } = EvaluationRow.NoTexts;

    public bool MustPass { get; init; }

    public string? VariantOf { get; init; }

    public static LabelRow Of(MeasuredRow row) => new(row.Id, row.Label ?? "") { Segments = row.Segments, Groups = row.Groups, MustPass = row.IsMustPass, VariantOf = row.VariantOf };

    public MeasuredRow With(MeasuredRow predicted) => predicted with { Label = Label, Segments = Segments, Groups = Groups, IsMustPass = MustPass, VariantOf = VariantOf };
}

/// <summary>Labels on disk: a row a line, sealed under the portal's key for the one suite.</summary>
internal sealed class LabelVault(BlobStore blobs, SealingKey key)
{
    public Task<Digest> Put(SuiteId suite, IEnumerable<LabelRow> rows, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(bytes, row, SuiteJson.Default.LabelRow);
            bytes.WriteByte((byte)'\n');
        }

        return blobs.PutAsync(key.Seal(bytes.ToArray(), PurposeOf(suite)), ct);
    }

    public async Task<IReadOnlyList<LabelRow>> Read(EvaluationSuite suite, CancellationToken ct)
    {
        if (suite.Labels is not { } labels)
            return [];

        List<LabelRow> rows = [];
        var plain = new ReadOnlyMemory<byte>(key.Unseal(await blobs.ReadAsync(labels.Blob, ct), PurposeOf(suite.Id)));
        while (plain.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            rows.Add(JsonSerializer.Deserialize(plain.Span[..end], SuiteJson.Default.LabelRow) ?? throw new JsonException("A label is empty."));
            plain = plain[(end + 1)..];
        }

        return rows;
    }

    private static string PurposeOf(SuiteId suite) => $"suite-labels/{suite}";
}
