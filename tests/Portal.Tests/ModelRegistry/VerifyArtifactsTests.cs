using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

/// <summary>A byte that changes in the store after a version was sealed does not stay unnoticed.</summary>
public sealed class VerifyArtifactsTests
{
    [Theory, OnBothDatabases]
    public async Task A_changed_byte_is_recorded_once_and_is_a_severe_finding(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        Damage(house);

        var first = await house.Get<VerifyArtifacts>().Run(owner, version, default);
        var again = await house.Get<VerifyArtifacts>().Run(owner, version, default);

        Assert.All([first, again], result => Assert.Equal(["model.bin"], result.Value));
        Assert.Equal(["model.bin"], (await Evidence(house, version)).Changed);
        Assert.Equal(("version.bytes-changed", "AIS-0001/v1.0"), Assert.Single((await house.Entries()).Where(entry => entry.Action.StartsWith("version.bytes", StringComparison.Ordinal)).Select(entry => (entry.Action, entry.Subject))));
        await using var db = await house.Dbs.CreateDbContextAsync();
        var finding = await db.Findings.SingleAsync();
        Assert.Equal((FindingSeverity.Severe, owner.Person, "AIS-0001/v1.0"), (finding.Severity, finding.Owner, finding.About));
    }

    [Fact]
    public async Task A_lost_file_is_no_less_than_a_changed_one()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        File.Delete(FileOf(house));

        var result = await house.Get<VerifyArtifacts>().Run(owner, version, default);

        Assert.Equal(["model.bin"], result.Value);
    }

    [Theory, OnBothDatabases]
    public async Task The_declared_bytes_sent_again_mend_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        Damage(house);
        await house.Get<VerifyArtifacts>().Run(owner, version, default);

        await house.Put(owner, "model.bin", Workshop.Bytes);
        var result = await house.Get<VerifyArtifacts>().Run(owner, version, default);

        Assert.Empty(result.Value);
        Assert.Empty((await Evidence(house, version)).Changed);
        Assert.Equal(
            ["version.bytes-changed", "version.bytes-restored", "version.bytes-verified"],
            (await house.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("version.bytes", StringComparison.Ordinal)));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_exposed_to_people_is_read_again_once_a_day(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var (idle, live) = (await house.Sealed(owner, owner), await house.Sealed(owner, owner, "v2"));
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            (await db.Versions.SingleAsync(version => version.Id == live)).MoveTo(Stage.Staging, House.Noon);
            await db.SaveChangesAsync();
        }

        await house.Get<ArtifactClock>().Turn(default);
        var first = await Evidence(house, live);
        Damage(house);
        house.Time.Advance(TimeSpan.FromHours(23));
        await house.Get<ArtifactClock>().Turn(default);
        var before = await Evidence(house, live);
        house.Time.Advance(TimeSpan.FromHours(1));
        await house.Get<ArtifactClock>().Turn(default);
        var after = await Evidence(house, live);

        Assert.NotNull(first.VerifiedAt);
        Assert.Equal((first.VerifiedAt, 0), (before.VerifiedAt, before.Changed.Count));
        Assert.Equal((first.VerifiedAt + TimeSpan.FromHours(24), 1), (after.VerifiedAt, after.Changed.Count));
        Assert.Null((await Evidence(house, idle)).VerifiedAt);
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_is_forgotten_after_a_week()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.File(owner);
        await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(owner)), default);
        await house.Get<PutArtifact>().Run(owner, new(Workshop.Code, Workshop.Label, "model.bin", new MemoryStream(Workshop.Bytes[..5]), new ByteRange(0, 5, Workshop.Bytes.Length)), default);
        var part = Directory.GetFiles(Path.Combine(house.Folder, "blobs")).Single();
        File.SetLastWriteTimeUtc(part, house.Time.GetUtcNow().UtcDateTime);

        house.Time.Advance(TimeSpan.FromDays(7));
        await house.Get<ArtifactClock>().Turn(default);
        var before = await house.Get<ArtifactQueries>().Arrived(Workshop.Code, Workshop.Label, "model.bin", default);
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await house.Get<ArtifactClock>().Turn(default);
        var after = await house.Get<ArtifactQueries>().Arrived(Workshop.Code, Workshop.Label, "model.bin", default);

        Assert.Equal((5, 0), (before?.Offset, after?.Offset));
    }

    [Fact]
    public async Task What_is_elsewhere_is_told_as_unseen_and_not_looked_for()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.File(owner);
        var declaration = Workshop.Declared(owner);
        declaration = declaration with { Artifacts = [declaration.Artifacts[0] with { Source = "s3://models/model.bin" }] };
        var version = (await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, declaration), default)).Value;

        var result = await house.Get<VerifyArtifacts>().Run(owner, version, default);

        Assert.Empty(result.Value);
        Assert.Equal(["model.bin"], (await Evidence(house, version)).Unseen);
    }

    [Fact]
    public async Task Who_neither_works_on_versions_nor_audits_them_does_not_keep_the_disk_busy()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        var reader = await house.Person("Reviewer", Portal.Accounts.Role.ProductReviewer);

        var refused = await house.Get<VerifyArtifacts>().Run(reader, version, default);
        var past = await house.Get<VerifyArtifacts>().Run(owner.LookingBack(), version, default);

        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.IsType<Forbidden>(past.Refusal);
    }

    private static async Task<BytesEvidence> Evidence(House house, VersionId version)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return (await VersionBytes.Of(db, [version], default))[version];
    }

    private static string FileOf(House house) => Path.Combine(house.Folder, "blobs", Digest.Of(Workshop.Bytes).Hex[..2], Digest.Of(Workshop.Bytes).Hex);

    private static void Damage(House house)
    {
        var bytes = File.ReadAllBytes(FileOf(house));
        bytes[3] ^= 1;
        File.WriteAllBytes(FileOf(house), bytes);
    }
}
