using Portal.Accounts;
using Portal.Assurance;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance;

public sealed class ReadinessQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task A_system_that_does_not_exist_has_none(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);

        Assert.Null(await house.Get<ReadinessQueries>().Of("AIS-0001", default));
    }

    [Theory, OnBothDatabases]
    public async Task A_published_system_without_a_version_lacks_one_and_what_is_shown_of_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);

        var readiness = await Of(review, review.System);

        Assert.Equal((RiskTier.High, true, 1, null), (readiness.Tier, readiness.TierIsConfirmed, readiness.Policy, readiness.Version));
        Assert.Equal(["version", "check.accuracy", "check.recall", "check.validation-report", "card", "monitoring"], readiness.Lacking.Select(item => item.Key));
    }

    [Theory, OnBothDatabases]
    public async Task The_gate_is_asked_about_the_furthest_version_and_of_equals_the_newest(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        review.House.Time.Advance(TimeSpan.FromMinutes(1));
        await review.Version("v2", share: 0.5);

        var newest = await Of(review, review.System);
        await Promote(review, "v1");
        var furthest = await Of(review, review.System);

        Assert.Equal(("v2", Stage.Development), (newest.Version, newest.Stage));
        Assert.Equal(["check.accuracy", "check.recall", "card", "monitoring"], newest.Lacking.Select(item => item.Key));
        Assert.Equal(("v1", Stage.Production), (furthest.Version, furthest.Stage));
        Assert.Equal(["card", "monitoring"], furthest.Lacking.Select(item => item.Key));
    }

    [Theory, OnBothDatabases]
    public async Task A_run_that_came_later_counts(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1", share: 0.5);

        await review.Evaluate("v1", share: 0.95);

        Assert.DoesNotContain((await Of(review, review.System)).Lacking, item => item.Key.StartsWith("check.", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task Without_holders_of_the_seats_the_approval_cannot_be_completed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Person("Technical", Role.TechnicalReviewer);
        await house.Person("Member", Role.BoardMember);
        var filed = await house.FileAndPublish(owner, await house.Person("Risk", Role.RiskManager));

        var readiness = await house.Get<ReadinessQueries>().Of(filed.Code, default);

        Assert.Contains("Board", readiness?.Items.Single(item => item.Key == "flow").Explanation);
    }

    [Theory, OnBothDatabases]
    public async Task An_exception_that_holds_is_tolerated_until_its_last_day(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var filed = await house.FileAndSubmit(owner);
        _ = (await house.Accept(await house.Person("Risk", Role.RiskManager), filed.Code, RiskTier.Medium, "It advises only.")).Value;

        var now = await house.Get<ReadinessQueries>().Of(filed.Code, default);
        house.Time.Advance(TimeSpan.FromDays(200));
        var later = await house.Get<ReadinessQueries>().Of(filed.Code, default);

        Assert.Equal("exception.EX-0001", Assert.Single(now?.Of(ReadinessState.Tolerated) ?? []).Key);
        Assert.Empty(later?.Of(ReadinessState.Tolerated) ?? []);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_asked_for_is_not_tolerated_yet(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var today = DateOnly.FromDateTime(House.Noon.UtcDateTime);
        _ = (await review.House.Get<RequestException>().Run(
            review.Owner, new(review.System, null, "recall", "Recall below the threshold", "The hold-out is small.", new("A person looks at each case.", today.AddDays(30))), default)).Value;

        Assert.Empty((await Of(review, review.System)).Of(ReadinessState.Tolerated));
    }

    [Theory, OnBothDatabases]
    public async Task A_finding_presses_while_it_is_severe_or_overdue_and_not_closed(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Raise(review, FindingSeverity.Note, days: 10);
        var calm = (await Of(review, review.System)).Items.Single(item => item.Key == "findings");
        await Raise(review, FindingSeverity.Severe, days: 20);
        var severe = (await Of(review, review.System)).Items.Single(item => item.Key == "findings");
        review.House.Time.Advance(TimeSpan.FromDays(11));
        var overdue = (await Of(review, review.System)).Items.Single(item => item.Key == "findings");

        Assert.Equal(ReadinessState.Met, calm.State);
        Assert.Equal((ReadinessState.Lacks, "FI-0002"), (severe.State, severe.At));
        Assert.Equal("FI-0001 and FI-0002 are severe or overdue.", overdue.Explanation);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_retired_says_so_first(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        _ = (await review.House.Get<RetireEntry>().Run(review.Owner, new(review.System, "It is over."), default)).Value;

        Assert.Equal($"{review.System} is retired.", (await Of(review, review.System)).Items[0].Explanation);
    }

    [Theory, OnBothDatabases]
    public async Task Maturity_is_found_from_the_way_that_things_came_in(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var byHand = (await Of(review, review.System)).Maturity;
        await Promote(review, "v1");
        var stillByHand = (await Of(review, review.System)).Maturity;

        Assert.Equal((0, 2, "v1 was not declared from a pipeline."), (byHand.Level, byHand.Target, byHand.Reason));
        Assert.Equal(0, stillByHand.Level);
    }

    [Theory, OnBothDatabases]
    public async Task A_pipeline_makes_level_1_with_the_version_and_level_2_with_what_follows(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var pipeline = Actor.ByToken(review.Owner.Id(), "Owner", "token", Enum.GetValues<Permission>().ToHashSet(), new TokenReach(TokenKind.Pipeline, null));

        await review.Version("v1", by: pipeline);
        var evaluated = (await Of(review, review.System)).Maturity;
        await Promote(review, "v1", pipeline);
        var applied = (await Of(review, review.System)).Maturity;

        Assert.Equal((1, "apply promotions from the pipeline"), (evaluated.Level, evaluated.Next));
        Assert.Equal((2, "evaluate with feature values, so that a baseline is frozen"), (applied.Level, applied.Next));
    }

    [Theory, OnBothDatabases]
    public async Task An_owner_reads_all_of_theirs_in_as_many_queries_as_one_and_what_lacks_most_comes_first(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        for (var more = 0; more < 5; more++)
            await review.House.FileAndPublish(review.Owner, review.Risk);
        await review.House.File(review.Owner);
        var another = await review.House.Person("Another", Role.SystemOwner);
        await review.House.FileAndPublish(another, review.Risk);

        using var counted = new CountedQueries(review.House);
        var queries = new ReadinessQueries(
            counted, new RegisterQueries(counted, review.House.Get<PeopleQueries>()), new VersionReader(new MonitoringQueries(counted, review.House.Get<SeriesStore>(), review.House.Get<AlertQueries>(), review.House.Time)),
            review.House.Get<Calendar>(), review.House.Time);

        Assert.Single(await queries.OwnedBy(another.Id(), default));
        var ofOne = counted.Queries;
        var owned = await queries.OwnedBy(review.Owner.Id(), default);

        Assert.Equal(2 * ofOne, counted.Queries);
        Assert.Equal(["AIS-0002", "AIS-0003", "AIS-0004", "AIS-0005", "AIS-0006", "AIS-0001"], owned.Select(readiness => readiness.Code));
        Assert.Equal([6, 2], owned.Select(readiness => readiness.Lacking.Count()).Distinct());
    }

    private static async Task Raise(Review review, FindingSeverity severity, int days) => _ = (await review.House.Get<RaiseFinding>().Run(
        review.Risk, new(review.System, FindingSource.Review, severity, "Groups differ", "Say why.", review.Owner.Id(), DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(days)), default)).Value;

    private static async Task<Readiness> Of(Review review, string system) =>
        await review.House.Get<ReadinessQueries>().Of(system, default) ?? throw new InvalidOperationException($"There is no {system}.");

    private static async Task Promote(Review review, string label, Actor? by = null)
    {
        var promotion = (await review.Request(label)).Value;
        await review.Approve(promotion);
        _ = (await review.House.Get<ApplyPromotion>().Run(by ?? review.Owner, promotion, default)).Value;
    }
}
