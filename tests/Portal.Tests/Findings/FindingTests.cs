using Portal.Findings;
using Portal.Shared;

namespace Portal.Tests.Findings;

/// <summary>What a finding itself says to an act, whoever may try it.</summary>
public sealed class FindingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Due = new(2026, 12, 1);
    private static readonly PersonId Owner = Somebody();
    private static readonly PersonId Risk = Somebody();

    private delegate Refusal? Act(Finding finding, PersonId person);

    public static TheoryData<FindingState, string, bool> Pairs()
    {
        var pairs = new TheoryData<FindingState, string, bool>();
        foreach (var state in Enum.GetValues<FindingState>())
            foreach (var act in Acts.Keys)
                pairs.Add(state, act, (state, act) is (FindingState.Open, "claim") or (FindingState.Claimed, "close") or (FindingState.Claimed, "return") or (FindingState.Closed, "reopen")
                    or (FindingState.Open or FindingState.Claimed, "move") or (FindingState.Open or FindingState.Claimed, "note"));
        return pairs;
    }

    private static Dictionary<string, Act> Acts => new()
    {
        ["claim"] = (finding, _) => finding.Claim(Owner, "See the pull request.", Noon),
        ["close"] = (finding, person) => finding.Close(person, "Looked at it.", Noon),
        ["return"] = (finding, person) => finding.Return(person, "The test is missing.", Noon),
        ["reopen"] = (finding, person) => finding.Reopen(person, Due.AddDays(30), "It came back.", Noon),
        ["move"] = (finding, person) => finding.Move(person, Owner, Due.AddDays(7), "More time.", Noon),
        ["note"] = (finding, person) => finding.Note(person, "By the way.", Noon),
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Each_act_is_done_in_its_states_and_refused_in_the_others(FindingState state, string act, bool done)
    {
        var finding = In(state);
        var stories = finding.Revisions.Count;

        var refusal = Acts[act](finding, Risk);

        Assert.Equal(done, refusal is null);
        Assert.Equal(done ? stories + 1 : stories, finding.Revisions.Count);
        Assert.True(done || refusal is NotAllowed);
    }

    [Theory]
    [InlineData(FindingState.Claimed, "close")]
    [InlineData(FindingState.Claimed, "return")]
    [InlineData(FindingState.Closed, "reopen")]
    [InlineData(FindingState.Open, "move")]
    [InlineData(FindingState.Claimed, "move")]
    public void Who_has_it_does_not_judge_it(FindingState state, string act)
    {
        var finding = In(state);

        Assert.Equal(new Forbidden("You have it: somebody else closes it."), Acts[act](finding, Owner));
        Assert.Equal(state, finding.State);
    }

    [Fact]
    public void Who_says_that_it_is_done_does_not_close_it_after_it_went_to_somebody_else()
    {
        var finding = In(FindingState.Claimed);
        Assert.Null(finding.Move(Risk, Somebody(), Due, "Owner is away.", Noon));

        Assert.Equal(new Forbidden("You said that it is done: somebody else closes it."), finding.Close(Owner, "Fine.", Noon));
        Assert.Null(finding.Close(Risk, "Looked at it.", Noon));
    }

    [Fact]
    public void Only_who_has_it_says_that_it_is_done() =>
        Assert.IsType<Forbidden>(In(FindingState.Open).Claim(Risk, "Done.", Noon));

    [Fact]
    public void Reopening_is_counted_takes_a_new_day_and_asks_for_a_new_claim()
    {
        var finding = In(FindingState.Closed);

        Assert.Null(finding.Reopen(Risk, Due.AddDays(14), "It came back.", Noon));

        Assert.Equal((FindingState.Open, 1, Due.AddDays(14), null), (finding.State, finding.Reopenings, finding.Due, finding.ClaimedBy));
        Assert.IsType<NotAllowed>(finding.Close(Risk, "Looked at it.", Noon));
    }

    [Fact]
    public void A_move_that_changes_nothing_is_none() =>
        Assert.IsType<Invalid>(In(FindingState.Open).Move(Risk, Owner, Due, "Again.", Noon));

    [Fact]
    public void Each_act_ends_how_it_stood_and_begins_how_it_stands()
    {
        var finding = Raise();
        Assert.Null(finding.Claim(Owner, "Done.", Noon.AddDays(3)));
        Assert.Null(finding.Close(Risk, "Looked at it.", Noon.AddDays(5)));

        Assert.Equal(
            [(FindingState.Open, Noon, Noon.AddDays(3)), (FindingState.Claimed, Noon.AddDays(3), Noon.AddDays(5)), (FindingState.Closed, Noon.AddDays(5), null)],
            finding.Revisions.Select(revision => (revision.State, revision.ValidFrom, revision.ValidTo)));
    }

    [Theory]
    [InlineData(FindingState.Open, -8, null)]
    [InlineData(FindingState.Open, -7, 1)]
    [InlineData(FindingState.Open, 0, 1)]
    [InlineData(FindingState.Open, 1, 2)]
    [InlineData(FindingState.Claimed, 0, null)]
    [InlineData(FindingState.Claimed, 1, 2)]
    [InlineData(FindingState.Closed, 1, null)]
    public void It_falls_due_a_week_before_its_day_and_is_overdue_the_day_after(FindingState state, int days, int? notice) =>
        Assert.Equal(notice, FindingNotice.Of(state, Due, Due.AddDays(days))?.Number);

    [Theory]
    [InlineData(FindingState.Open, 0, 0)]
    [InlineData(FindingState.Open, 3, 3)]
    [InlineData(FindingState.Claimed, 3, 3)]
    [InlineData(FindingState.Closed, 3, 0)]
    [InlineData(FindingState.Open, -3, 0)]
    public void Its_days_overdue_are_counted_until_it_is_closed(FindingState state, int after, int overdue)
    {
        var line = new FindingLine(default, "FI-0001", FindingSource.Review, FindingSeverity.Note, "It", null, null, null, Owner, "Owner", Due, state, Noon, null, Due.AddDays(after));

        Assert.Equal((overdue, overdue > 0), (line.DaysOverdue, line.IsOverdue));
    }

    [Theory]
    [InlineData("", "What", 0, "", "title")]
    [InlineData(" Spaces", "What", 0, "", null)]
    [InlineData("It\u202Eturns", "What", 0, "", "title")]
    [InlineData("It", "", 0, "", "text")]
    [InlineData("It", "   ", 0, "", "text")]
    [InlineData("It", "Bell\u0007", 0, "", "text")]
    [InlineData("It", "What", -1, "", "due")]
    [InlineData("It", "What", 731, "", "due")]
    [InlineData("It", "What", 730, "PR-0001", null)]
    [InlineData("It", "What", 0, "PR\u0000", "about")]
    public void What_cannot_be_is_refused_by_its_field(string title, string text, int days, string about, string? field)
    {
        var what = new NewFinding(FindingSource.Review, FindingSeverity.Note, null, title, text, Owner, Due.AddDays(days)) { About = about }.Tidied();

        Assert.Equal(field is null ? [] : [field], what.Faults(Due).Select(fault => fault.Field));
    }

    private static Finding In(FindingState state)
    {
        var finding = Raise();
        if (state != FindingState.Open)
            Assert.Null(finding.Claim(Owner, "Done.", Noon));
        if (state == FindingState.Closed)
            Assert.Null(finding.Close(Somebody(), "Looked at it.", Noon));
        return finding;
    }

    private static Finding Raise() => Finding.Raise("FI-0001", new NewFinding(FindingSource.Review, FindingSeverity.Severe, null, "It", "What", Owner, Due), Risk, Noon);

    private static PersonId Somebody() => new(Guid.CreateVersion7());
}
