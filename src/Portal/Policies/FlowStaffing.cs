using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Who could sign at all: people by what they may, and the seats of the board with who sits in them.</summary>
public sealed record Signers(IReadOnlyDictionary<Permission, IReadOnlyCollection<PersonId>> People, IReadOnlyList<SeatHolding> Seats)
{
    public IReadOnlyCollection<PersonId> With(Permission permission) => People.GetValueOrDefault(permission) ?? [];

    /// <summary>Who could sign a step that is no board's.</summary>
    public IEnumerable<PersonId> InRole(FlowStep step) => step.Permissions.SelectMany(With).Distinct();

    /// <summary>Who could vote for a seat: its holder or its alternate.</summary>
    public IEnumerable<PersonId> InSeat(string function) => Seats.Where(seat => seat.Function == function)
        .SelectMany(seat => new[] { seat.Holder, seat.Alternate }).OfType<PersonId>().Where(With(Permission.SignBoard).Contains);
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
    internal static Task<Signers> SignersOf(PortalDb db, Policy policy, DateTimeOffset now, CancellationToken ct) =>
        SignersOf(db, policy.Flows.SelectMany(flow => flow.Steps), now, ct);

    /// <summary>Who could sign one of these steps now, or request.</summary>
    internal static async Task<Signers> SignersOf(PortalDb db, IEnumerable<FlowStep> steps, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Permission, IReadOnlyCollection<PersonId>> people = [];
        foreach (var permission in steps.SelectMany(step => step.Permissions).Append(Permission.RequestPromotions).Distinct())
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

    /// <summary>What it lacks in words when one of the people there has requested; null when it can be completed.</summary>
    public static string? LackOf(Flow flow, Signers signers) => LackOf(flow.Steps, signers.InRole, (_, seat) => signers.InSeat(seat), signers.With(Permission.RequestPromotions));

    /// <summary>The same for steps of which it is known who may sign them, as a role or for a seat.</summary>
    public static string? LackOf(
        IReadOnlyList<FlowStep> steps, Func<FlowStep, IEnumerable<PersonId>> inRole, Func<FlowStep, string, IEnumerable<PersonId>> inSeat, IReadOnlyCollection<PersonId>? requesters = null)
    {
        foreach (var step in steps)
        {
            if (!CanComplete([step]))
                return $"Nobody can complete the step {step.Name}: it takes {Demand(step)}, beside the requester.";
        }

        return CanComplete(steps) ? null : "Its steps need the same people: nobody signs twice, and the requester not at all.";

        bool CanComplete(IReadOnlyList<FlowStep> wanted)
        {
            var network = new Network();
            if (requesters is not null)
                network.Demand("requester", 1, requesters);
            foreach (var step in wanted)
            {
                if (step.Board is { } board)
                    network.DemandSeats(board, step.LeastApprovals, seat => inSeat(step, seat));
                else
                    network.Demand(step.Name, step.Signatures, inRole(step));
            }

            return network.MostFlow() >= wanted.Sum(step => step.LeastApprovals) + (requesters is null ? 0 : 1);
        }
    }

    private static string Demand(FlowStep step) => step.Board is { } board
        ? $"{step.LeastApprovals} votes of the seats {string.Join(", ", board.Seats)}"
        : $"{(step.Signatures == 1 ? "one signature" : $"{step.Signatures} signatures")} by {string.Join(" or ", step.Roles.Select(Roles.Title))}";

    /// <summary>Demands on one side, people on the other, each good for one; the most that fit is a maximum flow (Ford and Fulkerson).</summary>
    private sealed class Network
    {
        private const string Source = "source";
        private const string Sink = "sink";
        private readonly Dictionary<(string From, string To), int> _left = [];

        public void Demand(string name, int count, IEnumerable<PersonId> people)
        {
            Edge(Source, name, count);
            foreach (var person in people)
                Offer(name, person);
        }

        /// <summary>A seat votes once, through its holder or its alternate; one vote must come from the named seats.</summary>
        public void DemandSeats(BoardRule board, int votes, Func<string, IEnumerable<PersonId>> voters)
        {
            var named = board.OneOf.Count > 0 ? 1 : 0;
            Edge(Source, "named seat", named);
            Edge(Source, "seat", votes - named);
            foreach (var function in board.Seats)
            {
                var (seat, vote) = ($"seat {function}", $"vote {function}");
                Edge("seat", seat, 1);
                if (board.OneOf.Contains(function))
                    Edge("named seat", seat, 1);
                Edge(seat, vote, 1);
                foreach (var person in voters(function))
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
