using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Who could sign at all: people by what they may, and the seats of the board with who sits in them.</summary>
public sealed record Signers(IReadOnlyDictionary<Permission, IReadOnlyCollection<PersonId>> People, IReadOnlyList<SeatHolding> Seats)
{
    public IReadOnlyCollection<PersonId> With(Permission permission) => People.GetValueOrDefault(permission) ?? [];
}

/// <summary>
/// Whether the people there are can complete a flow, when one of them has requested and each signs once over all steps: a flow that
/// nobody can complete would leave every request standing.
/// </summary>
public static class FlowStaffing
{
    internal static async Task<IReadOnlyList<Fault>> FaultsOf(PortalDb db, Policy policy, DateTimeOffset now, CancellationToken ct) =>
        FaultsOf(policy, await SignersOf(db, policy, now, ct));

    /// <summary>Who could sign something of this policy now.</summary>
    internal static async Task<Signers> SignersOf(PortalDb db, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Permission, IReadOnlyCollection<PersonId>> people = [];
        foreach (var permission in policy.Flows.SelectMany(flow => flow.Steps).SelectMany(step => step.Permissions).Append(Permission.RequestPromotions).Distinct())
            people[permission] = [.. (await db.WhoMay(permission, ct)).Select(actor => actor.Person).OfType<PersonId>()];
        return new Signers(people, await SeatQueries.Now(db, now, ct));
    }

    /// <summary>Pure: every flow that an approval names and that cannot be completed, with what it lacks.</summary>
    public static IReadOnlyList<Fault> FaultsOf(Policy policy, Signers signers) =>
    [
        .. from flow in policy.Flows
           where policy.Approvals.Any(choice => choice.Flow == flow.Key)
           let lack = LackOf(flow, signers)
           where lack is not null
           select new Fault($"flows.{flow.Key}", lack),
    ];

    /// <summary>What it lacks in words; null when it can be completed.</summary>
    public static string? LackOf(Flow flow, Signers signers)
    {
        foreach (var step in flow.Steps)
        {
            if (!CanComplete([step], signers))
                return $"Nobody can complete the step {step.Name}: it takes {Demand(step)}, beside the requester.";
        }

        return CanComplete(flow.Steps, signers) ? null : "Its steps need the same people: nobody signs twice, and the requester not at all.";
    }

    private static string Demand(FlowStep step) => step.Board is { } board
        ? $"{step.LeastApprovals} votes of the seats {string.Join(", ", board.Seats)}"
        : $"{(step.Signatures == 1 ? "one signature" : $"{step.Signatures} signatures")} by {string.Join(" or ", step.Roles.Select(Roles.Title))}";

    private static bool CanComplete(IReadOnlyList<FlowStep> steps, Signers signers)
    {
        var network = new Network();
        var wanted = 1;
        network.Demand("requester", 1, signers.With(Permission.RequestPromotions));
        foreach (var step in steps)
        {
            wanted += step.LeastApprovals;
            if (step.Board is { } board)
                network.DemandSeats(board, step.LeastApprovals, signers);
            else
                network.Demand(step.Name, step.Signatures, [.. step.Permissions.SelectMany(signers.With).Distinct()]);
        }

        return network.MostFlow() >= wanted;
    }

    /// <summary>Demands on one side, people on the other, each good for one; the most that fit is a maximum flow (Ford and Fulkerson).</summary>
    private sealed class Network
    {
        private const string Source = "source";
        private const string Sink = "sink";
        private readonly Dictionary<(string From, string To), int> _left = [];

        public void Demand(string name, int count, IReadOnlyCollection<PersonId> people)
        {
            Edge(Source, name, count);
            foreach (var person in people)
                Offer(name, person);
        }

        /// <summary>A seat votes once, through its holder or its alternate; one vote must come from the named seats.</summary>
        public void DemandSeats(BoardRule board, int votes, Signers signers)
        {
            var voters = signers.With(Permission.SignBoard);
            var named = board.OneOf.Count > 0 ? 1 : 0;
            Edge(Source, "named seat", named);
            Edge(Source, "seat", votes - named);
            foreach (var holding in signers.Seats.Where(holding => board.Seats.Contains(holding.Function)))
            {
                var (seat, vote) = ($"seat {holding.Function}", $"vote {holding.Function}");
                Edge("seat", seat, 1);
                if (board.OneOf.Contains(holding.Function))
                    Edge("named seat", seat, 1);
                Edge(seat, vote, 1);
                foreach (var person in new[] { holding.Holder, holding.Alternate }.OfType<PersonId>().Where(voters.Contains))
                    Offer(vote, person);
            }
        }

        public int MostFlow()
        {
            var flow = 0;
            while (Augment(Source, []))
                flow++;
            return flow;
        }

        private void Offer(string name, PersonId person)
        {
            Edge(name, person.ToString(), 1);
            Edge(person.ToString(), Sink, 1);
        }

        private void Edge(string from, string to, int capacity)
        {
            _left[(from, to)] = capacity;
            _left.TryAdd((to, from), 0);
        }

        private bool Augment(string at, HashSet<string> seen)
        {
            if (at == Sink)
                return true;

            seen.Add(at);
            foreach (var (from, to) in _left.Keys.Where(edge => edge.From == at && _left[edge] > 0 && !seen.Contains(edge.To)).ToList())
            {
                if (!Augment(to, seen))
                    continue;
                _left[(from, to)]--;
                _left[(to, from)]++;
                return true;
            }

            return false;
        }
    }
}
