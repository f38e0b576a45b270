using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Hands out the names of all the lines that a sample was drawn from, one a line, so that it can be drawn again elsewhere.</summary>
public sealed class OpenPopulation(IDbContextFactory<PortalDb> dbs, BlobStore blobs, TimeProvider time)
{
    public async Task<Result<Stream>> Run(Actor actor, string code, CancellationToken ct)
    {
        var found = await dbs.WriteAsync<Digest>(async db =>
        {
            if (!actor.May(Permission.ReadAudit))
                return db.Refused(actor, time.GetUtcNow(), "sample.take-population", code, new Forbidden("Samples are for those who may read the audit."));
            if (await db.Samples.AsNoTracking().Where(sample => sample.Code == code).Select(sample => sample.Population).SingleOrDefaultAsync(ct) is not { } population)
                return new NotFound(code);
            if (!blobs.Has(population))
                return new NotAllowed($"The names that {code} was drawn from are not there any more.");

            db.Record(new EntryDraft(actor, time.GetUtcNow(), "sample.population-taken", code) { Before = population, After = population });
            return population;
        }, ct);
        return found.Succeeded(out var digest, out var refusal) ? blobs.Open(digest) : refusal;
    }
}
