using Portal.Data;
using Portal.Ledger.Certificates;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>A version comes to Staging, Pilot and Production, each by a decision of its own.</summary>
public sealed class StagesTests
{
    [Theory, OnBothDatabases]
    public async Task A_version_goes_from_stage_to_stage_and_what_brought_it_there_is_superseded_by_what_takes_it_on(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");

        var staging = await review.Bring("v1", Stage.Staging);
        var staged = await Ask(review, "v1", Stage.Staging);
        var tooFar = await Ask(review, "v1", Stage.Pilot);
        var pilot = await review.Bring("v1", Stage.Pilot);
        var piloted = await Ask(review, "v1", Stage.Pilot);
        var production = await review.Bring("v1", Stage.Production);
        var behind = await Ask(review, "v1", Stage.Pilot);

        Assert.Equal(
            [(PromotionState.Superseded, "Technical"), (PromotionState.Superseded, "Technical, then two seats"), (PromotionState.Applied, "Technical, then two seats")],
            new[] { await review.Room(staging), await review.Room(pilot), await review.Room(production) }.Select(room => (room.State, room.FlowName)));
        Assert.Equal(Stage.Production, (await review.Room(production)).Version.Line.Stage);
        Assert.Equal((true, false, true, false), (staged.Allowed, tooFar.Allowed, piloted.Allowed, behind.Allowed));
        Assert.Equal("PR-0002 is Superseded: v1 may not run in Pilot.", behind.Reason);
        Assert.Equal(["Staging", "Pilot"], new[] { staged, piloted }.Select(answer => CertificateVerifier.Verify(answer.Certificate ?? "", review.House.Get<CertificateKeys>().Published, review.House.Time.GetUtcNow()).Certificate?.Stage));
    }

    [Theory, OnBothDatabases]
    public async Task A_stage_is_taken_from_the_version_that_had_it_and_from_no_other(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        foreach (var label in new[] { "v1", "v2", "v3" })
            await review.Version(label);
        var live = await review.Bring("v1", Stage.Production);
        var pilot = await review.Bring("v2", Stage.Pilot);

        var next = await review.Bring("v3", Stage.Pilot);

        Assert.Equal(
            [(PromotionState.Applied, Stage.Production), (PromotionState.Superseded, Stage.Retired), (PromotionState.Applied, Stage.Pilot)],
            new[] { await review.Room(live), await review.Room(pilot), await review.Room(next) }.Select(room => (room.State, room.Version.Line.Stage.GetValueOrDefault())));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_only_tested_stays_while_its_way_on_is_being_decided(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        foreach (var label in new[] { "v1", "v2", "v3" })
            await review.Version(label);
        var first = await review.Bring("v1", Stage.Staging);
        var asked = (await review.Request("v1", to: Stage.Pilot)).Value;
        var second = await review.Bring("v2", Stage.Staging);

        await review.Bring("v3", Stage.Staging);
        await review.Approve(asked);

        Assert.Equal(PromotionState.Applied, (await review.Apply(asked)).Value);
        Assert.Equal(
            [(PromotionState.Superseded, Stage.Pilot), (PromotionState.Superseded, Stage.Retired)],
            new[] { await review.Room(first), await review.Room(second) }.Select(room => (room.State, room.Version.Line.Stage.GetValueOrDefault())));
    }

    [Theory, OnBothDatabases]
    public async Task A_request_goes_nowhere_but_on(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        await review.Bring("v1", Stage.Pilot);

        var back = await review.Request("v1", to: Stage.Staging);
        var nowhere = await review.Request("v1", to: Stage.Development);
        var gone = await review.Request("v1", to: Stage.Retired);

        Assert.Equal("Version v1 is in Pilot and does not go to Staging.", Assert.IsType<NotAllowed>(back.Refusal).Message);
        Assert.All([nowhere, gone], refused => Assert.Equal("stage", Assert.Single(Assert.IsType<Invalid>(refused.Refusal).Faults).Field));
    }

    [Theory, OnBothDatabases]
    public async Task Before_anybody_asks_it_is_said_who_decides_and_what_the_gate_asks_for_each_stage(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var version = (await review.House.Get<Portal.ModelRegistry.VersionQueries>().One(review.System, "v1", default))?.Line.Id ?? default;

        var options = await review.House.Get<RequestOptions>().Of(version, null, default);
        await review.Bring("v1", Stage.Pilot);
        var left = await review.House.Get<RequestOptions>().Of(version, null, default);

        Assert.Equal(
            [(Stage.Staging, "Technical", 2), (Stage.Pilot, "Technical, then two seats", 3), (Stage.Production, "Technical, then two seats", 3)],
            options.Select(option => (option.Target, option.Flow.Name, option.Gate.Checks.Count)));
        Assert.Equal([Stage.Production], left.Select(option => option.Target));
    }

    [Fact]
    public void The_shipped_policy_asks_of_each_target_what_it_can_show_by_then()
    {
        var policy = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2));

        Assert.All(policy.ChecksTo(Stage.Staging, RiskTier.Critical), check => Assert.True(check is CardCheck or MetricCheck or ScanCheck));
        Assert.Equal(["better-than-live", "rows-seen", "record-review", "reviewed-share"], policy.ChecksTo(Stage.Production, RiskTier.Critical).Except(policy.ChecksTo(Stage.Pilot, RiskTier.Critical)).Select(check => check.Key));
        Assert.Equal(policy.ChecksTo(Stage.Production, RiskTier.Critical).OfType<MetricCheck>().Select(check => check.Key).Where(key => key != "reviewed-share"), policy.ChecksTo(Stage.Staging, RiskTier.Critical).OfType<MetricCheck>().Select(check => check.Key));
        Assert.Equal(Severity.Block, policy.ChecksTo(Stage.Production, RiskTier.Medium).Single(check => check.Key == "rows-seen").Severity);
    }

    private static async Task<AskAdmission.Answer> Ask(Review review, string label, Stage stage) =>
        (await review.House.Get<AskAdmission>().Run(review.Owner, new(review.System, label, null, stage, Running: false), default)).Value;
}
