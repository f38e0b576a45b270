using System.Text.Json;
using Portal.Shared;

namespace Portal.Web.Api.Computing;

/// <summary>Rows to be judged as they were posted: numbers or words, with what stands beside them, one a row.</summary>
internal sealed record PostedRows
{
    public static readonly string[] Members = ["y", "prediction", "score", "group", "texts", "kind", "positive", "privileged", "unprivileged"];

    public RowKind? Kind { get; private init; }

    /// <summary>Labels and predictions, when they are numbers.</summary>
    public (double[] Y, double[] Prediction)? Numbers { get; private init; }

    /// <summary>Labels and predictions, when they are words or texts.</summary>
    public (string[] Y, string[] Prediction)? Words { get; private init; }

    public double[]? Score { get; private init; }

    public string[]? Group { get; private init; }

    public (string Candidate, string Reference)[]? Texts { get; private init; }

    public string? Positive { get; private init; }

    public string? Privileged { get; private init; }

    public string? Unprivileged { get; private init; }

    /// <summary>How many rows there are; of texts alone, how many pairs.</summary>
    public int N => Numbers?.Y.Length ?? Words?.Y.Length ?? Texts?.Length ?? 0;

    public static Result<PostedRows> Read(PostedObject posted)
    {
        if (!KindOf(posted).Succeeded(out var rows, out var refusal) || !rows.WithNames(posted).Succeeded(out rows, out refusal) || !rows.WithTexts(posted).Succeeded(out rows, out refusal))
            return refusal;
        if (rows.Texts is not null && !posted.Has("y") && !posted.Has("prediction"))
            return rows;

        var areWords = posted.Has("y") && posted.KindOf("y") == JsonTokenType.String;
        return (areWords ? rows.WithWords(posted) : rows.WithNumbers(posted)).Succeeded(out rows, out refusal) ? rows.WithColumns(posted) : refusal;
    }

    private static Result<PostedRows> KindOf(PostedObject posted) => !posted.Word("kind").Succeeded(out var word, out var refusal) ? refusal : word switch
    {
        null => new PostedRows(),
        "classification" => new PostedRows { Kind = RowKind.Classification },
        "regression" => new PostedRows { Kind = RowKind.Regression },
        "text" => new PostedRows { Kind = RowKind.Text },
        _ => new Invalid("kind", "It is classification, regression or text; without it, what the rows hold decides."),
    };

    private Result<PostedRows> WithNames(PostedObject posted) =>
        posted.Word("positive").Succeeded(out var positive, out var refusal) && posted.Word("privileged").Succeeded(out var privileged, out refusal) && posted.Word("unprivileged").Succeeded(out var unprivileged, out refusal)
            ? this with { Positive = positive, Privileged = privileged, Unprivileged = unprivileged }
            : refusal;

    private Result<PostedRows> WithTexts(PostedObject posted)
    {
        if (!posted.Has("texts"))
            return this;
        if (!posted.Pairs("texts").Succeeded(out var pairs, out var refusal))
            return refusal;

        return PostedTexts.TooLong("texts", pairs) is { } tooLong ? tooLong : this with { Texts = pairs };
    }

    private Result<PostedRows> WithNumbers(PostedObject posted)
    {
        if (!posted.Numbers("y").Succeeded(out var y, out var refusal) || !posted.Numbers("prediction").Succeeded(out var prediction, out refusal))
            return refusal;
        if (Kind == RowKind.Text)
            return new Invalid("y", "It holds numbers, and no texts.");

        return Unequal("prediction", prediction.Length, y.Length) is { } unequal ? unequal : this with { Numbers = (y, prediction) };
    }

    private Result<PostedRows> WithWords(PostedObject posted)
    {
        if (!posted.Words("y", PostedTexts.LongestText).Succeeded(out var y, out var refusal) || !posted.Words("prediction", PostedTexts.LongestText).Succeeded(out var prediction, out refusal))
            return refusal;
        if (Kind == RowKind.Regression)
            return new Invalid("y", "It holds texts, and no numbers.");

        return Unequal("prediction", prediction.Length, y.Length) is { } unequal ? unequal : this with { Words = (y, prediction) };
    }

    private Result<PostedRows> WithColumns(PostedObject posted)
    {
        var rows = this;
        if (posted.Has("score"))
        {
            if (!posted.Numbers("score").Succeeded(out var score, out var refusal))
                return refusal;
            if (Unequal("score", score.Length, N) is { } unequal)
                return unequal;
            rows = rows with { Score = score };
        }

        if (posted.Has("group"))
        {
            if (!posted.Words("group", PostedLists.LongestWord).Succeeded(out var group, out var refusal))
                return refusal;
            if (Unequal("group", group.Length, N) is { } unequal)
                return unequal;
            rows = rows with { Group = group };
        }

        return rows;
    }

    private static Invalid? Unequal(string name, int values, int rows) =>
        values == rows ? null : new Invalid(name, $"It holds {values:N0} values and 'y' {rows:N0}: one each a row.");
}
