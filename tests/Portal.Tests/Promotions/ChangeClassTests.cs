using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What kind of change a request asks for, from what differs to who decides.</summary>
public sealed class ChangeClassTests
{
    [Theory, OnBothDatabases]
    public async Task A_patch_that_answers_as_before_takes_the_short_way_and_the_report_of_the_version_before(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Version(review, "v1", "numpy 2.1.3", report: true);
        var first = (await review.Request("v1")).Value;
        await review.Approve(first);
        _ = (await review.Apply(first)).Value;
        await Version(review, "v2", "numpy 2.2.0");

        var promotion = (await review.Request("v2")).Value;
        var asked = await review.Room(promotion);
        _ = (await review.Sign(promotion, review.Technical)).Value;
        _ = (await review.Sign(promotion, review.Risk)).Value;

        Assert.Equal((ChangeClass.Major, "First version in Production"), ((await review.Room(first)).Change?.Class, Assert.Single((await review.Room(first)).Change?.Because ?? [])));
        Assert.Equal((ChangeClass.Minor, "v1", "Technical, then risk"), (asked.Change?.Class, asked.Change?.Against?.Label, asked.FlowName));
        Assert.Equal("Approved for v1 by a reviewer who did not write it; it counts while it is valid.", asked.Gate.Checks.Single(check => check.Kind == CheckKind.Document).Explanation);
        Assert.Equal(PromotionState.Applied, (await review.Apply(promotion)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task Who_raises_the_class_takes_the_whole_way_with_papers_of_its_own_and_nobody_lowers_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Version(review, "v1", "numpy 2.1.3", report: true);
        var lowered = await Request(review, "v1", ChangeClass.Standard);
        var first = (await review.Request("v1")).Value;
        await review.Approve(first);
        _ = (await review.Apply(first)).Value;
        await Version(review, "v2", "numpy 2.2.0");

        var room = await review.Room((await Request(review, "v2", ChangeClass.Major)).Value);

        var fault = Assert.Single(Assert.IsType<Invalid>(lowered.Refusal).Faults);
        Assert.Equal(("changeClass", "It is Major by what differs (First version in Production): a request may raise that, and not lower it."), (fault.Field, fault.Message));
        Assert.Equal((PromotionState.GateFailed, ChangeClass.Major, ChangeClass.Minor, "Technical, then two seats"), (room.State, room.Change?.Class, room.Change?.Derived, room.FlowName));
    }

    [Theory, OnBothDatabases]
    public async Task Other_answers_in_must_pass_cases_make_it_standard_and_another_purpose_major(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Version(review, "v1", "numpy 2.1.3", report: true);
        var first = (await review.Request("v1")).Value;
        await review.Approve(first);
        _ = (await review.Apply(first)).Value;
        await Version(review, "v2", "numpy 2.2.0", answer: "yes");
        await Version(review, "v3", "numpy 2.2.0");

        var standard = await review.Room((await review.Request("v2")).Value);
        await review.Publish(content => content with { Purpose = "Scores applications for mortgages." });
        var major = await review.Room((await review.Request("v3")).Value);

        Assert.Equal((ChangeClass.Standard, "Outputs in must-pass cases", "Technical, then two seats"), (standard.Change?.Class, Assert.Single(standard.Change?.Because ?? []), standard.FlowName));
        Assert.Equal((ChangeClass.Major, "Purpose in the register"), (major.Change?.Class, Assert.Single(major.Change?.Because ?? [])));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_decided_as_minor_is_not_applied_once_it_would_replace_something_else(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Version(review, "v1", "numpy 2.1.3", report: true);
        var first = (await review.Request("v1")).Value;
        await review.Approve(first);
        _ = (await review.Apply(first)).Value;
        await Version(review, "v2", "numpy 2.2.0");
        var patch = (await review.Request("v2")).Value;
        _ = (await review.Sign(patch, review.Technical)).Value;
        _ = (await review.Sign(patch, review.Risk)).Value;
        await Version(review, "v3", "numpy 2.1.3", commit: "b81e03c5524d", report: true);
        await review.Bring("v3", Stage.Production);

        var applied = await review.Apply(patch);

        Assert.Equal("PR-0002 was decided as a minor change against v1; it is a major change against v3 by now (Code). Request it again.", Assert.IsType<NotAllowed>(applied.Refusal).Message);
    }

    private static Task<Result<PromotionId>> Request(Review review, string label, ChangeClass change) =>
        review.House.Get<RequestPromotion>().Run(review.Owner, new(review.System, label, Stage.Production, ReasonForChange.Patch, "It is better.") { Change = change }, default);

    private static Task Version(Review review, string label, string installed, string answer = "no", string commit = "4f2c1d97a0be", bool report = false) =>
        review.VersionOf(label, new Provenance { CodeCommit = commit, Environment = new("train:1", null, installed) }, answer, report);
}
