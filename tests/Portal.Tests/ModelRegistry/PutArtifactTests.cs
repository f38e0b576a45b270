using System.Text;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

public sealed class PutArtifactTests
{
    private static readonly byte[] A = Encoding.UTF8.GetBytes("first part");
    private static readonly byte[] B = Encoding.UTF8.GetBytes("second part");

    [Theory, OnBothDatabases]
    public async Task The_last_artifact_seals_the_version_and_the_ledger_has_its_digest(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await Declared(house);

        var first = await house.Put(owner, "a.bin", A);
        var second = await house.Put(owner, "b.bin", B);

        Assert.Equal((VersionState.Incomplete, VersionState.Sealed), (first.Value, second.Value));
        var version = await house.Get<VersionQueries>().One(Workshop.Code, Workshop.Label, default);
        Assert.Equal((VersionState.Sealed, Stage.Development), (version?.Line.State, version?.Line.Stage));
        var entries = (await house.Entries()).Skip(1).ToList();
        Assert.Equal(["version.declared", "version.artifact-stored", "version.artifact-stored", "version.sealed"], entries.Select(entry => entry.Action));
        Assert.Contains(version?.Line.ContentDigest?.Text ?? "none", Encoding.UTF8.GetString(entries[^1].Bytes));
    }

    [Theory, OnBothDatabases]
    public async Task The_last_two_artifacts_at_once_seal_exactly_once(DatabaseProvider provider)
    {
        for (var round = 0; round < 5; round++)
        {
            await using var house = await House.On(provider);
            var owner = await Declared(house);

            var results = await Task.WhenAll(Task.Run(() => house.Put(owner, "a.bin", A)), Task.Run(() => house.Put(owner, "b.bin", B)));

            Assert.All(results, result => Assert.Null(result.Refusal));
            Assert.Single(results, result => result.Value == VersionState.Sealed);
            Assert.Single(await house.Entries(), entry => entry.Action == "version.sealed");
        }
    }

    [Theory]
    [InlineData("First part", "sha256")]
    [InlineData("first par", "size")]
    [InlineData("first part and more", "size")]
    [InlineData("", "size")]
    public async Task Other_bytes_than_the_declared_are_refused_and_not_kept(string sent, string field)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await Declared(house);

        var result = await house.Put(owner, "a.bin", Encoding.UTF8.GetBytes(sent));

        Assert.Equal(field, Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.Folder, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_same_bytes_again_are_nothing_new_before_and_after_sealing()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await Declared(house);
        await house.Put(owner, "a.bin", A);

        var before = await house.Put(owner, "a.bin", A);
        await house.Put(owner, "b.bin", B);
        var after = await house.Put(owner, "a.bin", A);

        Assert.Equal((VersionState.Incomplete, VersionState.Sealed), (before.Value, after.Value));
        Assert.Equal(5, (await house.Entries()).Count);
    }

    [Fact]
    public async Task A_sealed_version_refuses_other_bytes_and_other_names()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);

        var bytes = await house.Put(owner, "model.bin", A);
        var name = await house.Put(owner, "extra.bin", A);

        Assert.NotNull(bytes.Refusal);
        Assert.IsType<NotAllowed>(name.Refusal);
    }

    [Fact]
    public async Task An_artifact_that_was_not_declared_is_not_taken()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await Declared(house);

        var result = await house.Put(owner, "c.bin", A);

        Assert.IsType<NotFound>(result.Refusal);
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing_behind()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await Declared(house);

        await Assert.ThrowsAsync<IOException>(() => house.Get<PutArtifact>().Run(owner, new(Workshop.Code, Workshop.Label, "a.bin", new Broken()), default));

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.Folder, "blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal(VersionState.Incomplete, (await house.Put(owner, "a.bin", A)).Value);
    }

    private static async Task<Actor> Declared(House house)
    {
        var owner = await house.Owner();
        await house.File(owner);
        await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(owner, Workshop.Label, ("a.bin", A), ("b.bin", B))), default);
        return owner;
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The client went away.");
    }
}
