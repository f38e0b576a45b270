using Portal.Shared;
using Portal.Statistics.Drift;
using Portal.Web.Monitoring.Samples;

namespace Portal.Web.Tests.Monitoring;

public sealed class SampleComparisonTests
{
    [Fact]
    public void Numbers_are_compared_by_the_figures_of_the_statistics()
    {
        var (before, now) = (Enumerable.Range(0, 100).Select(i => (double)i).ToArray(), Enumerable.Range(0, 100).Select(i => i + 40.5).ToArray());

        var compared = Compare(string.Join('\n', before), string.Join('\n', now)).Value;

        var expected = NumericDrift.Of(before, now);
        Assert.Equal((expected.Divergences?.Stability.Psi, expected.KolmogorovSmirnov?.Statistic, expected.Wasserstein?.Distance), (compared.Answer.Psi, compared.Answer.Ks, compared.Answer.Distance));
        Assert.Equal(expected.CurrentCounts, compared.Current.Current);
    }

    [Fact]
    public void Words_are_categories_and_gaps_are_missing()
    {
        var compared = Compare("region\nnorth\nsouth\n", "region\nnorth\nwest\n").Value;

        Assert.Equal(0.5, compared.Answer.UnseenRate);
        Assert.Null(compared.Answer.Ks);
    }

    [Fact]
    public void A_gap_among_numbers_is_missing_and_an_infinity_is_invalid()
    {
        var compared = Compare("1\n2\nNaN\nInfinity", "1\n2\n3").Value;

        Assert.Equal((1, 1), (compared.Answer.ReferenceMissing, compared.Answer.ReferenceInvalid));
    }

    [Theory]
    [InlineData("1\n2\n3", "1\n2\n1 234", SampleKind.Numbers, "current", "Row 4: “1 234” is no number")]
    [InlineData("value\nNaN\n", "1\n2", SampleKind.AsTheyAre, "reference", "The column holds no value.")]
    public void What_cannot_be_compared_is_refused_with_its_side_and_row(string reference, string current, SampleKind kind, string side, string why)
    {
        var refused = Assert.IsType<Invalid>(Compare(reference, current, kind).Refusal);

        Assert.Equal(side, refused.Faults[0].Field);
        Assert.StartsWith(why, refused.Faults[0].Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0 }, "The file is a workbook")]
    [InlineData(new byte[] { 0x61, 0, 0x62 }, "The file is no text")]
    [InlineData(new byte[] { 0x61, 0x0A, 0xFF }, "Line 2 is not UTF-8")]
    [InlineData(new byte[0], "The file is empty.")]
    public void A_file_that_is_no_list_is_refused_by_its_side(byte[] file, string why)
    {
        var refused = Assert.IsType<Invalid>(SampleComparison.Read("reference", file).Refusal);

        Assert.Equal("reference", refused.Faults[0].Field);
        Assert.StartsWith(why, refused.Faults[0].Message);
    }

    [Fact]
    public void A_row_with_more_cells_than_the_head_is_refused_and_not_cut() =>
        Assert.StartsWith("Row 3:", Assert.IsType<Invalid>(SampleComparison.Read("current", "1\n1.234,5").Refusal).Faults[0].Message);

    private static Result<SampleComparison> Compare(string reference, string current, SampleKind kind = SampleKind.AsTheyAre) => SampleComparison.Of(
        new SampleColumn("reference", SampleComparison.Read("reference", reference).Value, 0), new SampleColumn("current", SampleComparison.Read("current", current).Value, 0), kind);
}
