using System.Text;
using Portal.Statistics.Drift;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;
using Portal.Web.Demo;

namespace Portal.Web.Tests.Demo;

public sealed class DemoRowsTests
{
    private static readonly DateTimeOffset AtRest = DateTimeOffset.UnixEpoch.AddMinutes(120 * 200_000);

    public static TheoryData<string> Models => ["credit", "fraud"];

    [Theory, MemberData(nameof(Models))]
    public void The_models_pass_the_shipped_gate_and_are_not_perfect(string name)
    {
        var model = Of(name);

        var confusion = Confusion.Of(Enumerable.Range(0, 2000).Select(model.TrainingRow).Select(row => (row.Prediction, row.Label ?? "")), model.Positive);

        Assert.InRange(confusion.Accuracy!.Low, 0.82, 0.97);
        Assert.InRange(confusion.Recall!.Low, 0.62, 0.95);
        Assert.InRange(confusion.Positives, 100, 900);
    }

    [Theory, MemberData(nameof(Models))]
    public void Traffic_at_rest_looks_like_the_training_rows(string name)
    {
        var psi = PsiOf(name, moved: 0);

        Assert.All(psi, feature => Assert.True(feature.Value < 0.02, $"{feature.Key}: {feature.Value}"));
    }

    [Fact]
    public void Only_the_drifting_feature_moves_and_it_moves_far()
    {
        var psi = PsiOf("credit", moved: 1);

        Assert.True(psi["utilisation_90d"] > 0.35, $"{psi["utilisation_90d"]}");
        Assert.All(psi.Where(feature => feature.Key != "utilisation_90d"), feature => Assert.True(feature.Value < 0.02, $"{feature.Key}: {feature.Value}"));
    }

    [Fact]
    public void The_same_slot_gives_the_same_bytes()
    {
        var stream = new DemoStream("AIS-0001", "v1", DemoModel.CreditScoring, Drifts: true);

        Assert.Equal(stream.RowsOf(7), stream.RowsOf(7));
        Assert.NotEqual(stream.RowsOf(7), stream.RowsOf(8));
    }

    [Fact]
    public void Rows_lie_within_their_slot_and_their_minutes()
    {
        var stream = new DemoStream("AIS-0001", "v1", DemoModel.CardFraud, Drifts: false);
        var slot = DemoStream.SlotOf(AtRest);

        var live = Times(stream.RowsOf(slot));
        var past = Times(stream.RowsOfPast(AtRest, 3));

        Assert.All(live, time => Assert.Equal(slot, DemoStream.SlotOf(time)));
        Assert.Equal(3 * DemoStream.RowsOfPastMinute, past.Count);
        Assert.All(past, time => Assert.InRange(time, AtRest, AtRest.AddMinutes(3).AddTicks(-1)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0.5)]
    [InlineData(30, 1)]
    [InlineData(50, 0.5)]
    [InlineData(90, 0)]
    public void The_drift_comes_and_goes_in_two_hours(int minute, double moved)
    {
        var start = new DateTimeOffset(TimeSpan.FromMinutes(120).Ticks * 8_000_000, TimeSpan.Zero);

        Assert.Equal(moved, new DemoStream("AIS-0001", "v1", DemoModel.CreditScoring, Drifts: true).MovedAt(start.AddMinutes(minute)), 6);
        Assert.Equal(0, new DemoStream("AIS-0001", "v1", DemoModel.CreditScoring, Drifts: false).MovedAt(start.AddMinutes(minute)), 6);
    }

    private static DemoModel Of(string name) => name == "credit" ? DemoModel.CreditScoring : DemoModel.CardFraud;

    private static Dictionary<string, double> PsiOf(string name, double moved)
    {
        var model = Of(name);
        var training = Enumerable.Range(0, 4000).Select(model.TrainingRow).ToList();
        var live = Enumerable.Range(0, 5000).Select(index => model.LiveRow(index / 12, index % 12, moved)).ToList();
        var psi = new Dictionary<string, double>();
        foreach (var feature in training[0].Features.Keys)
        {
            if (training[0].Features[feature].Text is not null)
            {
                var bins = CategoricalBins.Freeze(training.Select(row => row.Features[feature].Text));
                var counts = bins.NewCounts();
                live.ForEach(row => bins.Count(row.Features[feature].Text, counts));
                psi.Add(feature, PopulationStability.Of(bins, counts)!.Value.BiasCorrected);
            }
            else
            {
                var bins = NumericBins.Freeze([.. training.Select(row => row.Features[feature].Number ?? double.NaN)]);
                var counts = bins.NewCounts();
                live.ForEach(row => bins.Count(row.Features[feature].Number ?? double.NaN, counts));
                psi.Add(feature, PopulationStability.Of(bins, counts)!.Value.BiasCorrected);
            }
        }

        return psi;
    }

    private static List<DateTimeOffset> Times(byte[] lines) =>
        [.. Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("time").GetDateTimeOffset())];
}
