using Bunit;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class LiveChartTests : BunitContext
{
    [Fact]
    public async Task A_snapshot_is_one_call_to_the_browser_and_no_new_markup()
    {
        var module = JSInterop.SetupModule("./js/live-chart.js");
        var engine = module.SetupModule("create", _ => true);
        engine.SetupVoid("show", _ => true).SetVoidResult();
        var chart = Render<LiveChart>(parameters => parameters.Add(live => live.Title, "Drift"));
        var (markup, renders) = (chart.Markup, chart.RenderCount);

        await chart.InvokeAsync(() => chart.Instance.ShowAsync(new([new("income", [new(DateTimeOffset.UnixEpoch, double.NaN)])], [])));

        Assert.Single(engine.Invocations, call => call.Identifier == "show");
        Assert.Equal((markup, renders), (chart.Markup, chart.RenderCount));
    }
}
