using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>What an earlier portal wrote is there in its later form.</summary>
public sealed class CarriedOverTests
{
    private const string Before = "OneTimeLinks";
    private const string BeforeDays = "WiderEntries";

    [Theory, OnBothDatabases]
    public async Task Roles_seats_and_departments_of_an_earlier_portal_stay(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var person = await house.Person("Ada");
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            object since = provider == DatabaseProvider.Sqlite ? House.Noon.UtcTicks : House.Noon;
            await db.GetService<IMigrator>().MigrateAsync(Before);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "RoleGrants" ("Person", "Role", "Since") VALUES ({person.Id().Value}, 'Developer', {since}), ({person.Id().Value}, 'BoardMember', {since})""");
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Seats" ("Function", "Holder", "Since") VALUES ('Risk', {person.Id().Value}, {since})""");
            await db.GetService<IMigrator>().MigrateAsync();
        }

        var grants = await house.Get<RoleQueries>().Of(person.Id(), default);
        Assert.Equal([(Role.Developer, House.Noon), (Role.BoardMember, House.Noon)], grants.Select(grant => (grant.Role, grant.ValidFrom.GetValueOrDefault())));
        Assert.Equal(2, grants.Select(grant => grant.Id).Distinct().Count());
        Assert.Equal("Ada", (await house.Get<SeatQueries>().Board(default)).Single(seat => seat.Function == "Risk").Now?.Holder.Name);
        Assert.Equal("Retail lending", Assert.Single(await house.Get<Departments>().All(default)).Name);
        Assert.True((await house.Get<Actors>().InPerson(person.Id(), default))?.May(Permission.DeclareVersions));
    }

    [Theory, OnBothDatabases]
    public async Task What_stood_on_a_day_before_days_were_kept_is_made_out_of_what_was_written(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var first = review.House.Get<Calendar>().EndOf(review.House.Get<Calendar>().Today);
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await review.Publish(content => content with { Name = "Another name" });
        var promotion = await review.InReview();
        await review.Approve(promotion);
        _ = (await review.Apply(promotion)).Value;
        var second = review.House.Get<Calendar>().EndOf(review.House.Get<Calendar>().Today);
        review.House.Time.Advance(TimeSpan.FromDays(1));
        var next = await review.InReview("v2");
        await review.Approve(next);
        _ = (await review.Apply(next)).Value;
        var before = await Told();

        await using (var db = await review.House.Dbs.CreateDbContextAsync())
        {
            await db.GetService<IMigrator>().MigrateAsync(BeforeDays);
            await db.GetService<IMigrator>().MigrateAsync();
        }

        Assert.Equal(before, await Told());
        Assert.StartsWith("Credit scoring Owner Proposed | ; Another name Owner Production | v1 Production", before);

        async Task<string> Told()
        {
            List<string> told = [];
            foreach (var day in new[] { first, second, AsOf.Now })
            {
                var line = (await review.House.Get<RegisterQueries>().List(new(), SystemOrder.ByCode, new PageRequest(1, 50), day, default)).Items.Single();
                var versions = await review.House.Get<VersionQueries>().OfSystem(review.System, new PageRequest(1, 50), day, default);
                told.Add($"{line.Name} {line.Owner?.Name} {line.Stage} | {string.Join(", ", versions?.Items.Select(version => $"{version.Label} {version.Stage}") ?? [])}");
            }

            return string.Join("; ", told);
        }
    }

    [Theory, OnBothDatabases]
    public async Task What_is_held_now_survives_the_way_back(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var person = await house.Person("Ada", Role.Developer);
        await house.Seat("Risk", person);
        await using var db = await house.Dbs.CreateDbContextAsync();

        await db.GetService<IMigrator>().MigrateAsync(Before);
        await db.GetService<IMigrator>().MigrateAsync();

        Assert.Equal(Role.Developer, Assert.Single(await house.Get<RoleQueries>().Of(person.Id(), default)).Role);
        Assert.NotNull((await house.Get<SeatQueries>().Board(default)).Single(seat => seat.Function == "Risk").Now);
    }
}
