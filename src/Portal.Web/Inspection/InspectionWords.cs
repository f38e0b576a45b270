using System.Globalization;
using Portal.Audit;
using Portal.Inspection;
using Portal.Web.Ui;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Inspection;

/// <summary>How samples and requests look and read in pages.</summary>
internal static class InspectionWords
{
    public static (StatusKind Kind, string Word) Look(SampleMark mark) => mark switch
    {
        SampleMark.Fits => (StatusKind.Pass, "Fits"),
        SampleMark.Deviates => (StatusKind.Fail, "Deviates"),
        _ => (StatusKind.Neutral, "Open"),
    };

    public static (StatusKind Kind, string Word) Look(RequestState state) => state switch
    {
        RequestState.Open => (StatusKind.Info, "Open"),
        RequestState.Answered => (StatusKind.Info, "Answered"),
        RequestState.Returned => (StatusKind.Warn, "Returned"),
        RequestState.Accepted => (StatusKind.Pass, "Accepted"),
        _ => (StatusKind.Neutral, "Withdrawn"),
    };

    public static string Of(AskedOf askedOf) => askedOf == AskedOf.Owners ? "Owners" : "Risk";

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"5 of 34 findings".</summary>
    public static string Title(SampleLine line) => $"{Count(line.Lines)} of {Count(line.PopulationSize)} {(line.PopulationSize == 1 ? "line" : "lines")} of {line.Title}";

    /// <summary>Where a list is shown, filtered as it was drawn from.</summary>
    public static string PageOf(SampleLine line)
    {
        var asked = line.Filter.Split('&', StringSplitOptions.RemoveEmptyEntries);
        var system = asked.FirstOrDefault(pair => pair.StartsWith("system=", StringComparison.Ordinal))?["system=".Length..];
        var page = line.List switch
        {
            "entries" => "audit",
            "access" => "settings/access",
            "decisions" or "standing" => "promotions",
            "alerts" => "monitoring/alerts",
            "kpis" => "monitoring",
            "datasets" => "evaluations",
            "budgets" or "prices" => "costs",
            "records" => $"monitoring/{system}/decisions",
            "tasks" => $"monitoring/{system}/tasks",
            "readings" or "requests" or "samples" => $"audit/{line.List}",
            _ => line.List,
        };
        var query = string.Join('&', asked.Where(pair => line.List is not ("records" or "tasks") || pair != $"system={system}").Select(Escaped).Concat(line.IsOfPast ? [$"asOf={Calendar.Text(line.Day)}"] : []));
        return query.Length == 0 ? page : $"{page}?{query}";
    }

    /// <summary>Where a drawn line is opened, as of the day of the list; null where it has no page.</summary>
    public static string? HrefOf(SampleLine sample, SampledLine line)
    {
        switch (sample.List)
        {
            case "entries" or "readings":
                return $"audit?entry={line.Subject}";
            case "records":
                return $"monitoring/{line.System}/decisions/{line.Subject}";
            case "tasks":
                return $"monitoring/{line.System}/tasks/{Uri.EscapeDataString(line.Subject)}";
        }

        if ((SubjectPath.Of(line.Subject) ?? SubjectPath.Of(line.Subject.Split(' ')[0])) is not { } path)
            return null;

        return sample.IsOfPast ? $"{path}?asOf={Calendar.Text(sample.Day)}" : path;
    }

    /// <summary>An address that was written down as a source, if it leads somewhere a browser may go.</summary>
    public static string? HrefOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address.AbsoluteUri : SubjectPath.Of(source);

    private static string Escaped(string pair) => pair.IndexOf('=') is > 0 and var at ? $"{pair[..at]}={Uri.EscapeDataString(pair[(at + 1)..])}" : Uri.EscapeDataString(pair);
}
