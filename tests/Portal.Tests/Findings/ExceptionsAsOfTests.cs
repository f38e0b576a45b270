using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Findings;

public sealed class ExceptionsAsOfTests
{
    [Theory, OnBothDatabases]
    public async Task What_is_tolerated_is_read_as_it_stood_at_the_end_of_any_day(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var (exceptions, calendar, first) = (review.House.Get<ExceptionQueries>(), review.House.Get<Calendar>(), review.House.Get<Calendar>().Today);
        await review.Version("v1");
        var lastDay = first.AddDays(10);
        _ = (await review.House.Get<RequestException>().Run(review.Owner, new(review.System, "v1", "recall", "It does not pass", "Late labels.", new("Two people look.", lastDay)), default)).Value;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        var line = await exceptions.One("EX-0001", AsOf.Now, default) ?? throw new InvalidOperationException("There is none.");
        var token = (await review.House.Get<StepUp>().Run(review.Risk, new(House.Password, line.Content, ApproveException.Meaning(line.Code, line.System, line.LastDay)), default)).Value;
        _ = (await review.House.Get<ApproveException>().Run(review.Risk, new("EX-0001", line.Content, "Fits.", token), default)).Value;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await review.House.Get<EndException>().Run(review.Risk, new("EX-0001", "The labels came."), default)).Value;

        Assert.Equal((ExceptionState.Requested, false, null), await On(first));
        Assert.Equal((ExceptionState.Approved, true, null), await On(first.AddDays(1)));
        Assert.Equal((ExceptionState.Ended, false, "The labels came."), await On(first.AddDays(2)));
        Assert.Null(await exceptions.One("EX-0001", calendar.EndOf(first.AddDays(-1)), default));
        Assert.Equal(new ExceptionCounts(1, 1, 0, 0), await exceptions.Counts(calendar.EndOf(first), default));
        Assert.Equal(new ExceptionCounts(1, 0, 1, 1), await exceptions.Counts(calendar.EndOf(first.AddDays(1)), default));
        Assert.Empty((await exceptions.List(new() { States = [ExceptionState.Approved] }, ExceptionOrder.ByUrgency, new(1, 10), calendar.EndOf(first), default)).Items);
        Assert.Single((await exceptions.List(new() { States = [ExceptionState.Approved] }, ExceptionOrder.ByUrgency, new(1, 10), calendar.EndOf(first.AddDays(1)), default)).Items);

        async Task<(ExceptionState, bool, string?)> On(DateOnly day)
        {
            var stood = Assert.Single(await exceptions.Rows(new(), null, 10, calendar.EndOf(day), default));
            return (stood.State, stood.Holds, stood.EndedBecause.Length == 0 ? null : stood.EndedBecause);
        }
    }
}
