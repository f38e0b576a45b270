using System.Buffers;
using System.Text.Json;

namespace Portal.Web.Demo;

/// <summary>
/// The demo's customers and payments: pure functions of a seed and a number, so that the same row is always the same and the
/// training data, the hold-outs and the live traffic come from one world.
/// </summary>
internal static class DemoRows
{
    private static readonly string[] Regions = ["north", "east", "south", "west", "capital"];
    private static readonly string[] Merchants = ["grocery", "fuel", "travel", "online", "restaurant", "electronics", "gift cards"];

    /// <summary>A hold-out of loan applications as NDJSON, predicted by a model of this quality.</summary>
    public static byte[] CreditScoring(int seed, int rows, DemoModel model) =>
        HoldOut(seed, rows, model, "default", "repaid", (writer, random) => Applicant(writer, random, utilisationShift: 0));

    public static byte[] CardFraud(int seed, int rows, DemoModel model) =>
        HoldOut(seed, rows, model, "fraud", "honest", (writer, random) => Payment(writer, random, amountShift: 0));

    /// <summary>The features of an applicant, and whether the loan will default; the shift moves how much of their credit lines people use, in standard deviations.</summary>
    public static bool Applicant(Utf8JsonWriter writer, DemoRandom random, double utilisationShift)
    {
        var income = Math.Round(Math.Exp(7.9 + 0.42 * random.Normal()));
        var debt = Math.Clamp(0.32 + 0.14 * random.Normal(), 0, 1.5);
        var utilisation = Math.Clamp(0.41 + 0.19 * (random.Normal() + utilisationShift), 0, 1);
        var employed = Math.Floor(-58 * Math.Log(1 - random.Uniform()));
        writer.WriteNumber("income", income);
        writer.WriteNumber("debt_ratio", Math.Round(debt, 3));
        writer.WriteNumber("utilisation_90d", Math.Round(utilisation, 3));
        writer.WriteNumber("months_at_employer", employed);
        writer.WriteString("region", Pick(Regions, random, 0.26, 0.2, 0.22, 0.18));
        return 0.9 * debt + 0.7 * utilisation - 0.00008 * income - 0.001 * employed + 0.18 * random.Normal() > 0.42;
    }

    /// <summary>The features of a payment, and whether it is fraud.</summary>
    public static bool Payment(Utf8JsonWriter writer, DemoRandom random, double amountShift)
    {
        var amount = Math.Exp(3.4 + 1.1 * (random.Normal() + amountShift));
        var distance = -40 * Math.Log(1 - random.Uniform());
        var hour = Math.Floor((14 + 5 * random.Normal() + 48) % 24);
        var velocity = Math.Floor(-2.2 * Math.Log(1 - random.Uniform()));
        writer.WriteNumber("amount", Math.Round(amount, 2));
        writer.WriteString("merchant_category", Pick(Merchants, random, 0.31, 0.14, 0.05, 0.22, 0.16, 0.08));
        writer.WriteNumber("hour_of_day", hour);
        writer.WriteNumber("distance_km", Math.Round(distance, 1));
        writer.WriteNumber("velocity_24h", velocity);
        return 0.004 * amount + 0.006 * distance + 0.12 * velocity + 0.3 * random.Normal() > 1.35;
    }

    private static byte[] HoldOut(int seed, int rows, DemoModel model, string positive, string negative, Func<Utf8JsonWriter, DemoRandom, bool> features)
    {
        var buffer = new ArrayBufferWriter<byte>(rows * 200);
        using var writer = new Utf8JsonWriter(buffer);
        for (var row = 0; row < rows; row++)
        {
            var random = new DemoRandom(seed, row);
            writer.WriteStartObject();
            writer.WriteString("id", $"h{seed}-{row:00000}");
            writer.WriteStartObject("features");
            var truth = features(writer, random);
            writer.WriteEndObject();
            writer.WriteString("prediction", model.Predict(truth, random) ? positive : negative);
            writer.WriteString("label", truth ? positive : negative);
            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Pick(string[] names, DemoRandom random, params ReadOnlySpan<double> shares)
    {
        var (place, drawn) = (0, random.Uniform());
        while (place < shares.Length && (drawn -= shares[place]) >= 0)
            place++;
        return names[place];
    }
}

/// <summary>How well a model of the demo tells the two classes apart.</summary>
internal sealed record DemoModel(double Recall, double Specificity)
{
    public bool Predict(bool truth, DemoRandom random) => random.Uniform() < (truth ? Recall : Specificity) ? truth : !truth;
}

/// <summary>SplitMix64: small, fast, and the same on every machine and runtime, which System.Random does not promise.</summary>
internal sealed class DemoRandom(long seed, long row)
{
    private ulong _state = Mix((ulong)seed * 0x9E3779B97F4A7C15) ^ Mix((ulong)row + 0xD1B54A32D192ED03);

    public double Uniform() => (Mix(_state += 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Box and Muller's cosine half.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
