using Portal.Accounts;
using Portal.Assurance.Simulation;
using Portal.Data;
using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Policies;

/// <summary>Two policy managers, and everybody whom the flows need.</summary>
internal sealed class PolicyDesk : IAsyncDisposable
{
    private readonly bool _ownsHouse;

    private PolicyDesk(House house, Actor author, Actor second, bool ownsHouse) => (House, Author, Second, _ownsHouse) = (house, author, second, ownsHouse);

    public House House { get; }

    public Actor Author { get; }

    public Actor Second { get; }

    public static async Task<PolicyDesk> On(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        foreach (var role in FlowStep.DecidingRoles)
            await house.Person($"Any {role}", role);
        await house.Person("Other owner", Role.SystemOwner);
        foreach (var seat in Portal.Accounts.Seat.Shipped)
            await house.Seat(seat, await house.Person($"Seat {seat}", Role.BoardMember));
        return await In(house, ownsHouse: true);
    }

    /// <summary>In a house that has its people already.</summary>
    public static async Task<PolicyDesk> In(House house, bool ownsHouse = false) =>
        new(house, await house.Person("Author", Role.PolicyManager), await house.Person("Second", Role.PolicyManager), ownsHouse);

    public async Task<PolicyView> Open() => await House.Get<PolicyQueries>().Open(default) ?? throw new InvalidOperationException("There is no draft.");

    /// <summary>A draft of the next policy with values in the place of others.</summary>
    public async Task<PolicyId> Draft(params (string Path, string Value)[] changes)
    {
        var id = (await House.Get<DraftPolicy>().Begin(Author, default)).Value;
        _ = (await Change(changes.Aggregate((await Open()).Yaml, (yaml, change) => PolicyYaml.With(yaml, change.Path, change.Value).Value))).Value;
        return id;
    }

    public async Task<Result<Digest>> Change(string yaml, Actor? by = null)
    {
        var open = await Open();
        return await House.Get<DraftPolicy>().Change(by ?? Author, new(open.Id, yaml, open.Digest), default);
    }

    public async Task<Result<PolicySimulation>> Simulate() => await House.Get<SimulatePolicy>().Run(Author, (await Open()).Id, default);

    public async Task<Result<Done>> Propose(OpenRequests requests = OpenRequests.Keep, Actor? by = null, string reason = "The year has taught us.")
    {
        var open = await Open();
        var token = await House.Get<StepUp>().Run(by ?? Author, new(House.Password, open.Digest, ProposePolicy.Meaning(open.Number, requests)), default);
        return await House.Get<ProposePolicy>().Run(by ?? Author, new(open.Id, open.Digest, reason, requests, token.Value), default);
    }

    public async Task<Result<int>> Publish(Actor? by = null)
    {
        var open = await Open();
        var token = await House.Get<StepUp>().Run(by ?? Second, new(House.Password, open.Digest, PublishPolicy.Meaning(open.Number)), default);
        return await House.Get<PublishPolicy>().Run(by ?? Second, new(open.Id, open.Digest, "", token.Value), default);
    }

    /// <summary>From draft to publishing, by both.</summary>
    public async Task<int> Bring(OpenRequests requests, params (string Path, string Value)[] changes)
    {
        await Draft(changes);
        _ = (await Simulate()).Value;
        _ = (await Propose(requests)).Value;
        return (await Publish()).Value;
    }

    public ValueTask DisposeAsync() => _ownsHouse ? House.DisposeAsync() : ValueTask.CompletedTask;
}
