using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a b c", "a b c", "=a b c")]
    [InlineData("", "new", "+new")]
    [InlineData("old", "", "-old")]
    [InlineData("scores loans well", "scores mortgages well", "=scores |-loans|+mortgages|= well")]
    [InlineData("one\ntwo\nthree\n", "one\nthree\n", "=one\n|-two\n|=three\n")]
    [InlineData("one\nthree\n", "one\ntwo\nthree\n", "=one\n|+two\n|=three\n")]
    [InlineData("one\n", "one\n\nmore\n", "=one\n|+\nmore\n")]
    public void What_went_and_what_came_is_marked_word_by_word(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDiff.Between(before, after).Select(part => Sign(part.Kind) + part.Text)));

    [Fact]
    public void Both_texts_can_be_read_out_of_it_again()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var (before, after) = (Words(random), Words(random));

            var parts = TextDiff.Between(before, after);

            Assert.Equal(before, string.Concat(parts.Where(part => part.Kind != DiffKind.Added).Select(part => part.Text)));
            Assert.Equal(after, string.Concat(parts.Where(part => part.Kind != DiffKind.Removed).Select(part => part.Text)));
        }
    }

    [Fact]
    public void Two_long_texts_that_share_nothing_are_told_apart_at_once()
    {
        var (before, after) = (string.Concat(Enumerable.Range(0, 5_000).Select(number => $"a{number}\n")), string.Concat(Enumerable.Range(0, 5_000).Select(number => $"b{number}\n")));

        Assert.Equal([DiffKind.Removed, DiffKind.Added], TextDiff.Between(before, after).Take(2).Select(part => part.Kind));
    }

    private static string Words(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => random.GetItems(["one", "two", " ", "  ", "\n", "\n\n", "three"], 1)[0]));

    private static char Sign(DiffKind kind) => kind switch
    {
        DiffKind.Same => '=',
        DiffKind.Removed => '-',
        DiffKind.Added => '+',
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
