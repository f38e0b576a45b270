using System.Text;
using System.Text.Json;
using Portal.Statistics.Alerts;
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
    public void A_stretch_gives_the_rows_of_its_parts_however_it_is_cut()
    {
        var stream = new DemoStream("AIS-0001", "v1", DemoModel.CreditScoring) { DriftsFrom = AtRest };

        byte[] parts = [.. Enumerable.Range(0, 90).SelectMany(slot => stream.RowsBetween(AtRest + (slot * DemoStream.Slot), AtRest + ((slot + 1) * DemoStream.Slot)))];

        Assert.Equal(stream.RowsBetween(AtRest, AtRest.AddMinutes(3)), parts);
        Assert.NotEqual(stream.RowsBetween(AtRest, AtRest.AddMinutes(3)), stream.RowsBetween(AtRest.AddMinutes(3), AtRest.AddMinutes(6)));
    }

    [Fact]
    public void Each_hour_has_rows_enough_to_be_judged_and_they_lie_within_it()
    {
        var stream = new DemoStream("AIS-0001", "v1", DemoModel.CardFraud);

        Assert.All(Enumerable.Range(0, 24).Select(hour => AtRest.AddHours(hour)), hour =>
        {
            var times = Times(stream.RowsBetween(hour, hour.AddHours(1)));
            Assert.InRange(times.Count, (int)FeatureFigures.EnoughRows, 1000);
            Assert.All(times, time => Assert.InRange(time, hour, hour.AddHours(1).AddTicks(-1)));
        });
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(18, 0.425)]
    [InlineData(36, 0.85)]
    [InlineData(60, 1)]
    [InlineData(600, 1.3)]
    public void The_drift_grows_for_a_day_and_a_half_and_then_slowly_on(int hours, double moved)
    {
        Assert.Equal(moved, new DemoStream("AIS-0001", "v1", DemoModel.CreditScoring) { DriftsFrom = AtRest }.MovedAt(AtRest.AddHours(hours)), 6);
        Assert.Equal(0, new DemoStream("AIS-0001", "v1", DemoModel.CreditScoring).MovedAt(AtRest.AddHours(hours)), 6);
    }

    /// <summary>The rules over the very rows that flow.</summary>
    [Fact]
    public void Scoring_drifts_and_is_serious_within_two_days() =>
        Assert.Equal(
            [("prediction", AlertSeverity.Warning), ("score", AlertSeverity.Serious), ("utilisation_90d", AlertSeverity.Warning)],
            AlertsOf(new DemoStream("AIS-0001", "v3.1", DemoModel.CreditScoring) { DriftsFrom = AtRest }, days: 2).GroupBy(change => change.Feature).Select(changes => (changes.Key, changes.Last().Severity)).Order());

    [Fact]
    public void Nothing_is_said_of_orders_over_a_week() => Assert.Empty(AlertsOf(DemoSurveillance.Stream, days: 7));

    [Fact, Trait("Category", "Long")]
    public void Nor_over_thirty_five_days() => Assert.Empty(AlertsOf(DemoSurveillance.Stream, days: 35));

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

    private static List<AlertChange> AlertsOf(DemoStream stream, int days)
    {
        var training = Enumerable.Range(0, 3000).Select(stream.Model.TrainingRow).ToList();
        Dictionary<string, FrozenBins> bins = new()
        {
            ["prediction"] = CategoricalBins.Freeze(training.Select(row => row.Prediction)),
            ["score"] = NumericBins.Freeze([.. training.Select(row => row.Score ?? double.NaN)]),
        };
        foreach (var feature in training[0].Features.Keys)
        {
            bins[feature] = training.Exists(row => row.Features[feature].Text is not null)
                ? CategoricalBins.Freeze(training.Select(row => row.Features[feature].Text))
                : NumericBins.Freeze([.. training.Select(row => row.Features[feature].Number ?? double.NaN)]);
        }

        var (book, changes) = (AlertBook.Empty, new List<AlertChange>());
        for (var hour = AtRest; hour < AtRest.AddDays(days); hour = hour.AddHours(1))
        {
            var counts = bins.ToDictionary(feature => feature.Key, feature => feature.Value.NewCounts());
            foreach (var row in Rows(stream.RowsBetween(hour, hour.AddHours(1))))
            {
                Count(bins, counts, "prediction", row.GetProperty("prediction"));
                Count(bins, counts, "score", row.GetProperty("score"));
                foreach (var feature in row.GetProperty("features").EnumerateObject())
                    Count(bins, counts, feature.Name, feature.Value);
            }

            var evaluation = ModelEvaluation.Of([.. bins.Select(feature => new FeatureCounts(feature.Key, feature.Key is "prediction" or "score", feature.Value, counts[feature.Key]))], bins.Count - 2);
            (book, var moved) = book.Next(evaluation, new AlertRule(0.1, 0.25, 3), WindowKind.Sampled);
            changes.AddRange(moved);
        }

        return changes;
    }

    private static void Count(Dictionary<string, FrozenBins> bins, Dictionary<string, BinCounts> counts, string feature, JsonElement value)
    {
        if (bins[feature] is CategoricalBins categories) categories.Count(value.GetString(), counts[feature]);
        else if (bins[feature] is NumericBins numbers) numbers.Count(value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN, counts[feature]);
    }

    private static List<DateTimeOffset> Times(byte[] lines) => [.. Rows(lines).Select(row => row.GetProperty("time").GetDateTimeOffset())];

    private static IEnumerable<JsonElement> Rows(byte[] lines) => Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line));
}
