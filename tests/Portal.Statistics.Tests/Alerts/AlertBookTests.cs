using System.Collections.Immutable;
using Portal.Statistics.Alerts;

namespace Portal.Statistics.Tests.Alerts;

public sealed class AlertBookTests
{
    [Fact]
    public void One_evaluation_over_the_level_opens_nothing() => Assert.Empty(new Evaluations().Psi(0.4).Changes);

    [Theory]
    [InlineData(new[] { 0.2, 0.2 }, true)]
    [InlineData(new[] { 0.2, 0.0, 0.2 }, true)]
    [InlineData(new[] { 0.2, 0.0, 0.0, 0.2 }, false)]
    [InlineData(new[] { 0.09, 0.2, 0.09 }, false)]
    public void It_opens_with_two_of_three_over_the_level(double[] values, bool opens)
    {
        var evaluations = new Evaluations();
        foreach (var value in values) evaluations.Psi(value);

        Assert.Equal(opens, evaluations.All.Any(change => change.Act == AlertAct.Opened));
    }

    [Fact]
    public void What_is_not_significant_opens_nothing()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 5; i++) evaluations.Of([Evaluations.Figures("f0", 0.4) with { AdjustedP = 0.06 }]);

        Assert.Empty(evaluations.All);
    }

    [Fact]
    public void It_closes_after_three_evaluations_below_half_its_level()
    {
        var evaluations = new Evaluations().Psi(0.2).Psi(0.2).Psi(0.04).Psi(0.06).Psi(0.04).Psi(0.04);
        var before = evaluations.All.Count;

        evaluations.Psi(0.04);

        Assert.Equal(1, before);
        Assert.Equal(AlertAct.Closed, evaluations.Changes.Single().Act);
    }

    [Fact]
    public void All_figures_of_a_feature_are_one_alert_and_the_gravest_says_how_grave_it_is()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([Evaluations.Figures("score", 0) with { IsOutput = true, Wasserstein = 0.2 }]);
        for (var i = 0; i < 2; i++) evaluations.Of([Evaluations.Figures("score", 0.15) with { IsOutput = true, KolmogorovSmirnov = 0.2 }]);
        for (var i = 0; i < 2; i++) evaluations.Of([Evaluations.Figures("score", 0.3) with { IsOutput = true, JensenShannon = 0.4, KolmogorovSmirnov = 0.3 }]);

        Assert.Equal([(AlertAct.Opened, AlertSeverity.Warning), (AlertAct.Raised, AlertSeverity.Serious)], evaluations.All.Select(change => (change.Act, change.Severity)));
    }

    [Fact]
    public void It_closes_when_the_last_of_its_figures_has_been_below_half_its_level_three_times()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([Evaluations.Figures("f0", 0.2) with { KolmogorovSmirnov = 0.2 }]);
        for (var i = 0; i < 4; i++) evaluations.Of([Evaluations.Figures("f0", 0.01) with { KolmogorovSmirnov = 0.06 }]);
        for (var i = 0; i < 2; i++) evaluations.Of([Evaluations.Figures("f0", 0.01) with { KolmogorovSmirnov = 0.04 }]);
        var before = evaluations.All.Count;

        evaluations.Of([Evaluations.Figures("f0", 0.01) with { KolmogorovSmirnov = 0.04 }]);

        Assert.Equal(1, before);
        Assert.Equal(AlertAct.Closed, evaluations.Changes.Single().Act);
    }

    [Fact]
    public void An_open_alert_is_told_once()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 20; i++) evaluations.Psi(0.2);

        Assert.Single(evaluations.All);
    }

    [Fact]
    public void Too_few_rows_and_no_data_neither_open_nor_close()
    {
        var evaluations = new Evaluations().Psi(0.2).Psi(0.2);

        for (var i = 0; i < 5; i++) evaluations.Of([Evaluations.Figures("f0", 0.0) with { N = 400 }]);
        for (var i = 0; i < 5; i++) evaluations.Of([Evaluations.Figures("f0", 0.0) with { Psi = null }]);

        Assert.Single(evaluations.All);
        Assert.Equal(AlertSeverity.Warning, evaluations.Book.Open["f0"].Severity);
    }

    [Fact]
    public void A_single_feature_warns_however_far_it_moves()
    {
        var evaluations = new Evaluations().Psi(2).Psi(2).Psi(2);

        Assert.Equal((AlertAct.Opened, AlertSeverity.Warning), (evaluations.All.Single().Act, evaluations.All.Single().Severity));
    }

    [Fact]
    public void The_score_alone_is_serious()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([Evaluations.Figures("score", 0.3) with { IsOutput = true }]);

        Assert.Equal(AlertSeverity.Serious, evaluations.All.Single().Severity);
    }

    [Fact]
    public void The_third_serious_feature_raises_the_other_two()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(2, 0.3)]);
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(3, 0.3)]);

        Assert.Equal(2, evaluations.All.Count(change => change is { Act: AlertAct.Opened, Severity: AlertSeverity.Warning }));
        Assert.Equal(["f0", "f1"], evaluations.All.Where(change => change.Act == AlertAct.Raised).Select(change => change.Feature));
        Assert.Equal("f2", evaluations.All.Single(change => change is { Act: AlertAct.Opened, Severity: AlertSeverity.Serious }).Feature);
    }

    [Fact]
    public void More_than_three_in_ten_features_that_open_together_are_one_alert()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(4, 0.3)]);

        var only = evaluations.All.Single();
        Assert.Equal((true, AlertAct.Opened, AlertSeverity.Serious), (only.IsOfMany, only.Act, only.Severity));
        Assert.Equal(["f0", "f1", "f2", "f3"], only.Features);
    }

    [Fact]
    public void What_the_model_gives_out_follows_its_inputs_and_breaks_nothing_upstream()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(2, 0.3), Evaluations.Figures("prediction", 0.3) with { IsOutput = true }, Evaluations.Figures("score", 0.3) with { IsOutput = true }]);

        Assert.Equal(["f0", "f1", "prediction", "score"], evaluations.All.Select(change => change.Feature));
    }

    [Fact]
    public void Three_in_ten_are_three_alerts()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(3, 0.15)]);

        Assert.Equal(3, evaluations.All.Count);
    }

    [Fact]
    public void The_one_alert_of_many_takes_in_who_follows_and_closes_with_the_last()
    {
        var evaluations = new Evaluations();
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(4, 0.15)]);
        for (var i = 0; i < 2; i++) evaluations.Of([.. Evaluations.Moved(6, 0.15)]);
        for (var i = 0; i < 3; i++) evaluations.Of([.. Evaluations.Moved(5, 0.0), Evaluations.Figures("f5", 0.15)]);
        var open = evaluations.Book.Upstream;

        for (var i = 0; i < 3; i++) evaluations.Of([.. Evaluations.Moved(6, 0.0)]);

        Assert.Equal(AlertSeverity.Warning, open);
        Assert.Equal([AlertAct.Opened, AlertAct.Closed], evaluations.All.Select(change => change.Act));
        Assert.All(evaluations.All, change => Assert.True(change.IsOfMany));
    }

    [Fact]
    public void A_calm_model_leaves_an_empty_book()
    {
        var evaluations = new Evaluations().Psi(0.2);
        for (var i = 0; i < 3; i++) evaluations.Psi(0.01);

        Assert.Empty(evaluations.Book.Tracks);
    }

    [Fact]
    public void Over_five_hundred_histories_what_opened_closes_before_it_opens_again_and_no_two_are_open()
    {
        var random = new Random(7);
        for (var history = 0; history < 500; history++)
        {
            var evaluations = new Evaluations();
            var open = ImmutableHashSet<string>.Empty;
            for (var i = 0; i < 25; i++)
            {
                evaluations.Of([.. Enumerable.Range(0, 10).Select(feature => Evaluations.Figures($"f{feature}", random.NextDouble() * random.NextDouble() * 0.6))]);
                foreach (var change in evaluations.Changes)
                {
                    Assert.Equal(change.Act != AlertAct.Opened, open.Contains(change.Feature));
                    open = change.Act == AlertAct.Closed ? open.Remove(change.Feature) : open.Add(change.Feature);
                }
            }
        }
    }

    private sealed class Evaluations
    {
        private readonly List<AlertChange> _all = [];

        public AlertBook Book { get; private set; } = AlertBook.Empty;

        public IReadOnlyList<AlertChange> Changes { get; private set; } = [];

        public IReadOnlyList<AlertChange> All => _all;

        public static FeatureFigures Figures(string feature, double psi) => new(feature, false, 1000, 1000, 500, psi, null, null, null, 0, 0) { AdjustedP = 0 };

        public static IEnumerable<FeatureFigures> Moved(int features, double psi) => Enumerable.Range(0, features).Select(feature => Figures($"f{feature}", psi));

        public Evaluations Psi(double value) => Of([Figures("f0", value)]);

        public Evaluations Of(IReadOnlyList<FeatureFigures> features, WindowKind windows = WindowKind.Sampled)
        {
            (Book, Changes) = Book.Next(new ModelEvaluation(features, 10), Watched.Shipped, windows);
            _all.AddRange(Changes);
            return this;
        }
    }
}
