using Portal.Accounts;
using Portal.Assurance;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance;

public sealed class SearchTests
{
    [Theory, OnBothDatabases]
    public async Task Systems_are_found_by_code_name_and_purpose_the_closest_first(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        foreach (var name in new[] { "Loan letters", "Card fraud", "Home loan scoring" })
            await house.File(owner, An.Entry(owner.Id()) with { Name = name, Purpose = "Looks at payments." });
        await house.File(owner, An.Entry(owner.Id()) with { Name = "Chatbot", Purpose = "Answers about LOANS." });

        async Task<string> Codes(string text) => string.Join(' ', (await house.Get<Search>().Find(owner, text, AsOf.Now, default)).Systems.Select(hit => hit.Code[^1]));

        Assert.Equal("1 3 4", await Codes("loan"));
        Assert.Equal("2", await Codes(" CARD "));
        Assert.Equal("3", await Codes("ais-0003"));
        Assert.Equal("1 2 3 4", await Codes("ais"));
        Assert.Equal("", await Codes("l"));
        Assert.Equal("", await Codes("%%"));
        Assert.Equal("", await Codes(new string('x', Search.LongestText + 1)));
    }

    [Theory, OnBothDatabases]
    public async Task Versions_are_found_by_label_promotions_by_code_and_people_by_who_looks_after_them(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview("v4.2-rc");
        var admin = await review.House.Person("Admin", Role.Administrator);

        var version = (await Find(review, review.Owner, "v4.2")).Versions.Single();
        var request = (await Find(review, review.Owner, "pr-0")).Promotions.Single();

        Assert.Equal((review.System, "v4.2-rc", Stage.Development), (version.System, version.Label, version.Stage));
        Assert.Equal((promotion, "PR-0001", review.System, "v4.2-rc"), (request.Id, request.Code, request.System, request.Version));
        Assert.Equal(["Validator"], (await Find(review, admin, "validator@example")).People.Select(person => person.Name));
        Assert.Empty((await Find(review, review.Owner, "validator@example")).People);
    }

    [Theory, OnBothDatabases]
    public async Task Of_a_past_day_it_finds_what_stood_then_under_the_name_of_then(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var first = review.House.Get<Calendar>().EndOf(review.House.Get<Calendar>().Today);
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await review.Publish(content => content with { Name = "Another name" });
        await review.Version("v1");

        var then = await review.House.Get<Search>().Find(review.Owner, "credit", first, default);

        Assert.Equal(("Credit scoring", SystemStage.Proposed), (then.Systems.Single().Name, then.Systems.Single().Stage));
        Assert.Empty((await review.House.Get<Search>().Find(review.Owner, "another", first, default)).Systems);
        Assert.Empty((await review.House.Get<Search>().Find(review.Owner, "v1", first, default)).Versions);
        Assert.Single((await Find(review, review.Owner, "v1")).Versions);
    }

    [Theory, OnBothDatabases]
    public async Task It_names_a_few_however_many_there_are_and_nothing_to_who_may_not_read(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        for (var count = 0; count < 9; count++)
            await house.File(owner);

        Assert.Equal(6, (await house.Get<Search>().Find(owner, "credit", AsOf.Now, default)).Systems.Count);
        Assert.Equal(Found.Nothing, await house.Get<Search>().Find(Actor.InPerson(owner.Id(), "Owner", new HashSet<Permission>()), "credit", AsOf.Now, default));
    }

    private static Task<Found> Find(Review review, Actor actor, string text) => review.House.Get<Search>().Find(actor, text, AsOf.Now, default);
}
