using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class BytesTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(9_949, "9.9 kB")]
    [InlineData(9_950, "10 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(2_400_000, "2.4 MB")]
    [InlineData(1L << 40, "1.1 TB")]
    public void A_size_has_two_or_three_digits_and_its_unit(long size, string words) => Assert.Equal(words, Bytes.Say(size));
}
