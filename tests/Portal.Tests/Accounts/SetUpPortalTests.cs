using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SetUpPortalTests
{
    [Theory, OnBothDatabases]
    public async Task The_code_of_the_log_makes_the_first_administrator_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var code = await house.Get<SetUpPortal>().MakeCode(default) ?? "";

        var person = (await SetUp(house, code.ToLowerInvariant())).Value;

        // Administers as soon as there is a second factor.
        Assert.True(await house.Get<SecurityQueries>().LacksFactor(person, default));
        Assert.Contains("\"bootstrap\":\"true\"", Encoding.UTF8.GetString((await house.Entries())[^1].Bytes));
        Assert.Null(await house.Get<SetUpPortal>().MakeCode(default));
        Assert.IsType<NotFound>((await SetUp(house, code)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_code_of_an_earlier_start_opens_nothing(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var old = await house.Get<SetUpPortal>().MakeCode(default) ?? "";
        var code = await house.Get<SetUpPortal>().MakeCode(default) ?? "";

        Assert.NotEqual(old, code);
        Assert.IsType<Forbidden>((await SetUp(house, old)).Refusal);
        Assert.Contains(await house.Entries(), entry => entry.Action == "portal.set-up.refused");
        Assert.True(await house.Get<SetUpPortal>().IsOpen(default));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_wrong_names_its_field_and_the_code_still_holds(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var code = await house.Get<SetUpPortal>().MakeCode(default) ?? "";

        Assert.Equal("password", FieldOf(await SetUp(house, code, password: "short")));
        Assert.Equal("email", FieldOf(await SetUp(house, code, email: "nobody")));

        Assert.Null((await SetUp(house, code)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_at_once_one_becomes_the_first(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var code = await house.Get<SetUpPortal>().MakeCode(default) ?? "";

        var results = await Task.WhenAll(SetUp(house, code, "one@example.org"), SetUp(house, code, "two@example.org"));

        Assert.Single(results, result => result.Refusal is null);
    }

    private static string? FieldOf(Result<PersonId> result) => (result.Refusal as Invalid)?.Faults[0].Field;

    private static Task<Result<PersonId>> SetUp(House house, string code, string email = "first@example.org", string password = "a walk along the river") =>
        house.Get<SetUpPortal>().Run(new(code, "First Person", email, "IT", password, Origin.None), default);
}
