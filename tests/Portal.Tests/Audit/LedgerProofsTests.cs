using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Trees;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class LedgerProofsTests
{
    private const int Entries = 700;

    [Theory, OnBothDatabases]
    public async Task Every_proof_that_the_portal_gives_holds_by_itself(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var random = new Random(6962);
        foreach (var part in new[] { 1, 254, 1, 1, 100 })
        {
            await house.Append(part);
            _ = (await house.Sign()).Value;
        }

        // Written since, with tiles that no checkpoint has added yet.
        await house.Append(Entries - 357);

        var proofs = house.Get<LedgerProofs>();
        for (var round = 0; round < 60; round++)
        {
            var size = random.Next(1, Entries + 1);
            var (index, older) = (random.Next(size), random.Next(1, size + 1));
            var inclusion = (await proofs.Inclusion(index, size, default)).Value;
            var consistency = (await proofs.Consistency(older, size, default)).Value;

            Assert.True(Proofs.Includes(index, inclusion.Leaf.ToHash(), size, inclusion.Root.ToHash(), Hashes(inclusion.Path)));
            Assert.True(Proofs.Extends(older, consistency.FromRoot.ToHash(), size, consistency.ToRoot.ToHash(), Hashes(consistency.Path)));
            Assert.Equal(inclusion.Root, consistency.ToRoot);
        }

        var last = Assert.IsType<CheckpointView>(await proofs.Latest(default));
        Assert.Equal((await proofs.Inclusion(0, 357, default)).Value.Root, last.Root);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_not_in_the_ledger_is_refused_by_name(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(5);
        var proofs = house.Get<LedgerProofs>();

        Assert.Equal("size", FieldOf(await proofs.Inclusion(0, 6, default)));
        Assert.Equal("size", FieldOf(await proofs.Inclusion(0, 0, default)));
        Assert.Equal("index", FieldOf(await proofs.Inclusion(5, 5, default)));
        Assert.Equal("index", FieldOf(await proofs.Inclusion(-1, 5, default)));
        Assert.Equal("to", FieldOf(await proofs.Consistency(1, long.MaxValue, default)));
        Assert.Equal("from", FieldOf(await proofs.Consistency(0, 5, default)));
        Assert.Equal("from", FieldOf(await proofs.Consistency(5, 4, default)));
    }

    private static string? FieldOf<T>(Result<T> result) => Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field;

    private static IReadOnlyList<byte[]> Hashes(IReadOnlyList<Digest> path) => [.. path.Select(step => step.ToHash())];
}
