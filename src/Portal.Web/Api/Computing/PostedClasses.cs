using System.Globalization;
using Portal.Shared;

namespace Portal.Web.Api.Computing;

/// <summary>
/// Labels and predictions as numbers of classes. The positive class is the one that the post names; else of 0 and 1 it is 1, of two
/// other whole numbers the greater, of two words the one that says yes. Without one, figures are means over the classes.
/// </summary>
internal sealed record PostedClasses(int[] Labels, int[] Predictions, IReadOnlyList<string> Classes, int? Positive)
{
    public const int MostClasses = 1000;

    private static readonly string[] Affirmative = ["1", "true", "yes", "positive"];

    /// <summary>Whole numbers of which labels and predictions together hold two at most are classes, unless the post says otherwise.</summary>
    public static bool AreClasses(double[] y, double[] prediction)
    {
        var (first, second) = (double.NaN, double.NaN);
        foreach (var value in y.Concat(prediction))
        {
            if (value != Math.Floor(value))
                return false;
            if (double.IsNaN(first) || value == first)
                first = value;
            else if (double.IsNaN(second) || value == second)
                second = value;
            else
                return false;
        }

        return true;
    }

    public static Result<PostedClasses> Of(double[] y, double[] prediction, string? positive)
    {
        var found = new SortedSet<double>();
        foreach (var value in y.Concat(prediction))
        {
            if (found.Add(value + 0.0) && found.Count > MostClasses)
                return TooMany();
        }

        // Of zeros alone the positive class is 1 as well, which then does not occur.
        double[] classes = found.Count == 1 && found.Min == 0 ? [0, 1] : [.. found];
        string[] names = [.. classes.Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
        return PositiveOf(names, positive, names.Length <= 2 ? names.Length - 1 : null).Succeeded(out var at, out var refusal)
            ? new PostedClasses([.. y.Select(Code)], [.. prediction.Select(Code)], names, at.Index)
            : refusal;

        int Code(double value) => Array.BinarySearch(classes, value + 0.0);
    }

    public static Result<PostedClasses> Of(string[] y, string[] prediction, string? positive)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in y.Concat(prediction))
        {
            if (codes.TryAdd(word, codes.Count) && codes.Count > MostClasses)
                return TooMany();
        }

        string[] names = [.. codes.Keys.Order(StringComparer.Ordinal)];
        foreach (var (index, name) in names.Index())
            codes[name] = index;

        var yes = names.Length <= 2 ? Array.FindIndex(names, name => Affirmative.Contains(name, StringComparer.OrdinalIgnoreCase)) : -1;
        return PositiveOf(names, positive, yes >= 0 ? yes : null).Succeeded(out var at, out var refusal)
            ? new PostedClasses([.. y.Select(word => codes[word])], [.. prediction.Select(word => codes[word])], names, at.Index)
            : refusal;
    }

    private static Invalid TooMany() => new("y", $"With 'prediction' it has more than {MostClasses:N0} classes. Say what the values are: \"kind\": \"regression\" or \"text\".");

    private static Result<(int? Index, string? Word)> PositiveOf(string[] names, string? positive, int? usual)
    {
        if (positive is null)
            return (usual, null);

        var index = Array.IndexOf(names, positive);
        return index >= 0 ? (index, positive) : new Invalid("positive", $"No row is of this class. There are: {string.Join(", ", names.Take(20))}.");
    }
}
