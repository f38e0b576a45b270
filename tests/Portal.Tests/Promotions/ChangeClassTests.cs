using System.Text;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What kind of change a request asks for, from what differs to who decides.</summary>
public sealed class ChangeClassTests
{
    private static readonly byte[] Model = "weights"u8.ToArray();

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

    /// <summary>Sealed, evaluated on five hundred rows of which two must pass, and validated where there is a report.</summary>
    private static async Task Version(Review review, string label, string installed, string answer = "no", string commit = "4f2c1d97a0be", bool report = false)
    {
        var declaration = new Declaration(label, new Artefact(ArtefactKind.Model, "scorecard"), [new("model.bin", Model.Length, Digest.Of(Model))], [review.Developer.Id()])
        {
            Provenance = new Provenance { CodeCommit = commit, Environment = new("train:1", null, installed) },
        };
        _ = (await review.House.Get<DeclareVersion>().Run(review.Owner, new(review.System, declaration), default)).Value;
        _ = (await review.House.Get<PutArtifact>().Run(review.Owner, new(review.System, label, "model.bin", new MemoryStream(Model)), default)).Value;
        var rows = string.Concat(Enumerable.Range(0, 500).Select(row => (row, truth: row % 2 == 0 ? "yes" : "no"))
            .Select(one => $$"""{"id":"{{one.row}}","label":"{{one.truth}}","prediction":"{{(one.row == 1 ? answer : one.truth)}}"{{(one.row < 2 ? ",\"mustPass\":true" : "")}}}""" + "\n"));
        _ = (await review.House.Get<SubmitEvaluation>().Run(
            review.Owner, new(review.System, label, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(rows)), new() { Dataset = "holdout-2026", Positive = "yes" }), default)).Value;
        if (!report)
            return;

        var document = (await review.House.Get<SubmitDocument>().Run(
            review.Owner, new(review.System, label, DocumentKind.ValidationReport, "Validation of " + label, "report.md", new MemoryStream("# Report\nSound."u8.ToArray())), default)).Value;
        _ = (await review.House.Get<ReviewDocument>().Run(review.Validator, new(document, DocumentReview.Approve, ""), default)).Value;
    }
}
