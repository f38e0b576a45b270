using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class ManyWritersTests
{
    private const int Writers = 32;
    private const int ActsOfEach = 12;

    /// <summary>Through both ways in which the portal writes, over two nodes, while checkpoints are signed.</summary>
    [Theory, OnBothDatabases]
    public async Task Writers_at_once_leave_no_gap_and_none_is_lost(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var people = new List<Actor>();
        for (var writer = 0; writer < Writers; writer++)
            people.Add(await house.Person($"Writer {writer}", Role.Developer));

        await Task.WhenAll([.. people.Select(person => Task.Run(() => Write(house, person))), Task.Run(() => SignOften(house))]);

        var entries = await house.Entries();
        Assert.Equal(Enumerable.Range(0, Writers * ActsOfEach).Select(index => (long)index), entries.Select(entry => entry.Index));
        Assert.All(people, person => Assert.Equal(
            Enumerable.Range(0, ActsOfEach).Select(act => $"act-{act}"), entries.Where(entry => entry.Person == person.Person).Select(entry => entry.Subject)));
        Assert.Empty((await house.Verify()).Breaks);
    }

    private static async Task Write(House house, Actor person)
    {
        for (var act = 0; act < ActsOfEach; act++)
        {
            var draft = new EntryDraft(person, house.Time.GetUtcNow(), "act.done", $"act-{act}");
            if (act % 2 == 0)
            {
                _ = (await house.Dbs.WriteAsync<Done>(async db =>
                {
                    db.Record(draft);
                    _ = await db.NextNumberAsync(Sequence.Systems, default);
                    return new Done();
                }, default)).Value;
                continue;
            }

            await using var db = await house.Dbs.CreateDbContextAsync();
            db.Record(draft);
            await db.SaveChangesAsync();
        }
    }

    private static async Task SignOften(House house)
    {
        for (var time = 0; time < 10; time++)
            _ = (await house.Sign()).Value;
    }
}
