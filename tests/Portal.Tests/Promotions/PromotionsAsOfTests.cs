using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>A request as it stood on any day of its life, from the request to what took its place, held against what was read on that day.</summary>
public sealed class PromotionsAsOfTests
{
    private static readonly DateOnly Due = new(2026, 12, 1);

    [Theory, OnBothDatabases]
    public async Task A_request_is_read_as_it_stood_at_the_end_of_any_day(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var life = await Life.Lead(review);

        foreach (var (day, seen) in life.Seen)
            Assert.Equal(seen, await Seen.On(life, day));
        Assert.Equal([PromotionState.InReview, PromotionState.InReview, PromotionState.Stale, PromotionState.InReview, PromotionState.Applied, PromotionState.Suspended, PromotionState.Applied, PromotionState.Superseded], life.Seen.Values.Select(seen => seen.State));
        Assert.Null(await life.Room(life.Seen.Keys.First().AddDays(-1)));
        Assert.Empty((await review.House.Get<PromotionQueries>().List(new(), new(1, 10), life.EndOf(life.Seen.Keys.First().AddDays(-1)), default)).Items);
    }

    [Theory, OnBothDatabases]
    public async Task A_request_is_retold_in_the_order_of_the_ledger_with_what_was_signed_and_shown(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var life = await Life.Lead(review);
        var (stories, auditor) = (review.House.Get<StoryQueries>(), await review.House.Person("Auditor", Portal.Accounts.Role.Auditor));
        _ = (await review.Sign(life.Promotion, review.Technical)).Refusal;

        var story = await stories.Of(auditor, life.Promotion, AsOf.Now, default) ?? throw new InvalidOperationException("There is no story.");
        Assert.Equal([StoryChapter.Request, StoryChapter.Review, StoryChapter.Request, StoryChapter.Review, StoryChapter.InForce, StoryChapter.Outcome], story.Parts.Select(part => part.Chapter));
        Assert.Equal(story.Steps.Select(step => step.Entry!.Index).Order(), story.Steps.Select(step => step.Entry!.Index));
        Assert.Equal(["Technical", "Technical", "Board 1", "Board 2"], story.Steps.Select(step => step.Vote?.PrintedName).OfType<string>());
        Assert.All(story.Steps.Where(step => step.Vote is not null), step => Assert.Equal(step.Entry!.After, step.Vote!.Subject));
        Assert.Equal(2, story.Steps.Count(step => step.Gate is { Checks.Count: > 0 }));
        Assert.Equal("Since when?", story.Steps.Single(step => step.Question is not null).Question?.Text);
        Assert.Contains(story.Steps, step => step.Entry?.Subject == "FI-0001" && step.Entry.Action == FindingEvents.Claimed);
        Assert.Contains(story.Steps, step => step.IsRefused);
        Assert.DoesNotContain((await stories.Of(review.Owner, life.Promotion, AsOf.Now, default))!.Steps, step => step.IsRefused);
        Assert.Equal(PromotionEvents.QuestionAsked, (await stories.Of(auditor, life.Promotion, life.EndOf(life.Seen.Keys.First()), default))!.Steps[^1].Entry?.Action);
    }

    [Theory, OnBothDatabases]
    public async Task A_request_from_before_that_was_kept_is_told_from_the_ledger(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var life = await Life.Lead(review);
        await using (var db = await review.House.Dbs.CreateDbContextAsync())
        {
            await db.PromotionRevisions.ExecuteDeleteAsync();
            await db.PromotionRounds.ExecuteDeleteAsync();
        }

        await review.House.Dbs.MigrateAsync(default);

        foreach (var (day, seen) in life.Seen)
        {
            var room = await life.Room(day);
            Assert.True(room?.IsTold);
            Assert.Equal((seen.State, seen.Revision, seen.Subject, seen.Signatures, seen.Suspended, seen.Applied, seen.StaleTimes), Seen.Of(room) is var told ? (told.State, told.Revision, told.Subject, told.Signatures, told.Suspended, told.Applied, told.StaleTimes) : default);
        }

        // The last round is what is frozen still: of it the steps are known too.
        Assert.Equal(life.Seen.Values.Skip(3).Select(seen => seen.Steps), (await life.Days(skip: 3)).Select(told => told.Steps));
        Assert.Equal(life.Seen.Values.Last(), await Seen.On(life, life.Seen.Keys.Last()));
        _ = (await review.House.Get<RevokePromotion>().Run(review.Risk, new(life.Next, "It decides wrongly.", "The old table."), default)).Value;
    }

