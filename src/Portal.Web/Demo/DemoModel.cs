using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>
/// A model of the demo and the world it looks at, as pure functions: the same index or instant gives the same row, so the
/// evaluation that a seeder uploads and the telemetry that flows later are about the same world.
/// </summary>
internal sealed class DemoModel
{
    private const ulong Training = 1;
    private const ulong Live = 2;

    private readonly ulong _seed;
    private readonly Func<World, DemoCase> _look;

    private DemoModel(string positive, string passes, string segment, ulong seed, Func<World, DemoCase> look) => (Positive, Passes, Segment, _seed, _look) = (positive, passes, segment, seed, look);

    /// <summary>Scores people who ask for credit.</summary>
    public static DemoModel CreditScoring { get; } = new("decline", "approve", "region", 0xC4ED17, Credit);

    /// <summary>Watches card payments.</summary>
    public static DemoModel CardFraud { get; } = new("fraud", "genuine", "merchant_category", 0xF4A0D, Fraud);

    /// <summary>Says which cash machines run short in the coming week.</summary>
    public static DemoModel CashDemand { get; } = new("short", "enough", "place", 0xCA5B, Cash);

    /// <summary>Says which questions of the chat a person must answer.</summary>
    public static DemoModel ServiceAnswers { get; } = new("person", "answer", "language", 0x5E41CE, Question);

    /// <summary>Says which changes of code need a remark.</summary>
    public static DemoModel CodeRemarks { get; } = new("remark", "none", "language", 0xC0DE12, Change);

    /// <summary>Watches orders for what looks like market abuse.</summary>
    public static DemoModel Surveillance { get; } = new("flag", "usual", "desk", 0x5A4E, Order);

    /// <summary>The class that the model is there to find.</summary>
    public string Positive { get; }

    /// <summary>The other class.</summary>
    public string Passes { get; }

    /// <summary>A row of the evaluation, with what turned out to be right.</summary>
    public EvaluationRow TrainingRow(int index)
    {
        var row = _look(new World(Chance.Of(_seed, Training, (ulong)index), 0));
        return new EvaluationRow($"T-{index:000000}", row.Prediction, row.Label, row.Features) { Score = row.Score };
    }

    /// <summary>The segment that people ask about: where an applicant lives, what a card pays for, where a machine stands.</summary>
    public string Segment { get; }

    public IReadOnlyDictionary<string, string> SegmentsOf(EvaluationRow row) => new Dictionary<string, string> { [Segment] = row.Features[Segment].Text ?? "" };

    /// <summary>Of whom a row is, as the bank knows it from its accounts; a cash machine or a change of code is nobody.</summary>
    public IReadOnlyDictionary<string, string> GroupsOf(int index)
    {
        if (this == CashDemand || this == CodeRemarks)
            return EvaluationRow.NoTexts;

        var chance = Chance.Of(0x6E0, (ulong)index, 0);
        return new Dictionary<string, string>
        {
            ["sex"] = chance.OneOf(("female", 0.49), ("male", 0.51)),
            ["age"] = chance.OneOf(("under 30", 0.24), ("30 to 59", 0.56), ("60 and over", 0.20)),
        };
    }

    /// <summary>A row of the traffic at an instant.</summary>
    /// <param name="slot">Which stretch of time.</param>
    /// <param name="index">Which row of it.</param>
    /// <param name="moved">How far the one drifting feature has moved, 0 to 1.</param>
    /// <param name="missed">Which share of what it lets pass turns out to be what it should have found.</param>
    public DemoCase LiveRow(long slot, int index, double moved, double missed = 0)
    {
        var row = _look(new World(Chance.Of(_seed ^ Live, (ulong)slot, (ulong)index), moved));
        return row.Prediction == Passes && Chance.Of(79, (ulong)slot, (ulong)index).Share() < missed ? row with { Label = Positive } : row;
    }

