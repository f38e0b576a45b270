using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Statistics.Text;

namespace Portal.Tests.Evaluation.Figures;

public sealed class RowFiguresTests
{
    [Fact]
    public void Classes_with_scores_give_every_figure_of_them()
    {
        var figures = Of(EvaluationTask.Classification, "bad", null, [.. Enumerable.Range(0, 200).Select(index => Row(index, index % 4 == 0 ? "bad" : "good", index % 5 == 0 ? "bad" : "good") with { Score = index % 10 / 10.0 })]);

        Assert.Equal(
            [Metric.Accuracy, Metric.Precision, Metric.Recall, Metric.F1, Metric.RocAuc, Metric.LogLoss, Metric.CalibrationError],
            figures.Where(figure => figure.Slice == Slice.Whole).Select(figure => figure.Metric));
        Assert.All(figures, figure => Assert.InRange(figure.Estimate.Value, figure.Estimate.Low, figure.Estimate.High));
    }

    [Fact]
    public void Segments_and_groups_are_computed_apart_and_groups_against_each_other()
    {
        var rows = Enumerable.Range(0, 400).Select(index => Row(index, index % 2 == 0 ? "bad" : "good", index % 2 == 0 || index % 7 == 0 ? "bad" : "good") with
        {
            Segments = new Dictionary<string, string> { ["region"] = index % 4 == 0 ? "north" : "south" },
            Groups = new Dictionary<string, string> { ["sex"] = index % 3 == 0 ? "f" : "m" },
        }).ToArray();

        var figures = Of(EvaluationTask.Classification, "bad", null, rows);

        var north = rows.Where(row => row.Segments["region"] == "north").ToList();
        Assert.Equal((double)north.Count(row => row.IsRight) / north.Count, Value(figures, Metric.Accuracy, new(SliceKind.Segment, "region", "north")));
        Assert.Equal(rows.Count(row => row.Groups["sex"] == "f"), figures.Single(figure => figure.Metric == Metric.Accuracy && figure.Slice == new Slice(SliceKind.Group, "sex", "f")).Estimate.N);
        Assert.Equal(
            [Metric.DemographicParity, Metric.EqualOpportunity, Metric.EqualizedOdds, Metric.DisparateImpact],
            figures.Where(figure => figure.Slice == new Slice(SliceKind.Attribute, "sex", "")).Select(figure => figure.Metric));
    }

    [Theory]
    [InlineData(EvaluationTask.Classification)]
    [InlineData(EvaluationTask.Regression)]
    [InlineData(EvaluationTask.Text)]
    public void Every_figure_of_a_slice_is_what_its_rows_alone_give(EvaluationTask task)
    {
        var random = new Random(7);
        MeasuredRow[] rows = [.. Enumerable.Range(0, 300).Select(index => Row(index, Draw("3", "5", "7"), Draw("3", "5", "7")) with
        {
            Score = random.NextDouble(),
            LatencyMs = random.Next(10) > 0 ? random.Next(1, 500) : null,
            CostMicros = random.Next(10) > 0 ? random.Next(1, 500) : null,
            IsError = random.Next(9) == 0,
            IsMustPass = random.Next(5) == 0,
            Segments = new Dictionary<string, string> { ["region"] = Draw("north", "south", "west") },
            Groups = new Dictionary<string, string> { ["sex"] = Draw("f", "m") },
        })];
        var positive = task == EvaluationTask.Classification ? "3" : null;

        var figures = Of(task, positive, new OutputFormat(MaximumLength: 1, Pattern: "[35]"), rows).Where(figure => figure.Slice.Kind is SliceKind.Segment or SliceKind.Group).ToLookup(figure => figure.Slice);

        Assert.Equal(5, figures.Count);
        Assert.All(figures, slice =>
        {
            MeasuredRow[] alone = [.. rows.Where(row => (slice.Key.Kind == SliceKind.Segment ? row.Segments : row.Groups)[slice.Key.Name] == slice.Key.Value)];
            var whole = Of(task, positive, new OutputFormat(MaximumLength: 1, Pattern: "[35]"), alone).Where(figure => figure.Slice == Slice.Whole);
            Assert.Equal(whole.Select(figure => (figure.Metric, figure.Estimate)), slice.Select(figure => (figure.Metric, figure.Estimate)));
        });

        string Draw(params string[] of) => of[random.Next(of.Length)];
    }

