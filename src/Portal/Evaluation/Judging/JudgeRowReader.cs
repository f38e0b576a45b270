using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>One output, with what it answers and what it was to rest on.</summary>
public sealed record JudgeRow(string Id, string? Question, string Output, string? Context);

/// <summary>Reads one row of outputs to be judged, and says all that is wrong with it.</summary>
internal static class JudgeRowReader
{
    public const int LongestText = 20_000;
    public const int LongestContext = 50_000;

    private const string Members = "id, question, output and context";

    public static Result<JudgeRow> Read(JsonElement json, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return new Invalid([Fault(index, "", "is no object.")]);

        List<Fault> faults = [];
        string? id = null, question = null, output = null, context = null;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id": id = Id(member.Value, index, faults); break;
                case "question": question = Text(member, LongestText, index, faults); break;
                case "output": output = Text(member, LongestText, index, faults); break;
                case "context": context = Context(member, index, faults); break;
                default: faults.Add(Fault(index, "", $"has a member that is not known: a row has {Members}.")); break;
            }
        }

        if (faults.Count == 0 && (id is null || output is null))
            faults.Add(Fault(index, id is null ? "id" : "output", "is missing."));
        return id is null || output is null || faults.Count > 0 ? new Invalid(faults) : new JudgeRow(id, question, output, context);
    }

    public static Fault Fault(int index, string member, string problem) =>
        new(member.Length == 0 ? $"rows[{index}]" : $"rows[{index}].{member}", $"Row {index + 1}: {(member.Length == 0 ? "it" : member)} {problem}");

    private static string? Id(JsonElement value, int index, List<Fault> faults)
    {
        var id = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        if (PlainText.LineProblem(id, RowReader.LongestText) is null)
            return id;

        faults.Add(Fault(index, "id", $"must be a text of 1 to {RowReader.LongestText} characters that can be shown, or a number."));
        return null;
    }

    private static string? Text(JsonProperty member, int longest, int index, List<Fault> faults)
    {
        if (member.Value.ValueKind == JsonValueKind.Null && member.Name != "output")
            return null;
        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } text && PlainText.RemarkProblem(text, longest) is null)
            return text;

        faults.Add(Fault(index, member.Name, $"must be a text of 1 to {longest} characters that can be shown."));
        return null;
    }

    /// <summary>One text, or the passages that were retrieved.</summary>
    private static string? Context(JsonProperty member, int index, List<Fault> faults)
    {
        if (member.Value.ValueKind != JsonValueKind.Array)
            return Text(member, LongestContext, index, faults);

        var passages = member.Value.EnumerateArray().Select(passage => passage.ValueKind == JsonValueKind.String ? passage.GetString() : null).ToList();
        var whole = string.Join("\n\n", passages);
        if (passages is not [] && passages.All(passage => passage is not null) && PlainText.RemarkProblem(whole, LongestContext) is null)
            return whole;

        faults.Add(Fault(index, "context", $"must be a text, or a list of texts, of at most {LongestContext} characters together."));
        return null;
    }
}
