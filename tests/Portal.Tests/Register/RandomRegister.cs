using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>A register in which people do, at random times, what they may; each system in it is a history of its own.</summary>
internal sealed class RandomRegister : IAsyncDisposable
{
    private static readonly string[] Names = ["Credit scoring", "card fraud", "AML triage", "Chatbot", "document extraction"];
    private static readonly string[] Departments = ["Retail lending", "Payments", "compliance"];

    private readonly Random _random;
    private readonly List<Actor> _owners = [];
    private readonly List<string> _codes = [];
    private readonly HashSet<string> _touched = [];
    private Actor _risk = null!;
    private Actor _admin = null!;

    private RandomRegister(House house, int seed) => (House, _random) = (house, new Random(seed));

    public House House { get; }

    public RegisterQueries Register => House.Get<RegisterQueries>();

    /// <summary>The codes of what was changed since this was asked last.</summary>
    public IReadOnlyList<string> Touched()
    {
        var touched = _touched.Order(StringComparer.Ordinal).ToList();
        _touched.Clear();
        return touched;
    }

    public static async Task<RandomRegister> On(DatabaseProvider provider, int seed)
    {
        var register = new RandomRegister(await House.On(provider, options => options with { Organisation = new() { TimeZone = "Europe/Zurich" } }), seed);
        foreach (var name in new[] { "Mia Owner", "Jonas Weber", "Ines Kovač" })
            register._owners.Add(await register.House.Person(name, Role.SystemOwner));
        register._risk = await register.House.Person("Risk", Role.RiskManager);
        register._admin = await register.House.Person("Admin", Role.Administrator);
        foreach (var department in Departments)
            _ = (await register.House.Get<Departments>().Add(register._admin, department, default)).Value;
        return register;
    }

    /// <summary>A day of the organisation, from now to its last instant: what is still to be filed, and something in about every other system.</summary>
    public async Task Live(int filings)
    {
        var over = House.Get<Calendar>().EndOf(House.Get<Calendar>().Today).At.GetValueOrDefault();
        var acts = Enumerable.Repeat<Func<Task>>(File, filings).Concat(_codes.Where(_ => _random.Next(2) == 0).Select<string, Func<Task>>(code => () => Act(code)))
            .Append(Move).ToArray();
        _random.Shuffle(acts);
        var instants = acts.Select(_ => _random.NextInt64((over - House.Time.GetUtcNow()).Ticks)).Order().ToList();
        var began = House.Time.GetUtcNow();
        foreach (var (act, after) in acts.Zip(instants))
        {
            House.Time.Advance(began + TimeSpan.FromTicks(after) - House.Time.GetUtcNow());
            await act();
        }

        House.Time.Advance(over - House.Time.GetUtcNow());
        await ActAtOnce();
    }

    /// <summary>The first instant of the next day; what happens in it belongs to that day.</summary>
    public async Task Midnight()
    {
        House.Time.Advance(TimeSpan.FromTicks(1));
        await ActAtOnce();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private async Task File()
    {
        var owner = Any(_owners);
        var filed = (await House.Get<FileSystem>().Run(owner, new(Content(owner)), default)).Value;
        _codes.Add(filed.Code);
        _touched.Add(filed.Code);
    }

    /// <summary>Something in one of ten systems at one instant, on which the limit of a day lies.</summary>
    private async Task ActAtOnce()
    {
        foreach (var code in _codes.Where(_ => _random.Next(10) == 0).ToList())
            await Act(code);
    }

    private async Task Act(string code)
    {
        _touched.Add(code);
        var system = await System(code);
        var owner = _owners.Single(person => person.Person == (system.Published ?? system.Open)?.Content.BusinessOwner);
        switch (system.Open?.State)
        {
            case EntryState.Submitted when _random.Next(3) == 0:
                _ = (await House.Return(_risk, code, "Say more.")).Value;
                break;
            case EntryState.Submitted:
                _ = (await House.Accept(_risk, code, Any(Enum.GetValues<RiskTier>()), "As the answers say.")).Value;
                break;
            case not null when _random.Next(3) == 0:
                _ = (await House.Edit(owner, code, Content(owner))).Value;
                break;
            case not null:
                // What says the same as before is refused, and stays a draft.
                _ = await House.Submit(owner, code);
                break;
            default:
                await (_random.Next(4) switch { 0 => HandOver(code, owner), 1 => Deploy(system.Id), _ => House.Edit(owner, code, Content(owner)) });
                break;
        }
    }

    private async Task<AiSystem> System(string code)
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        return await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleAsync(system => system.Code == code);
    }

    private Task HandOver(string code, Actor owner) => House.Dbs.WriteAsync<Done>(async db =>
    {
        var system = await db.Systems.Include(system => system.Revisions).SingleAsync(system => system.Code == code);
        db.Entry(system).Property(row => row.ChangedAt).IsModified = true;
        OwnerLeft.HandOver(db, Actor.System("test"), system, owner.Id(), Any(_owners).Id(), House.Time.GetUtcNow());
        return new Done();
    }, default);

    /// <summary>A next version, or one that goes a stage further.</summary>
    private Task Deploy(SystemId system) => House.Dbs.WriteAsync<Done>(async db =>
    {
        var versions = await db.Versions.Where(version => version.System == system).ToListAsync();
        if (versions.Count == 0 || _random.Next(3) == 0)
            db.Versions.Add(Workshop.VersionAt(system, Stage.Development, $"v{versions.Count + 1}", House.Time.GetUtcNow()));
        else if (Any(versions) is { Stage: { } from } version && Enum.GetValues<Stage>().Where(to => VersionMoves.CanMove(from, to)).ToArray() is { Length: > 0 } further)
            Assert.Null(version.MoveTo(Any(further), House.Time.GetUtcNow()));
        return new Done();
    }, default);

    private Task Move() => House.Get<MovePerson>().Run(_admin, new(Any(_owners).Id(), Any(Departments)), default);

    private EntryContent Content(Actor owner) => An.Entry(owner.Id()) with
    {
        Name = Any(Names),
        Department = Any(Departments),
        Purpose = _random.Next(2) == 0 ? "Scores applications." : "Sets limits.",
        TechnicalOwner = Any(_owners).Person,
    };

    private T Any<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
