using System.Globalization;
using System.Text;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What the bank's data scientists tracked: a search for better parameters, the best of it registered, and a model that nobody has claimed.</summary>
internal static class DemoTracking
{
    private const int Steps = 30;

    public static async Task Tell(DemoHouse house, string system, CancellationToken ct)
    {
        var experiment = await house.Experiment("owner2", "card-fraud depth search", system, ct);
        TrackedId best = default;
        foreach (var (depth, rate) in new[] { (4, 0.05), (6, 0.1), (8, 0.2) })
        {
            best = await Train(house, experiment, depth, rate, ct);
            house.Clock.Wait(TimeSpan.FromMinutes(40));
        }

        await house.Register("owner2", "card-fraud-search", system, best, ct);
        var loose = await Train(house, 0, 5, 0.1, ct);
        await house.Register("owner2", "chargeback-notebook", system: null, loose, ct);
    }

    private static async Task<TrackedId> Train(DemoHouse house, int experiment, int depth, double rate, CancellationToken ct)
    {
        var run = await house.Train("owner2", experiment, $"depth {depth}", [new("depth", Text(depth)), new("learning_rate", Text(rate)), new("seed", "42")], Losses(depth, rate), ct);
        await house.Upload("owner2", $"{experiment}/{run}/artifacts/model/MLmodel", "flavors:\n  python_function:\n    loader_module: portal.demo\n", ct);
        await house.Upload("owner2", $"{experiment}/{run}/artifacts/model/data/trees.json", $$"""{"depth":{{depth}},"learning_rate":{{Text(rate)}}}""", ct);
        return run;
    }

    /// <summary>Falls fast, then slowly, and not for ever: the deeper the trees, the sooner they learn by heart.</summary>
    private static IReadOnlyList<(string Key, int Step, double Value)> Losses(int depth, double rate) =>
    [
        .. Enumerable.Range(0, Steps).SelectMany(step => new[]
        {
            ("loss", step, Round(0.08 + (0.62 * Math.Exp(-rate * 1.6 * step)) - (0.004 * depth))),
            ("validation_loss", step, Round(0.12 + (0.6 * Math.Exp(-rate * 1.5 * step)) + (0.00012 * depth * depth * Math.Max(0, step - 12)))),
        }),
        ("test_accuracy", Steps - 1, Round(0.962 + (0.003 * depth))),
        ("test_recall", Steps - 1, Round(0.66 + (0.012 * depth))),
    ];

    private static double Round(double value) => Math.Round(value, 4);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    internal static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
