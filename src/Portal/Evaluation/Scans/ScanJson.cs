using System.Globalization;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>A place in a scanner's file. What is there but unfit is a fault that names the place; members that nobody asks for are passed over.</summary>
internal readonly record struct ScanJson(JsonElement Element, string Path, List<Fault> Faults)
{
    public const int LongestText = 500;
    public const int LongestRemark = 1000;

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsList => Element.ValueKind == JsonValueKind.Array;

    /// <summary>A member; null when it is not there.</summary>
    public ScanJson? this[string name] =>
        IsObject && Element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? this with { Element = member, Path = Path.Length == 0 ? name : $"{Path}.{name}" }
            : null;

    /// <summary>The items of a member that is a list of objects; none when it is not there.</summary>
    public IEnumerable<ScanJson> Objects(string name)
    {
        if (this[name] is not { } list)
            return [];
        if (list.IsList)
            return list.Items();

        list.Fault("It is a list.");
        return [];
    }

    public IEnumerable<ScanJson> Items()
    {
        var (path, faults) = (Path, Faults);
        return Element.EnumerateArray().Select((item, index) => new ScanJson(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), faults)).Where(item =>
        {
            if (!item.IsObject)
                item.Fault("It is an object.");
            return item.IsObject;
        });
    }

    /// <summary>A line of text that must be there.</summary>
    public string? Required(string name)
    {
        var before = Faults.Count;
        var text = Line(name);
        if (text is null && Faults.Count == before)
            (this with { Path = $"{Path}.{name}" }).Fault("It is missing.");
        return text;
    }

    /// <summary>A line of text; null when the member is not there or empty, or is no such text.</summary>
    public string? Line(string name)
    {
        if (this[name] is not { } member || (member.Element.ValueKind == JsonValueKind.String && member.Element.ValueEquals("")))
            return null;
        if (member.Element.ValueKind == JsonValueKind.String && member.Element.GetString() is { } text && PlainText.LineProblem(text, LongestText) is null)
            return text;

        member.Fault($"It is a text of 1 to {LongestText} characters that can be shown.");
        return null;
    }

    /// <summary>Text of some lines, cut where it is longer than anybody reads in a list; empty when the member is not there.</summary>
    public string Remark(string name)
    {
        if (this[name] is not { } member)
            return "";
        if (member.Element.ValueKind == JsonValueKind.String && member.Element.GetString() is { } text && PlainText.RemarkProblem(text, int.MaxValue) is null)
            return Cut(text.Trim(), LongestRemark);

        member.Fault("It is a text that can be shown.");
        return "";
    }

    public double? Number(string name)
    {
        if (this[name] is not { } member)
            return null;
        if (member.Element.ValueKind == JsonValueKind.Number && member.Element.TryGetDouble(out var number) && double.IsFinite(number))
            return number;

        member.Fault("It is a number.");
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (this[name] is not { } member)
            return null;
        if (member.Element.ValueKind == JsonValueKind.String && TimeOf(member.Element.GetString()) is { } time)
            return time;

        member.Fault("It is a time: 2026-11-01T06:00:00Z.");
        return null;
    }

    /// <summary>A day (its first instant in UTC) or an instant in ISO 8601; null when it is neither.</summary>
    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>As much of a text as there is room for; no character is cut in two.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";

    public void Fault(string message) => Faults.Add(new Fault(Path.Length == 0 ? "body" : Path, message));
}