    private static DemoCase Credit(World world)
    {
        var chance = world.Chance;
        var income = Math.Round(Math.Exp(10.5 + (0.45 * chance.Normal())), 0);
        var debt = Math.Round(Math.Clamp(0.32 + (0.14 * chance.Normal()), 0, 1.5), 3);
        var utilisation = Math.Round(1 / (1 + Math.Exp(-(-0.4 + (0.9 * chance.Normal()) + (0.75 * world.Moved)))), 3);
        var months = Math.Floor(Math.Exp(3.6 + (0.9 * chance.Normal())));
        var region = chance.OneOf(("north", 0.31), ("south", 0.27), ("east", 0.18), ("west", 0.16), ("islands", 0.08));
        var score = (2.4 * utilisation) + (2.2 * debt) - (0.55 * (Math.Log(income) - 10.5)) - (0.25 * (Math.Log(months + 1) - 3.6));

        return new DemoCase(
            new Dictionary<string, FeatureValue>
            {
                ["income"] = FeatureValue.Of(income),
                ["debt_ratio"] = FeatureValue.Of(debt),
                ["utilisation_90d"] = FeatureValue.Of(utilisation),
                // Nobody asks the self-employed.
                ["months_at_employer"] = chance.Share() < 0.04 ? FeatureValue.Missing : FeatureValue.Of(months),
                ["region"] = FeatureValue.Of(region),
            },
            score > 2.05 ? "decline" : "approve",
            score + (0.28 * chance.Normal()) > 2.05 ? "decline" : "approve",
            ChanceOf(score - 2.05, 0.28))
        {
            Contributions = Explained(
                ("utilisation_90d", 2.4 * (utilisation - 0.42)), ("debt_ratio", 2.2 * (debt - 0.32)), ("income", -0.55 * (Math.Log(income) - 10.5)), ("months_at_employer", -0.25 * (Math.Log(months + 1) - 3.6))),
        };
    }

    private static DemoCase Fraud(World world)
    {
        var chance = world.Chance;
        var amount = Math.Round(Math.Exp(3.4 + (1.1 * chance.Normal()) + (0.8 * world.Moved)), 2);
        var merchant = chance.OneOf(("groceries", 0.34), ("fuel", 0.14), ("travel", 0.09), ("electronics", 0.12), ("restaurants", 0.21), ("online services", 0.10));
        var hour = Math.Floor(Math.Clamp(14 + (4.6 * chance.Normal()), 0, 23));
        var distance = Math.Round(Math.Exp(1.6 + (1.3 * chance.Normal())), 1);
        var velocity = Math.Floor(-3.2 * Math.Log(1 - chance.Share()));
        var score = (0.5 * (Math.Log(amount + 1) - 3.4)) + (0.45 * (Math.Log(distance + 1) - 1.6)) + (0.16 * velocity) + (merchant == "electronics" ? 0.4 : 0);

        return new DemoCase(
            new Dictionary<string, FeatureValue>
            {
                ["amount"] = FeatureValue.Of(amount),
                ["merchant_category"] = FeatureValue.Of(merchant),
                ["hour_of_day"] = FeatureValue.Of(hour),
                ["distance_km"] = FeatureValue.Of(distance),
                ["velocity_24h"] = FeatureValue.Of(velocity),
            },
            score > 1.55 ? "fraud" : "genuine",
            score + (0.25 * chance.Normal()) > 1.55 ? "fraud" : "genuine",
            ChanceOf(score - 1.55, 0.25))
        {
            Contributions = Explained(
                ("amount", 0.5 * (Math.Log(amount + 1) - 3.4)), ("distance_km", 0.45 * (Math.Log(distance + 1) - 1.6)), ("velocity_24h", 0.16 * (velocity - 3.2)), ("merchant_category", (merchant == "electronics" ? 0.4 : 0) - 0.05)),
        };
    }

    private static DemoCase Cash(World world)
    {
        var chance = world.Chance;
        var drawn = Math.Round(Math.Exp(10.1 + (0.5 * chance.Normal()) + (0.6 * world.Moved)), 0);
        var filled = Math.Round(Math.Exp(10.6 + (0.3 * chance.Normal())), 0);
        var payday = Math.Floor(31 * chance.Share());
        var place = chance.OneOf(("branch", 0.46), ("station", 0.17), ("supermarket", 0.25), ("airport", 0.04), ("village", 0.08));
        var score = Math.Log(drawn) - Math.Log(filled) + (payday < 4 ? 0.25 : 0) + (place == "station" ? 0.15 : 0);

        return new DemoCase(
            new Dictionary<string, FeatureValue>
            {
                ["drawn_last_week"] = FeatureValue.Of(drawn),
                ["filled_with"] = FeatureValue.Of(filled),
                ["days_to_payday"] = FeatureValue.Of(payday),
                ["place"] = FeatureValue.Of(place),
            },
            score > 0.1 ? "short" : "enough",
            score + (0.2 * chance.Normal()) > 0.1 ? "short" : "enough",
            ChanceOf(score - 0.1, 0.2));
    }