    /// <summary>What is compared of a day; the whole of it that may change.</summary>
    private sealed record Seen(PromotionState State, int Revision, string Subject, string Steps, string Signatures, string Stale, string Conditions, string Questions, string Suspended, string? Incumbent, DateTimeOffset Due, DateTimeOffset Opened, DateTimeOffset? Applied, int StaleTimes, string Line)
    {
        public static Seen Of(ReviewRoom? room, PromotionLine? line = null) => room is null ? throw new InvalidOperationException("There is no room.") : new(
            room.State, room.Revision, room.SubjectDigest.Text, string.Join(", ", room.Steps.Select(step => $"{step.Step.Name} {step.Done} {step.Open}")),
            string.Join(", ", room.Steps.SelectMany(step => step.Votes).Concat(room.EarlierVotes).OrderBy(vote => vote.Number).Select(vote => $"{vote.Number} {vote.PrintedName} {vote.Verdict} {vote.Counts}")),
            string.Join(", ", room.StaleFields), string.Join(", ", room.Conditions.Select(condition => $"{condition.Text} {condition.Finding} {condition.State}")),
            string.Join(", ", room.Questions.Select(question => $"{question.Text} {question.Answer}")), room.Suspension?.Reason ?? "", room.Incumbent, room.DueAt, room.StepOpenedAt, room.AppliedAt, room.StaleTimes, $"{line?.Code} {line?.State} {line?.OpenStep}");

        public static async Task<Seen> On(Life life, DateOnly day) => Of(await life.Room(day), await life.Line(day));
    }

    private sealed class Life(Review review)
    {
        private PromotionId _promotion;

        public SortedDictionary<DateOnly, Seen> Seen { get; } = [];

        public PromotionId Next { get; private set; }

        public PromotionId Promotion => _promotion;

        private House House => review.House;

        public static async Task<Life> Lead(Review review)
        {
            var life = new Life(review);
            await life.Live();
            return life;
        }

        public AsOf EndOf(DateOnly day) => House.Get<Calendar>().EndOf(day);

        public Task<ReviewRoom?> Room(DateOnly day) => House.Get<PromotionQueries>().Room(review.Owner.LookingBack(), _promotion, EndOf(day), default);

        public async Task<PromotionLine> Line(DateOnly day) => Assert.Single(await House.Get<PromotionQueries>().Rows(new(), null, 10, EndOf(day), default), line => line.Id == _promotion);

        public async Task<IReadOnlyList<Seen>> Days(int skip)
        {
            List<Seen> found = [];
            foreach (var day in Seen.Keys.Skip(skip))
                found.Add(PromotionsAsOfTests.Seen.Of(await Room(day)));
            return found;
        }

        private async Task Live()
        {
            await review.Version("v1");
            await review.Publish(content => content with { MayStop = MayStop.Yes });
            House.Time.Advance(TimeSpan.FromDays(1));
            _promotion = (await review.Request("v1")).Value;
            _ = (await House.Get<AskQuestion>().Run(review.Technical, new(_promotion, "Since when?"), default)).Value;
            await EndOfDay();
            _ = (await House.Get<AnswerQuestion>().Run(review.Owner, new(_promotion, 1, "Since spring."), default)).Value;
            _ = (await review.Sign(_promotion, review.Technical)).Value;
            await EndOfDay();
            await review.Publish(content => content with { Purpose = "Scores leases too." });
            await House.DeliverEvents();
            await EndOfDay();
            _ = (await House.Get<ResubmitPromotion>().Run(review.Owner, new(_promotion, "Leases are few.", Again.SameRevision), default)).Value;
            _ = (await review.Sign(_promotion, review.Technical)).Value;
            await EndOfDay();
            _ = (await review.SignOn(_promotion, review.RiskSeat, new Condition("Report refusals by age.", review.Owner.Id(), Due, Blocking: true))).Value;
            _ = (await review.Sign(_promotion, review.LegalSeat)).Value;
            _ = (await review.Apply(_promotion)).Value;
            await EndOfDay();
            _ = (await House.Get<ClaimFinding>().Run(review.Owner, new("FI-0001", "See the report."), default)).Value;
            _ = (await House.Get<SuspendPromotion>().Run(review.Owner, new(review.System, Stage.Production, "Complaints.", "The old table."), default)).Value;
            await EndOfDay();
            _ = (await House.Get<ResumePromotion>().Run(review.Risk, new(_promotion, "They were of another system."), default)).Value;
            await EndOfDay();
            await review.Version("v2");
            Next = await review.Bring("v2", Stage.Production);
            await EndOfDay();
        }

        /// <summary>Remembers what is read now, and lets the night pass.</summary>
        private async Task EndOfDay()
        {
            var line = await House.Get<PromotionQueries>().Line(_promotion, AsOf.Now, default);
            Seen[House.Get<Calendar>().Today] = PromotionsAsOfTests.Seen.Of(await review.Room(_promotion), line);
            House.Time.Advance(TimeSpan.FromDays(1));
        }
    }
}
