using System.Globalization;
using System.Text;
using Portal.Ledger.Trees;

namespace Portal.Ledger.Tests.Trees;

public sealed class TreeTests
{
    /// <summary>The leaves and roots of the test vectors that the certificate-transparency implementations share.</summary>
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_is_that_of_the_shared_test_vectors(int size, string root)
    {
        var tree = new GrowingTree();
        foreach (var leaf in Leaves.Take(size))
            tree.Add(Leaf.Hash(Convert.FromHexString(leaf)));

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root));
    }

    [Fact]
    public void Every_proof_of_every_tree_up_to_64_leaves_holds()
    {
        var tree = new KnownTree(64);
        for (var size = 1L; size <= 64; size++)
        {
            for (var index = 0L; index < size; index++)
                Assert.True(Proofs.Includes(index, tree.Leaf(index), size, tree.Root(size), tree.Read(TreeShape.Inclusion(index, size))), $"{index} of {size}");
            for (var older = 1L; older <= size; older++)
                Assert.True(Proofs.Extends(older, tree.Root(older), size, tree.Root(size), tree.Read(TreeShape.Consistency(older, size))), $"{older} to {size}");
        }
    }

    [Fact]
    public void A_proof_is_no_proof_of_anything_else()
    {
        var tree = new KnownTree(40);
        for (var size = 2L; size <= 40; size++)
        {
            for (var index = 0L; index < size; index++)
            {
                var path = tree.Read(TreeShape.Inclusion(index, size));
                var (leaf, root) = (tree.Leaf(index), tree.Root(size));
                Assert.False(Proofs.Includes((index + 1) % size, leaf, size, root, path));
                Assert.False(Proofs.Includes(index, tree.Leaf((index + 1) % size), size, root, path));
                Assert.False(Proofs.Includes(index, leaf, size, tree.Root(size - 1), path));
                Assert.False(Proofs.Includes(index, leaf, size, root, [.. path.Skip(1)]));
                Assert.False(Proofs.Includes(index, leaf, size, root, [.. path, path[0]]));
                Assert.False(Proofs.Includes(size, leaf, size, root, path));
                Assert.False(Proofs.Includes(-1, leaf, size, root, path));
            }

            for (var older = 1L; older < size; older++)
            {
                var proof = tree.Read(TreeShape.Consistency(older, size));
                Assert.False(Proofs.Extends(older, tree.Other(older), size, tree.Root(size), proof));
                Assert.False(Proofs.Extends(older, tree.Root(older), size, tree.Other(size), proof));
                Assert.False(Proofs.Extends(older, tree.Root(older), size, tree.Root(size), [.. proof, proof[0]]));
                Assert.False(Proofs.Extends(older, tree.Root(older), size, tree.Root(size), [.. proof.SkipLast(1)]));
            }
        }
    }

    [Fact]
    public void Proofs_of_random_sizes_up_to_a_million_hold()
    {
        const int most = 1_000_000;
        var tree = new KnownTree(most);
        var random = new Random(20_260_302);
        for (var round = 0; round < 200; round++)
        {
            var size = random.NextInt64(2, most + 1);
            var (index, older) = (random.NextInt64(size), random.NextInt64(1, size));

            Assert.True(Proofs.Includes(index, tree.Leaf(index), size, tree.Root(size), tree.Read(TreeShape.Inclusion(index, size))), $"{index} of {size}");
            Assert.True(Proofs.Extends(older, tree.Root(older), size, tree.Root(size), tree.Read(TreeShape.Consistency(older, size))), $"{older} to {size}");
        }
    }

    /// <summary>A tree with all of its complete subtrees in memory.</summary>
    private sealed class KnownTree
    {
        private readonly List<byte[][]> _levels;

        public KnownTree(int size)
        {
            _levels = [[.. Enumerable.Range(0, size).Select(index => Ledger.Leaf.Hash(Encoding.ASCII.GetBytes(index.ToString(CultureInfo.InvariantCulture))))]];
            while (_levels[^1].Length > 1)
                _levels.Add([.. _levels[^1].Chunk(2).Where(pair => pair.Length == 2).Select(pair => TreeHash.Inner(pair[0], pair[1]))]);
        }

        public byte[] Leaf(long index) => _levels[0][index];

        public byte[] Root(long size) => Join(TreeShape.Range(0, size));

        public byte[] Other(long size)
        {
            var root = (byte[])Root(size).Clone();
            root[0] ^= 1;
            return root;
        }

        public IReadOnlyList<byte[]> Read(IReadOnlyList<IReadOnlyList<Node>> proof) => [.. proof.Select(Join)];

        private byte[] Join(IReadOnlyList<Node> nodes) => TreeHash.Join([.. nodes.Select(node => _levels[node.Level][node.Index])]);
    }
}
