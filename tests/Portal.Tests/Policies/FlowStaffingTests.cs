using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Tests.Policies;

public sealed class FlowStaffingTests
{
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 12).Select(_ => new PersonId(Guid.CreateVersion7()))];
    private static readonly Policy Shipped = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2));
    private static readonly Flow Board = Shipped.FlowTo(Stage.Production, RiskTier.High);

    [Fact]
    public void The_board_flow_takes_a_requester_three_reviewers_and_three_seats() =>
        Assert.Null(FlowStaffing.LackOf(Board, Signers(seats: [("Risk", 4, null), ("Data", 5, null), ("Technology", 6, null)])));

    [Fact]
    public void A_role_that_nobody_holds_is_named()
    {
        var signers = Signers(seats: [("Risk", 4, null), ("Data", 5, null), ("Technology", 6, null)]);

        var lack = FlowStaffing.LackOf(Board, signers with { People = signers.People.Where(entry => entry.Key != Permission.SignValidation).ToDictionary() });

        Assert.Equal("Nobody can complete the step Validator: it takes one signature by Independent validator, beside the requester.", lack);
    }

    [Fact]
    public void Too_few_seats_are_too_few() =>
        Assert.StartsWith("Nobody can complete the step Board: it takes 3 votes", FlowStaffing.LackOf(Board, Signers(seats: [("Risk", 4, null), ("Data", 5, null)])), StringComparison.Ordinal);

    [Fact]
    public void One_vote_must_come_from_a_named_seat() =>
        Assert.StartsWith("Nobody can complete the step Board", FlowStaffing.LackOf(Board, Signers(seats: [("Data", 4, null), ("Technology", 5, null), ("Architecture", 6, null)])), StringComparison.Ordinal);

    [Fact]
    public void A_person_in_two_seats_votes_once_and_a_seat_has_one_vote()
    {
        Assert.NotNull(FlowStaffing.LackOf(Board, Signers(seats: [("Risk", 4, null), ("Data", 4, null), ("Technology", 6, null)])));
        Assert.NotNull(FlowStaffing.LackOf(Board, Signers(seats: [("Risk", 4, 7), ("Data", 5, null)])));
        Assert.Null(FlowStaffing.LackOf(Board, Signers(seats: [("Risk", 4, 7), ("Data", 4, null), ("Technology", 6, null)])));
    }

    [Fact]
    public void Nobody_signs_in_two_steps()
    {
        var lack = FlowStaffing.LackOf(Board, Signers(seats: [("Risk", 3, null), ("Data", 5, null), ("Technology", 6, null)]));

        Assert.Equal("Its steps need the same people: nobody signs twice, and the requester not at all.", lack);
    }

    [Fact]
    public void The_only_owner_is_no_peer_of_their_own()
    {
        var peer = Shipped.FlowTo(Stage.Production, RiskTier.Low);
        Dictionary<Permission, IReadOnlyCollection<PersonId>> one = new() { [Permission.RequestPromotions] = [People[0]], [Permission.SignAsOwner] = [People[0]] };

        Assert.NotNull(FlowStaffing.LackOf(peer, new(one, [])));
        Assert.Null(FlowStaffing.LackOf(peer, new(new Dictionary<Permission, IReadOnlyCollection<PersonId>>(one) { [Permission.SignAsDeveloper] = [People[1]] }, [])));
    }

    /// <summary>Person 0 owns, 1 is technical, 2 validates, 3 is risk and whoever else has a seat; the seats are as given.</summary>
    private static Signers Signers(IReadOnlyList<(string Function, int Holder, int? Alternate)> seats) => new(
        new Dictionary<Permission, IReadOnlyCollection<PersonId>>
        {
            [Permission.RequestPromotions] = [People[0]],
            [Permission.SignTechnical] = [People[1]],
            [Permission.SignValidation] = [People[2]],
            [Permission.SignRisk] = [People[3]],
            [Permission.SignBoard] = People[3..],
        },
        [.. seats.Select(seat => new SeatHolding(seat.Function, People[seat.Holder], seat.Alternate is { } alternate ? People[alternate] : null))]);
}
