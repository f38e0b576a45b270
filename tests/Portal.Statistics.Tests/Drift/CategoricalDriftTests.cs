using Portal.Statistics.Drift;

namespace Portal.Statistics.Tests.Drift;

public sealed class CategoricalDriftTests
{
    [Fact]
    public void Bins_that_are_not_kept_are_one_a_category_however_many()
    {
        string[] reference = [.. Enumerable.Range(0, 900).Select(i => $"k{i % 300}")];

        var found = CategoricalDrift.Of(reference, [.. reference, "new"]);

        Assert.Equal((301, 300), (found.Bins.Size, found.ChiSquare.DegreesOfFreedom));
        Assert.Equal("new", Assert.Single(found.Unseen));
    }
}
