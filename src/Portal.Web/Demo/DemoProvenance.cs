using System.Text;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How the bank's models came about, as their developers declare it.</summary>
internal static class DemoProvenance
{
    private static readonly string[] Scoring = ["debt_ratio", "income", "months_at_employer", "region", "utilisation_90d"];
    private static readonly string[] Fraud = ["amount", "distance_km", "hour_of_day", "merchant_category", "velocity_24h"];

    /// <summary>Of a version that is declared on this day.</summary>
    public static Provenance Of(string model, string label, DateOnly day) => (model, label) switch
    {
        ("retail-scorecard", "v3.1") => Trained("Retail loans, decided and matured", day, months: 36) with
        {
            Features = [.. Scoring, "postcode_area"],
            Hyperparameters = Boosted(trees: 400, depth: 6, rate: "0.05"),
            CodeCommit = "4f2c1d97a0be",
            ChangeReason = ReasonForChange.New,
        },
        ("retail-scorecard", "v3.2") => Trained("Retail loans, decided and matured", day, months: 36) with
        {
            Features = [.. Scoring, "postcode_area"],
            Hyperparameters = Boosted(trees: 400, depth: 6, rate: "0.05"),
            CodeCommit = "4f2c1d97a0be",
            Parent = "v3.1",
            ChangeReason = ReasonForChange.Retrained,
        },
        ("retail-scorecard", _) => Trained("Retail loans, decided and matured", day, months: 30) with
        {
            TrainingData =
            [
                .. Trained("Retail loans, decided and matured", day, months: 30).TrainingData,
                .. Trained("Applications refused by the points table, outcome inferred", day, months: 12).TrainingData,
            ],
            Features = Scoring,
            Hyperparameters = [.. Boosted(trees: 550, depth: 5, rate: "0.04"), new("monotone", "debt_ratio, utilisation_90d")],
            CodeCommit = "b81e03c5524d",
            Parent = "v3.1",
            ChangeReason = ReasonForChange.Retrained,
        },
        ("card-fraud-gbm", "4.6") => Trained("Card payments with the frauds reported within 60 days", day, months: 18) with
        {
            Features = Fraud,
            Hyperparameters = [.. Boosted(trees: 900, depth: 7, rate: "0.03"), new("positive_weight", "38", SettingKind.Number)],
            CodeCommit = "09ad77e1c3f2",
            ChangeReason = ReasonForChange.New,
        },
        ("card-fraud-gbm", _) => Trained("Card payments with the frauds reported within 60 days", day, months: 12) with
        {
            Features = [.. Fraud, "gift_card_share_7d"],
            Hyperparameters = [.. Boosted(trees: 900, depth: 7, rate: "0.03"), new("positive_weight", "45", SettingKind.Number)],
            CodeCommit = "d2f6408b9e71",
            Parent = "4.6",
            ChangeReason = ReasonForChange.Retrained,
        },
        ("cash-demand-gbm", _) => Trained("Withdrawals by machine and day", day, months: 24) with
        {
            Features = ["days_to_payday", "drawn_last_week", "filled_with", "place"],
            Hyperparameters = Boosted(trees: 200, depth: 4, rate: "0.1"),
            CodeCommit = "7c31fe0a9d42",
            ChangeReason = ReasonForChange.New,
        },
        ("order-surveillance", _) => Trained("Orders with what the team made of the flags", day, months: 24) with
        {
            Features = ["basis_points_away", "cancelled_share", "desk", "minutes_to_close", "order_size"],
            Hyperparameters = Boosted(trees: 300, depth: 5, rate: "0.06"),
            CodeCommit = "e5a09c7714bd",
            ChangeReason = ReasonForChange.New,
        },
        _ => Provenance.Unsaid,
    };

    /// <summary>On whole months, of which the last is two months old: until then nobody knows what became of a loan or a payment.</summary>
    private static Provenance Trained(string data, DateOnly day, int months)
    {
        var end = new DateOnly(day.Year, day.Month, 1).AddMonths(-2);
        var (from, to) = (end.AddMonths(-months), end.AddDays(-1));
        return new Provenance
        {
            TrainingData = [new(data, DigestOf($"{data} {Calendar.Text(from)} {Calendar.Text(to)}"), from, to)],
            Seed = 20_190_417,
            Deterministic = true,
            Environment = new("registry.demo.example/train/tabular:2026.2", DigestOf("train/tabular:2026.2"), "python 3.12.4\nlightgbm 4.5.0\nnumpy 2.1.3\npandas 2.2.3\nscikit-learn 1.5.2"),
        };
    }

    private static IReadOnlyList<Setting> Boosted(int trees, int depth, string rate) =>
        [new("trees", $"{trees}", SettingKind.Number), new("depth", $"{depth}", SettingKind.Number), new("learning_rate", rate, SettingKind.Number), new("early_stopping", "true", SettingKind.Truth)];

    private static Digest DigestOf(string text) => Digest.Of(Encoding.UTF8.GetBytes(text));
}
