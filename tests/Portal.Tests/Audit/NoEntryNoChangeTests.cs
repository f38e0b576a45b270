using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Accounts.Factors;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class NoEntryNoChangeTests
{
    private const int Operations = 200;

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_entered_in_the_ledger_does_not_happen(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        using var dbs = new FaultyLedger(house);
        var acts = new Acts(house, dbs, owner);
        var random = new Random(20_261_102);
        var faults = 0;

        for (var operation = 0; operation < Operations; operation++)
        {
            dbs.Broken = random.Next(2) == 0;
            faults += dbs.Broken ? 1 : 0;
            var before = await ContentsOf(house);

            var fault = await Record.ExceptionAsync(() => acts.Any(random));

            Assert.Equal(dbs.Broken ? FaultyLedger.Message : null, fault?.GetBaseException().Message);
            Assert.Equal(dbs.Broken, before.SequenceEqual(await ContentsOf(house)));
        }

        Assert.Equal(faults, dbs.Struck);
        var verdict = await house.Get<VerifyLedger>().Run(progress: null, default);
        Assert.Empty(verdict.Breaks);
        Assert.True(verdict.Checked >= Operations - faults);
    }

    private static async Task<IReadOnlyList<string>> ContentsOf(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await Contents.Of(db);
    }

    /// <summary>Every way in which the portal writes: decided, refused, refused but kept, keyed, numbered, announced, in one save or two.</summary>
    private sealed class Acts(House house, IDbContextFactory<PortalDb> dbs, Actor owner)
    {
        private readonly SignIn _signIn = new(dbs, house.Get<IPasswordHasher<PortalUser>>(), new SignInThrottle(house.Time), house.Get<Tickets>(), new PortalOptions(), house.Time);
        private int _count;

        public Task Any(Random random)
        {
            _count++;
            house.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 60)));
            return random.Next(8) switch
            {
                0 => _signIn.Run(new(House.AddressOf("Owner"), House.Password, Origin.None), default),
                1 => _signIn.Run(new(House.AddressOf("Owner"), "wrong password", Origin.None), default),
                2 => Refuse(),
                3 => SaveOutsideWriting(),
                4 => Write(owner with { Request = new RequestKey($"key-{_count}", Digest.Of([])) }, TakeNumber),
                5 => Write(owner, Announce),
                6 => Write(owner, Edit),
                _ => Write(owner, EnterSeveral),
            };
        }

        private Task<Result<Done>> Write(Actor actor, Func<PortalDb, Task> change) => dbs.WriteAsync<Done>(async db =>
        {
            await change(db);
            db.Record(Draft(actor));
            return new Done();
        }, default);

        private Task<Result<Done>> Refuse() => dbs.WriteAsync<Done>(db =>
        {
            db.Seats.Add(new Seat($"refused-{_count}", owner.Person.GetValueOrDefault(), Now));
            return Task.FromResult<Result<Done>>(db.Refused(owner, Now, "seat.fill", $"seat-{_count}", new Forbidden("No.")));
        }, default);

        private async Task SaveOutsideWriting()
        {
            await using var db = await dbs.CreateDbContextAsync();
            db.Seats.Add(new Seat($"seat-{_count}", owner.Person.GetValueOrDefault(), Now));
            db.Record(Draft(owner));
            await db.SaveChangesAsync();
        }

        private async Task TakeNumber(PortalDb db) =>
            db.Seats.Add(new Seat($"number-{await db.NextNumberAsync(Sequence.Systems, default)}", owner.Person.GetValueOrDefault(), Now));

        private Task Announce(PortalDb db)
        {
            db.Raise(new EntryPublished(SystemId.New(Now), _count, MaterialChange: true), Now);
            return Task.CompletedTask;
        }

        private async Task Edit(PortalDb db) => (await db.Users.SingleAsync()).CredentialFailed(Now);

        private Task EnterSeveral(PortalDb db)
        {
            db.Record(Draft(owner));
            db.Record(Draft(owner));
            return Task.CompletedTask;
        }

        private EntryDraft Draft(Actor actor) => new(actor, Now, "act.done", $"act-{_count}");

        private DateTimeOffset Now => house.Time.GetUtcNow();
    }
}
