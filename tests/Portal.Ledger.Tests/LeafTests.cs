namespace Portal.Ledger.Tests;

public sealed class LeafTests
{
    // The first two leaves of the test vectors that Certificate Transparency's implementations share.
    [Theory]
    [InlineData("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData("00", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7")]
    public void A_leaf_is_hashed_after_a_zero_byte(string bytes, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Leaf.Hash(Convert.FromHexString(bytes))));
}
