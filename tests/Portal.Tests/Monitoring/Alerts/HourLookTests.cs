using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Statistics.Alerts;
using Portal.Statistics.Sketches;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Alerts;

public sealed class HourLookTests
{
    private static readonly AlertRule Rule = new(0.1, 0.25, 3);
    private static readonly NumericBins Bins = NumericBins.Freeze(Enumerable.Range(0, 1000).Select(i => (double)i).ToArray());
    private static readonly IReadOnlyList<WatchedFeature> Features = [new("income", Bins)];

    [Fact]
    public void Thirty_rows_a_month_are_never_enough_to_say_something()
    {
        var (memory, said, moves) = (AlertMemory.Empty, false, 0);
        for (var hour = 0; hour < 24 * 365; hour++)
        {
            var look = HourLook.Of(memory, Features, hour % 24 == 12 ? Rows(1, seed: hour) : null, House.Noon.AddHours(hour), Rule);
            (memory, said, moves) = (look.Memory, said || look.Says, moves + look.Moves.Count);
        }

        Assert.False(said);
        Assert.Equal(0, moves);
    }

    [Fact]
    public void After_ninety_days_few_rows_are_judged_by_their_exact_test_and_the_window_begins_anew()
    {
        var memory = AlertMemory.Empty;
        List<AlertMove> moves = [];
        for (var hour = 0; hour < 24 * 185; hour++)
        {
            var look = HourLook.Of(memory, Features, hour % 24 == 12 ? Rows(1, seed: hour, from: 900) : null, House.Noon.AddHours(hour), Rule);
            memory = look.Memory;
            moves.AddRange(look.Moves);
        }

        Assert.All(moves, move => Assert.Equal((AlertAct.Opened, TimeSpan.FromDays(90)), (move.Change.Act, move.To - move.From)));
        Assert.NotEmpty(moves);
    }

    [Fact]
    public void What_is_remembered_is_read_back_as_it_was()
    {
        var memory = AlertMemory.Empty;
        foreach (var (hour, rows) in new[] { (0, 600), (1, 600), (2, 40) })
            memory = HourLook.Of(memory, Features, Rows(rows, seed: hour, from: 800), House.Noon.AddHours(hour), Rule).Memory;

        var read = AlertMemory.FromBytes(memory.ToBytes());

        Assert.Equal(memory.ToBytes(), read.ToBytes());
        Assert.Equal(AlertSeverity.Warning, read.Book.Open["income"].Severity);
        Assert.Equal((House.Noon.AddHours(2), 40L), (read.Windows["income"].From, read.Windows["income"].Counts.N));
    }

    [Fact]
    public void What_was_remembered_of_each_figure_by_itself_is_taken_together()
    {
        var read = AlertMemory.FromBytes(Hours.ByFigure("income"));

        Assert.True(read.IsByFigure);
        Assert.Equal(new OpenAlert(AlertSeverity.Serious, false), Assert.Single(read.Book.Open).Value);
        Assert.Equal(new AlertTrack(DriftVerdict.Warning, DriftVerdict.Warning, DriftVerdict.Calm), read.Book.Tracks[new("income", DriftMetric.KolmogorovSmirnov)]);
        Assert.False(AlertMemory.FromBytes(read.ToBytes()).IsByFigure);
    }

    [Fact]
    public void What_a_later_portal_remembers_is_not_guessed_at() => Assert.Throws<InvalidDataException>(() => AlertMemory.FromBytes([99]));

    [Fact]
    public void A_feature_that_stops_coming_is_judged_by_what_is_missing()
    {
        var memory = AlertMemory.Empty;
        List<AlertMove> moves = [];
        foreach (var hour in Enumerable.Range(0, 2))
        {
            var look = HourLook.Of(memory, Features, Missing(600), House.Noon.AddHours(hour), Rule);
            memory = look.Memory;
            moves.AddRange(look.Moves);
        }

        var move = Assert.Single(moves);
        Assert.Equal(("income", DriftMetric.Missing), (move.Change.Feature, move.Figures?.ByWeight(Rule)[0]));
    }

    private static HourCounts Rows(int rows, int seed, int from = 0)
    {
        var (random, counts, hour) = (new Random(seed), Bins.NewCounts(), new HourCounts());
        for (var i = 0; i < rows; i++)
            Bins.Count(random.Next(from, 1000), counts);
        hour.Add("income", counts);
        return hour;
    }

    private static HourCounts Missing(int rows)
    {
        var (counts, hour) = (Bins.NewCounts(), new HourCounts());
        Bins.Count(Enumerable.Repeat(double.NaN, rows).ToArray(), counts);
        hour.Add("income", counts);
        return hour;
    }
}
