using Portal.Data;
using Portal.Ledger.Certificates;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

public sealed class ApplyPromotionTests
{
    [Theory, OnBothDatabases]
    public async Task Applying_moves_the_version_to_production_and_a_certificate_says_so(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview("v1");
        await review.Approve(promotion);

        var applied = await review.Apply(promotion);
        var jwt = await review.House.Get<IssueCertificate>().Run(review.Owner, new(promotion, CertificateForm.Jwt), default);
        var envelope = await review.House.Get<IssueCertificate>().Run(review.Owner, new(promotion, CertificateForm.Dsse), default);

        var room = await review.Room(promotion);
        var verdict = CertificateVerifier.Verify(jwt.Value, review.House.Get<CertificateKeys>().Published, review.House.Time.GetUtcNow());
        var statement = CertificateVerifier.Verify(envelope.Value, review.House.Get<CertificateKeys>().Published, review.House.Time.GetUtcNow()).Certificate;
        Assert.Equal(PromotionState.Applied, applied.Value);
        Assert.Equal(verdict.Certificate, statement is null ? null : statement with { Id = verdict.Certificate?.Id ?? "" });
        Assert.Equal(PolicyVersion.DigestOf(SmallPolicy.YamlOf(DateOnly.FromDateTime(House.Noon.UtcDateTime))).Text, statement?.PolicyDigest);
        Assert.Equal([("model.bin", Digest.Of("weights"u8).Text)], statement?.Artifacts.Select(artifact => (artifact.Name, artifact.Digest)));
        Assert.Equal(Stage.Production, room.Version.Line.Stage);
        Assert.True(verdict.IsVerified);
        Assert.Equal((review.System, "v1", room.SubjectDigest.Text), (verdict.Certificate?.System, verdict.Certificate?.Version, verdict.Certificate?.SubjectDigest));
    }

    [Theory, OnBothDatabases]
    public async Task The_next_version_supersedes_the_one_before(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var first = await review.InReview("v1");
        await review.Approve(first);
        _ = (await review.Apply(first)).Value;
        var second = await review.InReview("v2");
        await review.Approve(second);

        _ = (await review.Apply(second)).Value;

        Assert.Equal((PromotionState.Superseded, Stage.Retired), ((await review.Room(first)).State, (await review.Room(first)).Version.Line.Stage));
        Assert.IsType<NotAllowed>((await review.House.Get<IssueCertificate>().Run(review.Owner, new(first, CertificateForm.Jwt), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_gate_that_fails_now_stops_the_application_but_not_the_decision(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview("v1");
        await review.Approve(promotion);
        await review.Evaluate("v1", share: 0.5);

        var refused = await review.Apply(promotion);

        Assert.Contains("Accuracy", Assert.IsType<NotAllowed>(refused.Refusal).Message);
        Assert.Equal(PromotionState.Approved, (await review.Room(promotion)).State);
    }

    [Theory, OnBothDatabases]
    public async Task An_approval_goes_stale_too(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview("v1");
        await review.Approve(promotion);
        await review.Publish(content => content with { MayStop = MayStop.Yes });

        var refused = await review.Apply(promotion);

        Assert.IsType<NotAllowed>(refused.Refusal);
        Assert.Equal(PromotionState.Stale, (await review.Room(promotion)).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_failed_gate_ends_the_way_until_it_is_submitted_again(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1", share: 0.7);
        var promotion = (await review.Request("v1")).Value;
        var failed = (await review.Room(promotion)).State;
        await review.Evaluate("v1", share: 0.95);

        var again = await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(promotion, "Retrained threshold.", Again.NextRevision), default);

        Assert.Equal((PromotionState.GateFailed, PromotionState.InReview), (failed, again.Value));
    }

    [Theory, OnBothDatabases]
    public async Task One_version_has_one_open_request(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.InReview("v1");

        var second = await review.Request("v1");

        Assert.IsType<NotAllowed>(second.Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Only_an_owner_of_the_system_requests(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var other = await review.House.Person("Other owner", Portal.Accounts.Role.SystemOwner);

        var refused = await review.Request("v1", other);

        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Contains("promotion.request.refused", (await review.House.Entries()).Select(entry => entry.Action));
    }
}
