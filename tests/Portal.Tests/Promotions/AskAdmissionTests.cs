using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Ledger.Certificates;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

public sealed class AskAdmissionTests
{
    private static readonly Digest File = Digest.Of("weights"u8);
    private static readonly string Other = Digest.Of("other weights"u8).Text;

    [Theory, OnBothDatabases]
    public async Task What_was_promoted_to_the_stage_is_let_in_by_its_label_its_digest_and_its_files_with_a_certificate(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Applied(review, "v1");
        var content = (await review.House.Get<VersionQueries>().One(review.System, "v1", default))?.Line.ContentDigest?.Text;

        foreach (var (label, digest) in new[] { ("v1", (string?)null), (null, content), (null, File.Text), ("v1", File.Text) })
        {
            var answer = await Ask(review, label, digest);

            var verdict = CertificateVerifier.Verify(answer.Certificate ?? "", review.House.Get<CertificateKeys>().Published, new ExpectedCertificate(review.House.Time.GetUtcNow()) { Digest = File.Text, System = review.System, Stage = "Production" });
            Assert.True(answer.Allowed, answer.Reason);
            Assert.EndsWith("/promotions/PR-0001", answer.Link, StringComparison.Ordinal);
            Assert.Empty(verdict.Faults);
            Assert.Equal("v1", verdict.Certificate?.Version);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Another_stage_another_version_and_other_bytes_are_turned_away(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Applied(review, "v1");
        await review.InReview("v2");

        var pilot = await Ask(review, "v1", stage: Stage.Pilot);
        var waiting = await Ask(review, "v2");
        var bytes = await Ask(review, "v1", Other);
        var unknown = await Ask(review, "v9");

        Assert.Equal((false, "v1 was never promoted to Pilot: it may not run there."), (pilot.Allowed, pilot.Reason));
        Assert.Equal((false, "PR-0002 is InReview: v2 may not run in Production."), (waiting.Allowed, waiting.Reason));
        Assert.EndsWith("/promotions/PR-0002", waiting.Link, StringComparison.Ordinal);
        Assert.Equal((false, false), (bytes.Allowed, unknown.Allowed));
        Assert.All([pilot, waiting, bytes, unknown], answer => Assert.Null(answer.Certificate));
    }

    [Theory, OnBothDatabases]
    public async Task Where_nobody_is_affected_the_stage_of_the_version_is_enough(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var unsealed = new Declaration("v2", new Artefact(ArtefactKind.Model, "scorecard"), [new("model.bin", 7, File)], [review.Developer.Id()]);
        _ = (await review.House.Get<DeclareVersion>().Run(review.Owner, new(review.System, unsealed), default)).Value;

        Assert.True((await Ask(review, "v1", stage: Stage.Development)).Allowed);
        Assert.False((await Ask(review, "v1", stage: Stage.Staging)).Allowed);
        Assert.Equal((false, "v2 is not sealed: not all of its bytes have come."), await Ask(review, "v2", stage: Stage.Development) is var open ? (open.Allowed, open.Reason) : default);
    }

    [Theory, OnBothDatabases]
    public async Task What_runs_goes_on_for_the_policys_grace_after_its_promotion_was_superseded(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Applied(review, "v1");
        await Applied(review, "v2");
        var ended = review.House.Time.GetUtcNow();

        var started = await Ask(review, "v1");
        var running = await Ask(review, "v1", running: true);
        review.House.Time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        var last = await Ask(review, "v1", running: true);
        review.House.Time.Advance(TimeSpan.FromSeconds(1));
        var over = await Ask(review, "v1", running: true);

        Assert.False(started.Allowed);
        Assert.Equal((true, ended.AddHours(72), null), (running.Allowed, running.Until, running.Certificate));
        Assert.Equal((true, false), (last.Allowed, over.Allowed));
        Assert.Equal("PR-0001 is Superseded: v1 may not run in Production.", over.Reason);
        Assert.Equal((true, null), await Ask(review, null, File.Text, running: true) is var same ? (same.Allowed, same.Until) : default);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_suspended_is_turned_away_at_once_even_where_it_runs_until_it_is_resumed(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Applied(review, "v1");
        _ = (await review.House.Get<SuspendPromotion>().Run(review.Risk, new(review.System, Stage.Production, "Complaints doubled.", "The points table."), default)).Value;

        var suspended = await Ask(review, "v1", running: true);
        _ = (await review.House.Get<ResumePromotion>().Run(review.Risk, new((await review.House.Get<PromotionQueries>().ByCode("PR-0001", default)).GetValueOrDefault(), "They were of another system."), default)).Value;
        var resumed = await Ask(review, "v1", running: true);

        Assert.Equal((false, null), (suspended.Allowed, suspended.Until));
        Assert.StartsWith("PR-0001 is suspended since 2026-11-0", suspended.Reason, StringComparison.Ordinal);
        Assert.EndsWith("v1 may not run in Production. In its place: The points table. Why: Complaints doubled.", suspended.Reason, StringComparison.Ordinal);
        Assert.True(resumed.Allowed);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_approved_on_conditions_says_so_in_its_certificate(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var (promotion, due) = (await review.InReview(), review.House.Get<Calendar>().DayOf(review.House.Time.GetUtcNow()).AddDays(30));
        foreach (var signer in new[] { review.Technical, review.RiskSeat })
            _ = (await review.Sign(promotion, signer)).Value;
        _ = (await review.SignOn(promotion, review.LegalSeat, new Condition("Report refusals by age.", review.Owner.Id(), due, Blocking: true))).Value;
        _ = (await review.Apply(promotion)).Value;

        var certificate = (await Ask(review, "v1")).Certificate;

        var verdict = CertificateVerifier.Verify(certificate ?? "", review.House.Get<CertificateKeys>().Published, review.House.Time.GetUtcNow());
        Assert.Equal([new CertifiedCondition("FI-0001", "Report refusals by age.", due, isBlocking: true)], verdict.Certificate?.Conditions.AsEnumerable());
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_of_a_retired_system_is_let_in(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Applied(review, "v1");
        await using (var db = await review.House.Dbs.CreateDbContextAsync())
        {
            var now = review.House.Time.GetUtcNow();
            await db.Systems.Where(system => system.Code == review.System).ExecuteUpdateAsync(set => set.SetProperty(system => system.RetiredAt, now));
        }

        var answer = await Ask(review, "v1", running: true);

        Assert.Equal((false, $"{review.System} is retired."), (answer.Allowed, answer.Reason));
    }

    [Theory, OnBothDatabases]
    public async Task What_belongs_to_nothing_is_a_finding_and_one_however_often_it_asks(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);

        for (var time = 0; time < 3; time++)
        {
            Assert.False((await Ask(review, "v1", system: "AIS-0999")).Allowed);
            Assert.False((await Ask(review, null, Other, running: true)).Allowed);
            Assert.False((await Ask(review, "v9")).Allowed);
        }

        var findings = await review.House.Get<FindingQueries>().List(FindingFilter.NotClosed, FindingOrder.ByUrgency, new(1, 50), AsOf.Now, default);
        Assert.Equal(
            [(FindingSource.ShadowAi, null, "Admission was asked for a system that is not in the register: AIS-0999"), (FindingSource.ShadowAi, review.System, $"Something runs in Production that nobody declared: {Other}")],
            findings.Items.OrderBy(line => line.Code).Select(line => (line.Source, line.System, line.Title)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_turned_away_is_on_record_once_an_hour_for_the_same_reason(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");

        for (var time = 0; time < 5; time++)
            await Ask(review, "v1");
        await Ask(review, "v1", stage: Stage.Pilot);
        review.House.Time.Advance(TimeSpan.FromHours(1));
        await Ask(review, "v1");

        var entries = (await review.House.Entries()).Where(entry => entry.Action == PromotionEvents.NotAdmitted).ToList();
        Assert.Equal(["Production", "Pilot", "Production"], entries.Select(entry => entry.Reason?.Contains("Pilot", StringComparison.Ordinal) == true ? "Pilot" : "Production"));
        Assert.All(entries, entry => Assert.Equal($"{review.System}/v1", entry.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task Asking_of_what_runs_writes_nothing(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Applied(review, "v1");
        var before = (await review.House.Entries()).Count;

        Assert.True((await Ask(review, "v1", running: true)).Allowed);

        Assert.Equal(before, (await review.House.Entries()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_question_that_cannot_be_understood_names_its_fields(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);

        var result = await review.House.Get<AskAdmission>().Run(review.Owner, new("AIS\u0000", null, "sha256:AB", Stage.Retired, false), default);
        var nothing = await review.House.Get<AskAdmission>().Run(review.Owner, new(review.System, null, null, Stage.Production, false), default);

        Assert.Equal(["system", "digest", "stage"], Assert.IsType<Invalid>(result.Refusal).Faults.Select(fault => fault.Field));
        Assert.Equal(["version"], Assert.IsType<Invalid>(nothing.Refusal).Faults.Select(fault => fault.Field));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_without_the_scope_asks(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var nobody = Actor.InPerson(review.Owner.Id(), "Owner", new HashSet<Permission>());

        Assert.IsType<Forbidden>((await review.House.Get<AskAdmission>().Run(nobody, new(review.System, "v1", null, Stage.Production, false), default)).Refusal);
    }

    private static async Task Applied(Review review, string label)
    {
        var promotion = await review.InReview(label);
        await review.Approve(promotion);
        _ = (await review.Apply(promotion)).Value;
    }

    private static async Task<AskAdmission.Answer> Ask(Review review, string? version, string? digest = null, Stage stage = Stage.Production, bool running = false, string? system = null) =>
        (await review.House.Get<AskAdmission>().Run(review.Owner, new(system ?? review.System, version, digest, stage, running), default)).Value;
}