    [Fact]
    public void Rows_without_a_label_have_no_part_in_what_is_held_against_labels()
    {
        var figures = Of(EvaluationTask.Classification, "a", null, Row(1, "a", "a"), Row(2, "b", "a"), new("r3", "a", null) { LatencyMs = 5 });

        Assert.Equal((0.5, 1), (Value(figures, Metric.Accuracy, Slice.Whole), Value(figures, Metric.Recall, Slice.Whole)));
        Assert.Equal(2, figures.Single(figure => figure.Metric == Metric.Accuracy).Estimate.N);
    }

    [Fact]
    public void Numbers_and_texts_have_figures_of_their_own()
    {
        var numbers = Of(EvaluationTask.Regression, null, null, Row(1, "10", "12"), Row(2, "20", "19"), Row(3, "-4.5", "-4"));
        var texts = Of(EvaluationTask.Text, null, null, Row(1, "the loan was paid back in time", "the loan was paid back late"), Row(2, "a b c d e", "a b c d e"));

        Assert.Equal([Metric.Rmse, Metric.Mae, Metric.Mape], numbers.Select(figure => figure.Metric));
        Assert.Equal((2 + 1 + 0.5) / 3, Value(numbers, Metric.Mae, Slice.Whole), 12);
        Assert.Equal([Metric.Bleu, Metric.RougeL], texts.Select(figure => figure.Metric));
    }

    [Fact]
    public void Times_costs_and_errors_need_no_labels()
    {
        var figures = Of(EvaluationTask.Text, null, new OutputFormat(IsJson: true), [.. Enumerable.Range(1, 100).Select(index =>
            new MeasuredRow($"r{index}", index % 4 == 0 ? "no json" : "{}", null) { LatencyMs = index, CostMicros = 500, IsError = index % 10 == 0 })]);

        Assert.Equal(
            [Metric.FormatCompliance, Metric.LatencyP50, Metric.LatencyP95, Metric.LatencyP99, Metric.ErrorRate, Metric.CostPerRequest],
            figures.Select(figure => figure.Metric));
        Assert.Equal((0.75, 50.5, 0.1, 500), (Value(figures, Metric.FormatCompliance, Slice.Whole), Value(figures, Metric.LatencyP50, Slice.Whole), Value(figures, Metric.ErrorRate, Slice.Whole), Value(figures, Metric.CostPerRequest, Slice.Whole)));
    }

    [Fact]
    public void Must_pass_cases_are_counted_by_themselves_and_disturbed_copies_against_their_originals()
    {
        var figures = Of(EvaluationTask.Classification, null, null,
            Row(1, "a", "a") with { IsMustPass = true }, Row(2, "a", "b") with { IsMustPass = true }, Row(3, "a", "a"),
            Row(4, "a", "a") with { VariantOf = "r1" }, Row(5, "a", "b") with { VariantOf = "r1" }, Row(6, "a", "b") with { VariantOf = "r2" });

        Assert.Equal(0.5, Value(figures, Metric.MustPass, Slice.Whole));
        Assert.Equal(2.0 / 3, Value(figures, Metric.Robustness, Slice.Whole));
    }

    [Fact]
    public void On_the_same_rows_a_small_gain_is_shown_that_two_runs_apart_would_not()
    {
        var old = Enumerable.Range(0, 1000).Select(index => Row(index, "x", index < 800 ? "x" : "y")).ToArray();
        var better = old.Select((row, index) => row with { Prediction = index < 830 ? "x" : "y" }).ToArray();

        var gain = Assert.Single(new PairedRows(EvaluationTask.Classification, null).Of(better, old.ToDictionary(row => row.Id, row => new Answer(row.Prediction, row.Score))) ?? []);

        Assert.Equal((Metric.Accuracy, 0.8), (gain.Metric, gain.Incumbent));
        Assert.Equal(0.03, gain.Difference.Value, 12);
        Assert.True(gain.Difference.Low > 0.015, $"{gain.Difference}");
        Assert.Null(new PairedRows(EvaluationTask.Classification, null).Of(better[..999], old.ToDictionary(row => row.Id, row => new Answer(row.Prediction, row.Score))));
    }

    private static IReadOnlyList<Figure> Of(EvaluationTask task, string? positive, OutputFormat? format, params MeasuredRow[] rows) => new RowFigures(task, positive, format).Of(rows, default);

    private static double Value(IEnumerable<Figure> figures, Metric metric, Slice slice) => figures.Single(figure => figure.Metric == metric && figure.Slice == slice).Estimate.Value;

    private static MeasuredRow Row(int index, string label, string prediction) => new($"r{index}", prediction, label);
}
