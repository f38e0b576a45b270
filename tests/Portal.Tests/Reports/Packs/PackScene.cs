using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Ledger.Packs;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Tests.Audit;
using Portal.Tests.Support;

namespace Portal.Tests.Reports.Packs;

/// <summary>A system with everything that a pack tells of, and an auditor who asks for packs.</summary>
internal sealed class PackScene : IAsyncDisposable
{
    private PackScene(Review review, Actor auditor) => (Review, Auditor) = (review, auditor);

    public Review Review { get; }

    public Actor Auditor { get; }

    public House House => Review.House;

    public static async Task<PackScene> On(DatabaseProvider provider)
    {
        var review = await Review.On(provider);
        var scene = new PackScene(review, await review.House.Person("Anna Auditor", Role.Auditor));
        await review.Version("v1");
        _ = await review.Bring("v1", Stage.Production);
        _ = (await review.House.Get<RaiseFinding>().Run(
            review.Risk, new(review.System, FindingSource.Review, FindingSeverity.Severe, "=1+1", "Look again.", review.Owner.Id(), new DateOnly(2026, 12, 1)), default)).Value;
        return scene;
    }

    public Task<Result<string>> Ask(string scope = "estate", DateOnly? day = null, string? reason = null, Actor? by = null) =>
        House.Get<RequestPack>().Run(by ?? Auditor, new(scope, day, reason is not null, reason ?? ""), default);

    /// <summary>Asked for and made, as the worker does it.</summary>
    public async Task<string> Make(string scope = "estate", DateOnly? day = null, string? reason = null)
    {
        var code = (await Ask(scope, day, reason)).Value;
        await Turn();
        return code;
    }

    public Task Turn() => House.Get<PackWorker>().Turn(default);

    public Task Sign() => House.Sign();

    public async Task<EvidencePack> Pack(string code)
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        return await db.EvidencePacks.AsNoTracking().SingleAsync(pack => pack.Code == code);
    }

    public async Task<byte[]> Bytes(string code)
    {
        var pack = await Pack(code);
        Assert.True(pack.State == PackState.Ready, $"{pack.State}: {pack.Because} {pack.Doing}");
        return await House.Get<BlobStore>().ReadAsync(pack.Content ?? throw new InvalidOperationException("It has no bytes."), default);
    }

    /// <summary>The files of a pack as texts, by their paths.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Files(string code)
    {
        using var zip = new ZipArchive(new MemoryStream(await Bytes(code)));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    public static PackVerdict Verify(byte[] pack) => PackVerifier.Verify(new MemoryStream(pack), Portal.Ledger.Exports.Kept.Nothing);

    public ValueTask DisposeAsync() => Review.DisposeAsync();
}
