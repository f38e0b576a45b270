using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class StepUpTests
{
    private const string Meaning = "I approve PR-0001, revision 1, on the evidence shown.";
    private static readonly Digest Subject = Digest.Of("subject"u8);
    private static readonly Digest Other = Digest.Of("other"u8);

    [Theory, OnBothDatabases]
    public async Task The_first_signature_of_a_session_takes_two_components_the_next_one_and_after_ten_idle_minutes_two_again(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var signer = await house.RealPerson("Signer", Role.TechnicalReviewer);
        var (offer, _) = await SecondFactorTests.AddApp(house, signer);

        Assert.Equal("code", FieldOf(await Show(house, signer, new Shown(House.Password))));
        Assert.Equal("password", FieldOf(await Show(house, signer, new Shown(Code: house.Code(offer)))));
        Assert.Equal("password and TOTP code", await Sign(house, signer, new Shown(House.Password, house.Code(offer))));
        Assert.Equal("password", await Sign(house, signer, new Shown(House.Password)));
        house.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("TOTP code", await Sign(house, signer, new Shown(Code: house.Code(offer))));

        house.Time.Advance(TimeSpan.FromMinutes(10.1));
        await house.Get<Sessions>().Seen(signer.Session.GetValueOrDefault(), default);
        Assert.Equal("code", FieldOf(await Show(house, signer, new Shown(House.Password))));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_signs_before_a_second_factor_is_set_up(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var signer = await house.RealPerson("Signer", Role.TechnicalReviewer);

        Assert.Contains("Set up a second factor", Assert.IsType<Forbidden>((await Show(house, signer, new Shown(House.Password))).Refusal).Message);
        Assert.True((await house.Get<StepUp>().Demand(signer, default)).Factors.Missing);
    }

    [Theory, OnBothDatabases]
    public async Task A_passkey_signs_alone_when_it_was_asked_for_this_signature_in_this_session(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var signer = await house.RealPerson("Signer", Role.TechnicalReviewer);
        var other = await house.RealPerson("Other", Role.TechnicalReviewer);
        await SecondFactorTests.AddPasskey(house, signer, "signer's");
        await SecondFactorTests.AddPasskey(house, other, "other's");
        var elsewhere = Actor.InPerson(signer.Person.GetValueOrDefault(), signer.Name, signer.Permissions, (await SignIn(house)).Session);

        Assert.Equal("passkey", FieldOf(await Show(house, signer, new Shown(House.Password))));
        Assert.Equal("passkey", FieldOf(await Show(house, signer, await Passkey(house, signer, "signer's", Other, Meaning))));
        Assert.Equal("passkey", FieldOf(await Show(house, signer, await Passkey(house, signer, "signer's", Subject, "I reject PR-0001."))));
        Assert.Equal("passkey", FieldOf(await Show(house, signer, await Passkey(house, elsewhere, "signer's", Subject, Meaning))));
        Assert.Equal("passkey", FieldOf(await Show(house, signer, await Passkey(house, other, "other's", Subject, Meaning))));

        var shown = await Passkey(house, signer, "signer's", Subject, Meaning);
        Assert.Equal("passkey", await Sign(house, signer, shown));
        Assert.Equal("passkey", FieldOf(await Show(house, signer, shown)));

        var late = await Passkey(house, signer, "signer's", Subject, Meaning);
        house.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal("passkey", FieldOf(await Show(house, signer, late)));
        Assert.Equal(6, (await house.Entries()).Count(entry => entry.Action == "credential.show.refused"));
    }

    [Theory, OnBothDatabases]
    public async Task A_proof_that_is_borrowed_late_or_for_something_else_is_refused(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var signer = await house.Person("Signer", Role.TechnicalReviewer);
        var other = await house.Person("Other", Role.TechnicalReviewer);
        var elsewhere = Actor.InPerson(signer.Person.GetValueOrDefault(), signer.Name, signer.Permissions, (await SignIn(house)).Session);
        var token = (await Show(house, signer, new Shown(House.Password))).Value;

        Assert.Contains("another signature", await Refused(house, token, other, Subject, Meaning));
        Assert.Contains("another session", await Refused(house, token, elsewhere, Subject, Meaning));
        Assert.Contains("another signature", await Refused(house, token, signer, Other, Meaning));
        Assert.Contains("another signature", await Refused(house, token, signer, Subject, "I reject PR-0001."));
        Assert.Contains("was not given here", await Refused(house, new StepUpToken("made up"), signer, Subject, Meaning));
        Assert.Null((await Redeem(house, token, signer, Subject, Meaning)).Refusal);
        Assert.Contains("already used", await Refused(house, token, signer, Subject, Meaning));

        var late = (await Show(house, signer, new Shown(House.Password))).Value;
        house.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.Contains("two minutes", await Refused(house, late, signer, Subject, Meaning));
    }

    [Theory, OnBothDatabases]
    public async Task Five_wrong_credentials_lock_signing_for_fifteen_minutes_and_say_so_in_the_ledger(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var signer = await house.Person("Signer", Role.TechnicalReviewer);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1.5));
            Assert.Equal("password", FieldOf(await Show(house, signer, new Shown("wrong"))));
        }

        Assert.Contains("Signing is locked", Assert.IsType<Forbidden>((await Show(house, signer, new Shown(House.Password))).Refusal).Message);
        Assert.Equal(1, (await house.Entries()).Count(entry => entry.Action == "credential.locked"));
        house.Time.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Null((await Show(house, signer, new Shown(House.Password))).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task How_a_signer_proved_who_they_are_is_on_the_vote_and_in_the_ledger(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        await SecondFactorTests.AddPasskey(review.House, review.Technical, "key");
        var room = await review.Room(promotion, review.Technical);
        var meaning = DecidePromotion.Meaning(Verdict.Approve, room.Code, room.Revision);
        var shown = await Passkey(review.House, review.Technical, "key", room.SubjectDigest, meaning);
        var token = (await review.House.Get<StepUp>().Run(review.Technical, new(shown, room.SubjectDigest, meaning), default)).Value;
        _ = (await review.House.Get<DecidePromotion>().Run(review.Technical, new(promotion, room.SubjectDigest, Verdict.Approve, "As shown.", token), default)).Value;

        var vote = (await review.Room(promotion, review.Owner)).Steps.SelectMany(step => step.Votes).Single();
        Assert.Equal(("passkey", review.House.Time.GetUtcNow()), (vote.AuthenticatedWith, vote.AuthenticatedAt));
        var entry = (await review.House.Entries()).Last(entry => entry.Action == PromotionEvents.Approved);
        Assert.Contains("\"authenticated\":\"passkey\"", Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
    }

    private static async Task<Shown> Passkey(House house, Actor asker, string device, Digest subject, string meaning) =>
        new(Passkey: FakePasskeys.Answer(device, (await house.Get<StepUp>().Ask(asker, subject, meaning, default)).Value));

    private static Task<Result<StepUpToken>> Show(House house, Actor actor, Shown shown) => house.Get<StepUp>().Run(actor, new(shown, Subject, Meaning), default);

    private static async Task<string> Sign(House house, Actor actor, Shown shown) =>
        (await Redeem(house, (await Show(house, actor, shown)).Value, actor, Subject, Meaning)).Value.InWords;

    private static Task<Result<Authentication>> Redeem(House house, StepUpToken token, Actor actor, Digest subject, string meaning) =>
        house.Dbs.WriteAsync<Authentication>(db => StepUp.Redeem(db, token, actor, subject, meaning, house.Time.GetUtcNow(), default), default);

    private static async Task<string> Refused(House house, StepUpToken token, Actor actor, Digest subject, string meaning) =>
        Assert.IsType<Forbidden>((await Redeem(house, token, actor, subject, meaning)).Refusal).Message;

    private static async Task<SignedIn> SignIn(House house) =>
        (await house.Get<SignInWithPasskey>().Run(new(FakePasskeys.Answer("signer's", await house.Get<SignInWithPasskey>().Ask(default)), Origin.None), default)) is { Refusal: null } begun
            ? begun.Value
            : (await house.Get<SignIn>().Run(new(House.AddressOf("Signer"), House.Password, Origin.None), default)).Value.Begun();

    private static string FieldOf(Result<StepUpToken> result) => Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field;
}
