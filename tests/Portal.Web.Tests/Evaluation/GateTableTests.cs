using Bunit;
using Portal.Evaluation;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;
using Portal.Web.Evaluation;

namespace Portal.Web.Tests.Evaluation;

public sealed class GateTableTests : BunitContext
{
    [Fact]
    public void What_fails_stands_first_and_what_lacks_data_before_what_passes()
    {
        var evidence = new GateEvidence(
            new RunEvidence(RunId.From(Guid.CreateVersion7()), "hold-out", 2, Digest.Of([]), "bad", new Confusion(1000, 950, 500, 100)), []);

        var table = Render<GateTable>(parameters => parameters.Add(component => component.Verdict, Gate.Decide(new(SmallPolicy.Rules, Stage.Production, RiskTier.High, new DateOnly(2026, 11, 2)), evidence)));

        Assert.Equal(["Recall", "Validation report", "Accuracy"], table.FindAll("tbody th .strong").Select(check => check.TextContent));
        Assert.Equal(["Fail", "No data", "Pass"], table.FindAll(".verdict").Select(verdict => verdict.TextContent.Trim()));
    }

    [Fact]
    public void A_figure_is_never_shown_without_its_interval_and_its_n()
    {
        var evidence = new GateEvidence(
            new RunEvidence(RunId.From(Guid.CreateVersion7()), "hold-out", 2, Digest.Of([]), null, new Confusion(1000, 950, 0, 0)), []);

        var table = Render<GateTable>(parameters => parameters.Add(component => component.Verdict, Gate.Decide(new(SmallPolicy.Rules, Stage.Production, RiskTier.High, new DateOnly(2026, 11, 2)), evidence)));

        var cells = table.FindAll("tbody tr")[^1].QuerySelectorAll("td");
        Assert.Equal(["0.950[0.935, 0.962]", "1,000", "≥ 0.800"], cells.Take(3).Select(cell => cell.TextContent.Trim()));
        Assert.Contains("run 2 on this data set", table.Markup);
    }
}
