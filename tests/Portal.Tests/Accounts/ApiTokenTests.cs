using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class ApiTokenTests
{
    private static readonly Permission[] OfAnybody = [.. TokenScopes.All.Where(scope => !TokenScopes.IsOfRoles(scope))];

    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Theory, OnBothDatabases]
    public async Task A_token_acts_for_its_person_with_its_scopes_until_it_expires(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();

        var issued = (await Issue(house, owner, owner, [Permission.Read, Permission.SendTelemetry])).Value;

        var actor = await house.Get<Actors>().ByToken(issued.Secret, default);
        Assert.NotNull(actor);
        Assert.Equal(owner.Person, actor.Person);
        Assert.Equal([Permission.Read, Permission.SendTelemetry], actor.Permissions.Order());
        Assert.Equal(issued.Name, actor.ThroughId);
        house.Time.Advance(Month);
        Assert.Null(await house.Get<Actors>().ByToken(issued.Secret, default));
    }

    [Fact]
    public async Task A_secret_is_recognisable_has_256_random_bits_and_is_stored_nowhere()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();

        var (first, second) = ((await Issue(house, owner, owner, [Permission.Read])).Value, (await Issue(house, owner, owner, [Permission.Read])).Value);

        Assert.Matches("^aigp_[A-Za-z0-9_-]{43}$", first.Secret);
        Assert.NotEqual(first.Secret, second.Secret);
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.All(await db.ApiTokens.ToListAsync(), token => Assert.DoesNotContain(token.Hash, new[] { first.Secret, second.Secret }));
        Assert.All(await house.Entries(), entry => Assert.DoesNotContain(first.Secret[ApiToken.Prefix.Length..], System.Text.Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_makes_a_token_within_their_own_rights_alone()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var developer = await house.Developer();

        var within = await Issue(house, developer, developer, [Permission.Read, Permission.DeclareVersions]);
        var beyond = await Issue(house, developer, developer, [Permission.RequestPromotions]);

        Assert.Null(within.Refusal);
        Assert.Contains("RequestPromotions", Assert.IsType<Forbidden>(beyond.Refusal).Message, StringComparison.Ordinal);
        Assert.Equal(["token.issued", "token.issue.refused"], (await house.Entries()).Select(entry => entry.Action));
    }

    [Fact]
    public async Task An_administrator_issues_wider_ones_for_somebody_else_and_not_for_themselves()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (developer, admin) = (await house.Developer(), await house.Person("Admin", Role.Administrator));

        var forSomebody = await Issue(house, admin, developer, [Permission.RequestPromotions]);
        var forThemselves = await Issue(house, admin, admin, [Permission.RequestPromotions]);
        var byNobody = await Issue(house, developer, admin, [Permission.Read]);

        Assert.Null(forSomebody.Refusal);
        Assert.IsType<Forbidden>(forThemselves.Refusal);
        Assert.IsType<Forbidden>(byNobody.Refusal);
    }

    [Theory]
    [InlineData(Permission.SignTechnical)]
    [InlineData(Permission.SignBoard)]
    [InlineData(Permission.ReviewDocuments)]
    [InlineData(Permission.ConfirmTiers)]
    [InlineData(Permission.ManagePeople)]
    public async Task What_decides_signs_or_administers_is_no_scope(Permission permission)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var admin = await house.Person("Admin", Role.Administrator);
        var person = await house.Person("Everything", Enum.GetValues<Role>());

        var fault = Assert.IsType<Invalid>((await Issue(house, admin, person, [permission])).Refusal).Faults.Single();

        Assert.Equal("scopes", fault.Field);
    }

    [Fact]
    public async Task A_token_makes_no_token()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var token = await ByToken(house, owner, owner, [Permission.Read]);

        Assert.IsType<Forbidden>((await Issue(house, token, owner, [Permission.Read])).Refusal);
    }

    [Fact]
    public async Task Every_fault_of_a_token_is_named_by_its_field()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();

        var refused = await house.Get<IssueToken>().Run(owner, new(owner.Person.GetValueOrDefault(), "", [], [], TimeSpan.FromDays(366), " "), default);

        Assert.Equal(["label", "scopes", "systems", "validity", "reason"], Assert.IsType<Invalid>(refused.Refusal).Faults.Select(fault => fault.Field));
    }

    [Theory, OnBothDatabases]
    public async Task A_revoked_token_is_refused_at_the_next_request(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, stranger) = (await house.Owner(), await house.Developer());
        var issued = (await Issue(house, owner, owner, [Permission.Read])).Value;
        var revoke = new RevokeToken.Input(ApiToken.HashOf(issued.Secret), "It was in a log.");

        Assert.IsType<Forbidden>((await house.Get<RevokeToken>().Run(stranger, revoke, default)).Refusal);
        Assert.NotNull(await house.Get<Actors>().ByToken(issued.Secret, default));
        Assert.Null((await house.Get<RevokeToken>().Run(owner, revoke, default)).Refusal);

        Assert.Null(await house.Get<Actors>().ByToken(issued.Secret, default));
        Assert.Equal(["token.issued", "token.revoke.refused", "token.revoked"], (await house.Entries()).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData(PersonState.Disabled)]
    [InlineData(PersonState.Left)]
    public async Task The_tokens_of_who_may_not_act_any_more_stop_at_once(PersonState state)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        var issued = (await Issue(house, owner, owner, [Permission.Read])).Value;

        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            var user = await db.Users.SingleAsync();
            db.Entry(user).Property(row => row.State).CurrentValue = state;
            await db.SaveChangesAsync();
        }

        Assert.Null(await house.Get<Actors>().ByToken(issued.Secret, default));
    }

    [Theory, OnBothDatabases]
    public async Task The_last_use_is_noted_once_a_minute(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var secret = (await Issue(house, owner, owner, [Permission.Read])).Value.Secret;

        Assert.Null(await LastUse(house, owner));
        await house.Get<Actors>().ByToken(secret, default);
        house.Time.Advance(TimeSpan.FromSeconds(59));
        await house.Get<Actors>().ByToken(secret, default);
        Assert.Equal(House.Noon, await LastUse(house, owner));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await house.Get<Actors>().ByToken(secret, default);
        Assert.Equal(House.Noon + TimeSpan.FromMinutes(1), await LastUse(house, owner));
    }

    [Theory, OnBothDatabases]
    public async Task What_protects_others_from_who_builds_goes_with_the_roles_of_the_tokens_person(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (admin, developer, validator) = (await house.Person("Admin", Role.Administrator), await house.Developer(), await house.Validator());

        var refused = await house.Get<IssueToken>().Run(admin, new(developer.Id(), "Groups", [Permission.ReadProtectedGroups], null, TimeSpan.FromDays(1), "Reports."), default);
        var actor = await ByToken(house, admin, validator, [Permission.Read, Permission.ReadProtectedGroups]);

        Assert.Contains("ReadProtectedGroups goes with the person's roles", Assert.IsType<Forbidden>(refused.Refusal).Message, StringComparison.Ordinal);
        Assert.True(actor.May(Permission.ReadProtectedGroups));
        await house.Get<AdmitToken>().Run(Actor.System("demo"), new(developer.Id(), "a-secret-that-was-chosen-elsewhere-0123456789", "Demo"), default);
        Assert.False((await house.Get<Actors>().ByToken("a-secret-that-was-chosen-elsewhere-0123456789", default))!.May(Permission.ReadProtectedGroups));
    }

    [Theory, OnBothDatabases]
    public async Task A_token_that_is_bound_to_another_system_changes_nothing_here(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        await review.Approve(promotion);
        var (house, admin) = (review.House, await review.House.Person("Admin", Role.Administrator));
        var bound = await ByToken(house, admin, review.Owner, OfAnybody, [SystemId.New(House.Noon)]);
        var content = (await house.Entry(review.System)).Shown.Content;

        Refusal?[] refusals =
        [
            (await house.Get<FileSystem>().Run(bound, new(content), default)).Refusal,
            (await house.Get<EditEntry>().Run(bound, new(review.System, content, null), default)).Refusal,
            (await house.Get<SubmitEntry>().Run(bound, new(review.System, null), default)).Refusal,
            (await house.Get<DeclareVersion>().Run(bound, new(review.System, Workshop.Declared(review.Developer, "v9")), default)).Refusal,
            (await house.Get<PutArtifact>().Run(bound, new(review.System, "v1", "model.bin", new MemoryStream([1])), default)).Refusal,
            (await house.Get<SubmitEvaluation>().Run(bound, new(review.System, "v1", RowFormat.Ndjson, new MemoryStream([1]), new() { Dataset = "d", Positive = "bad" }), default)).Refusal,
            (await house.Get<AcceptPredictions>().Run(bound, new(review.System, null, "[]"u8.ToArray()), default)).Refusal,
            (await review.Request("v1", bound)).Refusal,
            (await house.Get<ApplyPromotion>().Run(bound, promotion, default)).Refusal,
            (await house.Get<WithdrawPromotion>().Run(bound, promotion, default)).Refusal,
            (await house.Get<ResubmitPromotion>().Run(bound, new(promotion, "Again.", Again.SameRevision), default)).Refusal,
            (await house.Get<IssueCertificate>().Run(bound, new(promotion, CertificateForm.Jwt), default)).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Contains("bound to", Assert.IsType<Forbidden>(refusal).Message, StringComparison.Ordinal));
        Assert.Equal(PromotionState.Approved, (await review.Room(promotion)).State);
    }

    [Fact]
    public async Task A_token_that_is_bound_to_the_system_works_on_it()
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var promotion = await review.InReview();
        await review.Approve(promotion);
        var (house, system) = (review.House, (await review.House.Entry(review.System)).Id);
        var bound = await ByToken(house, await house.Person("Admin", Role.Administrator), review.Owner, OfAnybody, [system]);

        Assert.Null((await house.Get<DeclareVersion>().Run(bound, new(review.System, Workshop.Declared(review.Developer, "v9")), default)).Refusal);
        Assert.Null((await house.Get<ApplyPromotion>().Run(bound, promotion, default)).Refusal);
    }

    [Fact]
    public async Task With_a_token_of_their_own_people_work_on_no_system_that_is_not_theirs()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, developer, admin) = (await house.Owner(), await house.Developer(), await house.Person("Admin", Role.Administrator));
        await house.File(owner);
        var (personal, pipeline) = (await ByToken(house, developer, developer, [Permission.DeclareVersions]), await ByToken(house, admin, developer, [Permission.DeclareVersions]));

        Assert.IsType<Forbidden>((await house.Get<DeclareVersion>().Run(personal, new(Workshop.Code, Workshop.Declared(developer)), default)).Refusal);
        Assert.Null((await house.Get<DeclareVersion>().Run(pipeline, new(Workshop.Code, Workshop.Declared(developer)), default)).Refusal);
    }

    [Fact]
    public async Task Separation_of_duties_counts_a_token_as_its_person()
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var (house, admin) = (review.House, await review.House.Person("Admin", Role.Administrator));
        await review.Version("v1");
        var pipeline = await ByToken(house, admin, review.Technical, OfAnybody);

        var promotion = (await review.Request("v1", pipeline)).Value;
        var signed = await review.Sign(promotion, review.Technical);

        Assert.IsType<Forbidden>(signed.Refusal);
        Assert.Equal(review.Technical.Name, (await house.Get<PromotionQueries>().Line(promotion, AsOf.Now, default))?.Requester.Name);
    }

    private static Task<Result<IssueToken.Issued>> Issue(House house, Actor by, Actor @for, IReadOnlyList<Permission> scopes, IReadOnlyList<SystemId>? systems = null) =>
        house.Get<IssueToken>().Run(by, new(@for.Person.GetValueOrDefault(), "Pipeline of scoring", scopes, systems, Month, "The nightly build."), default);

    private static async Task<Actor> ByToken(House house, Actor by, Actor @for, IReadOnlyList<Permission> scopes, IReadOnlyList<SystemId>? systems = null) =>
        await house.Get<Actors>().ByToken((await Issue(house, by, @for, scopes, systems)).Value.Secret, default) ?? throw new InvalidOperationException("The token does not hold.");

    private static async Task<DateTimeOffset?> LastUse(House house, Actor person) =>
        (await house.Get<TokenQueries>().Of(person.Person.GetValueOrDefault(), new PageRequest(1, 10), default)).Items.Single().LastUsedAt;
}
