using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class RaciTests
{
    private static readonly PersonId Owner = new(Guid.CreateVersion7());
    private static readonly PersonId Engineer = new(Guid.CreateVersion7());

    [Fact]
    public void The_usual_grid_has_one_who_is_accountable_and_somebody_who_does_it_in_every_row()
    {
        Assert.Empty(Raci.Usual.Problems);
        Assert.Equal(Enum.GetValues<RaciActivity>(), Raci.Usual.Cells.Select(cell => cell.Activity).Distinct());
    }

    [Fact]
    public void A_row_has_exactly_one_who_is_accountable()
    {
        var two = Raci.Usual.With(RaciActivity.Deploy, RaciParty.OnCall, RaciPart.AccountableAndResponsible);
        var nobody = Raci.Usual.With(RaciActivity.Deploy, RaciParty.TechnicalOwner, RaciPart.Consulted);

        Assert.Equal(["Deploy: 2 are accountable, and only one can be."], two.Problems);
        Assert.Equal(["Deploy: nobody is accountable."], nobody.Problems);
        Assert.Equal(["raci"], EntryLimits.FaultsOf(An.Entry(Owner) with { Raci = two }).Select(fault => fault.Field));
    }

    [Fact]
    public void Somebody_does_what_another_answers_for_or_who_answers_does_it()
    {
        var nobody = Raci.Usual.With(RaciActivity.Drill, RaciParty.OnCall, null);

        Assert.Equal(["Drill: nobody is responsible."], nobody.Problems);
        Assert.Empty(nobody.With(RaciActivity.Drill, RaciParty.TechnicalOwner, RaciPart.AccountableAndResponsible).Problems);
    }

    [Fact]
    public void A_grid_begun_is_filled_in_whole() =>
        Assert.Equal(9, Raci.Of([new(RaciActivity.Register, RaciParty.BusinessOwner, RaciPart.AccountableAndResponsible)]).Problems.Count);

    [Fact]
    public void Who_has_no_hand_in_registering_does_not_write_the_entry()
    {
        var content = An.Entry(Owner) with { TechnicalOwner = Engineer, Raci = Raci.Usual };
        var informed = content with { Raci = Raci.Usual.With(RaciActivity.Register, RaciParty.TechnicalOwner, RaciPart.Informed).With(RaciActivity.Register, RaciParty.BusinessOwner, RaciPart.AccountableAndResponsible) };

        Assert.True(Filed(content).IsWrittenBy(Engineer));
        Assert.False(Filed(informed).IsWrittenBy(Engineer));
        Assert.True(Filed(informed).IsWrittenBy(Owner));
    }

    [Fact]
    public void Grids_with_the_same_cells_are_the_same()
    {
        Assert.Equal(Raci.Usual, Raci.Of(Raci.Usual.Cells.Reverse()));
        Assert.NotEqual(Raci.Usual, Raci.Usual.With(RaciActivity.Drill, RaciParty.Risk, RaciPart.Informed));
    }

    private static AiSystem Filed(EntryContent content) => AiSystem.File("AIS-0001", content, new PersonId(Guid.CreateVersion7()), House.Noon);
}
