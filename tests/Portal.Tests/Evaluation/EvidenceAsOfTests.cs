using Portal.Data;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

public sealed class EvidenceAsOfTests
{
    [Theory, OnBothDatabases]
    public async Task Runs_and_documents_are_read_as_far_as_they_had_come_by_the_end_of_a_day(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var (runs, documents, calendar, first) = (review.House.Get<EvaluationQueries>(), review.House.Get<DocumentQueries>(), review.House.Get<Calendar>(), review.House.Get<Calendar>().Today);
        var version = (await review.House.Get<Portal.ModelRegistry.VersionQueries>().One(review.System, "v1", default))!.Line.Id;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await review.Evaluate("v1", 0.8);
        var late = (await review.House.Get<SubmitDocument>().Run(review.Owner, new(review.System, "v1", DocumentKind.ValidationReport, "Again", "again.md", new MemoryStream("# Again"u8.ToArray())), default)).Value;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await review.House.Get<ReviewDocument>().Run(review.Validator, new(late, DocumentReview.Approve, "Sound."), default)).Value;

        Assert.Equal("1 run; Validation of v1 Approved", await On(first));
        Assert.Equal("2 run; Again InReview, Validation of v1 Approved", await On(first.AddDays(1)));
        Assert.Equal("2 run; Again Approved, Validation of v1 Approved", await On(first.AddDays(2)));
        Assert.Equal("0 run; ", await On(first.AddDays(-1)));

        async Task<string> On(DateOnly day)
        {
            var asOf = calendar.EndOf(day);
            return $"{(await runs.OfVersion(version, new PageRequest(1, 10), asOf, default)).Total} run; {string.Join(", ", (await documents.OfVersion(version, asOf, default)).Select(document => $"{document.Title} {document.State}"))}";
        }
    }
}
