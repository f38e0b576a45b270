using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

/// <summary>How far versions had come on a past day.</summary>
public sealed class VersionsAsOfTests
{
    private static readonly DateOnly First = new(2026, 11, 2);

    [Theory, OnBothDatabases]
    public async Task A_version_was_awaited_then_sealed_then_in_production_then_retired(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var declaration = Workshop.Declared(review.Developer, "v0", ("model.bin", Workshop.Bytes));
        _ = (await review.House.Get<DeclareVersion>().Run(review.Owner, new(review.System, declaration), default)).Value;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await review.House.Put(review.Owner, "model.bin", Workshop.Bytes, "v0")).Value;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await Promote("v1");
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await Promote("v2");

        Assert.Equal("", await On(First.AddDays(-1)));
        Assert.Equal("v0 Incomplete  0 of 1 ", await On(First));
        Assert.Equal("v0 Sealed Development 1 of 1 digest", await On(First.AddDays(1)));
        Assert.Equal("v1 Sealed Production 1 of 1 digest, v0 Sealed Development 1 of 1 digest", await On(First.AddDays(2)));
        Assert.Equal("v2 Sealed Production 1 of 1 digest, v1 Sealed Retired 1 of 1 digest, v0 Sealed Development 1 of 1 digest", await On(First.AddDays(3)));

        async Task Promote(string label)
        {
            var promotion = await review.InReview(label);
            await review.Approve(promotion);
            _ = (await review.Apply(promotion)).Value;
        }

        async Task<string> On(DateOnly day)
        {
            var page = await review.House.Get<VersionQueries>().OfSystem(review.System, new PageRequest(1, 50), review.House.Get<Calendar>().EndOf(day), default);
            var words = string.Join(", ", page?.Items.Select(line => $"{line.Label} {line.State} {line.Stage} {line.Stored} of {line.Artifacts} {(line.ContentDigest is null ? "" : "digest")}") ?? []);
            var estate = await review.House.Get<EstateQueries>().List(new(), VersionOrder.Newest, new PageRequest(1, 50), review.House.Get<Calendar>().EndOf(day), default);
            Assert.Equal(words, string.Join(", ", estate.Items.Select(line => $"{line.Label} {line.State} {line.Stage} {line.Stored} of {line.Artifacts} {(line.ContentDigest is null ? "" : "digest")}")));
            Assert.Equal(estate.Items.Count, (await review.House.Get<EstateQueries>().Counts(review.House.Get<Calendar>().EndOf(day), default)).Versions);
            return words;
        }
    }
}
