using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>One output of a version as a person reads it.</summary>
public sealed record SampledOutput(string Id, string Prediction, double? Score);

/// <summary>
/// Outputs drawn from the latest evaluated rows of a version, the same ones for everybody who asks for as many: the seed is the digest
/// of the rows, so nobody chooses.
/// </summary>
public sealed record OutputSample(IReadOnlyList<SampledOutput> Rows)
{
    public Digest Digest => Digest.Of(CanonicalJson.List([.. Rows.Select(row => (CanonicalValue)row.Id)]).ToBytes());

    internal static async Task<OutputSample> Of(PortalDb db, BlobStore blobs, VersionId version, int most, CancellationToken ct)
    {
        var rows = await db.EvaluationRuns.AsNoTracking().Where(run => run.Version == version && run.Kind != EvaluationKind.Reported)
            .OrderByDescending(run => run.Ordinal).Select(run => run.Rows).FirstOrDefaultAsync(ct);
        if (rows is null)
            return new OutputSample([]);

        // One pass, each row with the same chance (Vitter, Random sampling with a reservoir, 1985).
        var random = new Random(BitConverter.ToInt32(Convert.FromHexString(rows.Hex[..8])));
        List<SampledOutput> drawn = [];
        var seen = 0;
        await using var stored = blobs.Open(rows);
        await foreach (var row in EvaluationRows.Read(stored, ct))
        {
            var place = seen++ < most ? seen - 1 : random.Next(seen);
            if (place < drawn.Count)
                drawn[place] = new(row.Id, row.Prediction, row.Score);
            else if (drawn.Count < most)
                drawn.Add(new(row.Id, row.Prediction, row.Score));
        }

        return new OutputSample(drawn);
    }
}
