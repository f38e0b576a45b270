using Portal.Audit;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Audit;

namespace Portal.Web.Promotions;

/// <summary>How a retold request reads: its chapters, and what stands beside an act.</summary>
internal static class StoryWords
{
    /// <summary>What entries say beside their reason, in the order in which it is read.</summary>
    private static readonly (string Key, string Name, bool IsExact)[] Told =
    [
        ("meaning", "Means", false), ("version", "Version", true), ("stage", "Stage", false), ("changeClass", "Kind of change", false), ("changeBecause", "Because", false), ("standing", "Standing approval", false),
        ("outcome", "Then", false), ("at", "Closes", true), ("fallback", "In its place", false), ("skipped", "Skipped", false), ("reviewBy", "To be reviewed by", true), ("by", "By", true), ("promotion", "Release", true), ("use", "Use", false),
        ("certificate", "Certificate", true), ("form", "Form", false), ("key", "Signed with key", true), ("due", "Due", true), ("gate", "Digest of the verdict", true),
    ];

    public static string TitleOf(StoryPart part) => part.Chapter switch
    {
        StoryChapter.Request when part.Steps.FirstOrDefault(step => step.Entry?["revision"].Length > 0)?.Entry?["revision"] is { } revision && revision != "1" => $"The request, revision {revision}",
        StoryChapter.Request => "The request",
        StoryChapter.Review => "The review",
        StoryChapter.InForce => "In force",
        StoryChapter.Outcome => "What became of it",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.Chapter, null),
    };

    /// <summary>"24 acts from 3 August to 27 November 2026".</summary>
    public static string Extent(PromotionStory story)
    {
        var entries = story.Steps.Where(step => step.Entry is not null).ToList();
        var count = entries.Sum(step => 1 + step.Again.Count);
        return entries is [var first, .., var last] ? $"{count} acts from {Layout.PageDay.Words(DayOf(first))} to {Layout.PageDay.Words(DayOf(last))}" : $"{Plural.Of(count, "act")}";

        static DateOnly DayOf(StoryStep step) => DateOnly.FromDateTime((step.Again is [.., var again] ? again.Time : step.At).UtcDateTime);
    }

    /// <summary>What was done, as it follows who did it.</summary>
    public static string Done(StoryStep step) => step.Entry is not { } entry ? ""
        : entry.Action == PromotionEvents.Requested && entry["revision"] is not ("" or "1") ? $"submitted it again, as revision {entry["revision"]}"
        : ActionWords.Of(entry.Action);

    /// <summary>The words that were written with the act; where the portal names fields, these are a fact and no words.</summary>
    public static string? Said(StoryStep step) => step.Vote?.Reason ?? (step.Entry?.Action == PromotionEvents.WentStale ? null : step.Entry?.Reason);

    public static IReadOnlyList<StoryFact> FactsOf(StoryStep step)
    {
        if (step.Entry is not { } entry)
            return [];

        List<StoryFact> facts = [];
        if (step.Vote is { } vote)
        {
            facts.Add(new("Means", vote.Meaning));
            facts.Add(new("As", $"{vote.Seat ?? vote.Step.ToString()}{(vote.Seat is null ? "" : " seat")}{(vote.InPlaceOf is { } absent ? $", in the place of {absent}" : "")}"));
            facts.Add(new("Proved", $"with {vote.AuthenticatedWith}, {VoteWords.Utc(vote.AuthenticatedAt)}"));
            facts.Add(new("Policy", $"{vote.Policy}") { Href = $"policies/{vote.Policy}" });
        }

        foreach (var (key, name, isExact) in Told.Where(one => entry[one.Key].Length > 0 && (step.Vote is null || one.Key != "meaning")))
            facts.Add(new(name, key == "outcome" && Enum.TryParse<PromotionState>(entry[key], out var state) ? PromotionWords.Look(state).Word : entry[key]) { IsExact = isExact, Href = isExact ? HrefOf(entry[key]) : null });
        if (entry.Action == PromotionEvents.WentStale && entry.Reason is { Length: > 0 } fields)
            facts.Add(new("Changed", fields));
        if (entry.Before is { } before && entry.Action == PromotionEvents.WentStale)
            facts.Add(new("Subject before", before.Text) { IsExact = true });
        if (entry.After is { } after && !step.IsRefused)
            facts.Add(new(entry.Action == PromotionEvents.CertificateIssued ? "Digest of the version" : entry.Action == PromotionEvents.WentStale ? "Subject now" : "Subject", after.Text) { IsExact = true });
        return facts;
    }

    private static string? HrefOf(string value) => SubjectPath.Of(value);
}

/// <summary>Something that an act says of itself; codes and digests are exact.</summary>
internal sealed record StoryFact(string Name, string Value)
{
    public bool IsExact { get; init; }

    public string? Href { get; init; }
}