    private static DemoCase Question(World world)
    {
        var chance = world.Chance;
        var words = Math.Round(Math.Exp(2.7 + (0.6 * chance.Normal())), 0);
        var likeness = Math.Round(Math.Clamp(0.72 + (0.14 * chance.Normal()), 0, 1), 3);
        var language = chance.OneOf(("German", 0.58), ("English", 0.17), ("Czech", 0.25));
        return Judged(
            chance, (0.35 * (Math.Log(words) - 2.7)) - (3 * (likeness - 0.72)) - 0.35, ("person", "answer"),
            new() { ["words"] = FeatureValue.Of(words), ["nearest_page"] = FeatureValue.Of(likeness), ["language"] = FeatureValue.Of(language) });
    }

    private static DemoCase Change(World world)
    {
        var chance = world.Chance;
        var lines = Math.Round(Math.Exp(3.9 + (1.0 * chance.Normal())), 0);
        var files = Math.Floor(1 - (3 * Math.Log(1 - chance.Share())));
        var language = chance.OneOf(("C#", 0.41), ("TypeScript", 0.27), ("SQL", 0.19), ("Kotlin", 0.13));
        return Judged(
            chance, (0.45 * (Math.Log(lines + 1) - 3.9)) + (0.08 * (files - 3)) - 0.3, ("remark", "none"),
            new() { ["lines"] = FeatureValue.Of(lines), ["files"] = FeatureValue.Of(files), ["language"] = FeatureValue.Of(language) });
    }

    private static DemoCase Judged(Chance chance, double score, (string Finds, string Passes) names, Dictionary<string, FeatureValue> features) => new(
        features, score > 0 ? names.Finds : names.Passes, score + (0.12 * chance.Normal()) > 0 ? names.Finds : names.Passes, ChanceOf(score, 0.12));

    /// <summary>What an explainer beside the model says: how far each feature moves the score from that of an average case.</summary>
    private static Dictionary<string, double> Explained(params IEnumerable<(string Feature, double Value)> parts) => parts.ToDictionary(part => part.Feature, part => Math.Round(part.Value, 3));

    private static DemoCase Order(World world)
    {
        var chance = world.Chance;
        var size = Math.Round(Math.Exp(9.2 + (1.1 * chance.Normal()) + (0.6 * world.Moved)), 0);
        var cancelled = Math.Round(1 / (1 + Math.Exp(-(-1.1 + (0.8 * chance.Normal())))), 3);
        var away = Math.Round(Math.Exp(1.4 + (0.9 * chance.Normal())), 1);
        var left = Math.Floor(510 * chance.Share());
        var desk = chance.OneOf(("rates", 0.34), ("credit", 0.22), ("equities", 0.27), ("currencies", 0.17));
        var score = (0.4 * (Math.Log(size) - 9.2)) + (2.6 * (cancelled - 0.25)) + (0.3 * (Math.Log(away) - 1.4)) + (left < 15 ? 0.5 : 0);

        return new DemoCase(
            new Dictionary<string, FeatureValue>
            {
                ["order_size"] = FeatureValue.Of(size),
                ["cancelled_share"] = FeatureValue.Of(cancelled),
                ["basis_points_away"] = FeatureValue.Of(away),
                ["minutes_to_close"] = FeatureValue.Of(left),
                ["desk"] = FeatureValue.Of(desk),
            },
            score > 1 ? "flag" : "usual",
            score + (0.2 * chance.Normal()) > 1 ? "flag" : "usual",
            ChanceOf(score - 1, 0.2));
    }

    /// <summary>How probable it is that noise of this spread leaves it above zero: the logistic curve nearest to the normal one.</summary>
    private static double ChanceOf(double distance, double spread) => Math.Round(1 / (1 + Math.Exp(-1.702 * distance / spread)), 4);

    private readonly record struct World(Chance Chance, double Moved);
}

/// <summary>What a model was given, what it said, and what turned out to be right.</summary>
internal sealed record DemoCase(IReadOnlyDictionary<string, FeatureValue> Features, string Prediction, string Label, double Score)
{
    /// <summary>By feature; empty where the model has no explainer, and is about nobody.</summary>
    public IReadOnlyDictionary<string, double> Contributions { get; init; } = new Dictionary<string, double>();
}
