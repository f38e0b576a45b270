using Portal.Audit;
using Portal.Evaluation;

namespace Portal.Promotions;

/// <summary>A request from its first entry in the ledger to its last, and beside each act what was signed, shown and said with it.</summary>
public sealed record PromotionStory(PromotionLine Line, IReadOnlyList<StoryStep> Steps)
{
    /// <summary>Acts that follow each other and belong together, in the order of the ledger.</summary>
    public IReadOnlyList<StoryPart> Parts
    {
        get
        {
            List<StoryPart> parts = [];
            foreach (var step in Steps)
            {
                if (parts is [.., var last] && last.Chapter == step.Chapter)
                    parts[^1] = last with { Steps = [.. last.Steps, step] };
                else
                    parts.Add(new StoryPart(step.Chapter, [step]));
            }

            return parts;
        }
    }
}

public enum StoryChapter { Request = 1, Review, InForce, Outcome }

public sealed record StoryPart(StoryChapter Chapter, IReadOnlyList<StoryStep> Steps);

/// <summary>One act, or what was seen without anybody's act.</summary>
public sealed record StoryStep(StoryChapter Chapter, DateTimeOffset At, string Who)
{
    /// <summary>Absent where nothing in the ledger says it.</summary>
    public EntryFacts? Entry { get; init; }

    /// <summary>The same act again with nothing in between, as when a pipeline fetches the certificate each day.</summary>
    public IReadOnlyList<EntryFacts> Again { get; init; } = [];

    /// <summary>The signature that the act was.</summary>
    public VoteView? Vote { get; init; }

    /// <summary>The verdict that was frozen, with the thresholds of that time.</summary>
    public GateVerdict? Gate { get; init; }

    /// <summary>A round of it whose verdict was not kept: the digest in the entry is all that is known.</summary>
    public bool GateIsUnknown { get; init; }

    /// <summary>What is answered.</summary>
    public Question? Question { get; init; }

    /// <summary>The days on which rows of it came in its stage, the first and the last.</summary>
    public (DateOnly First, DateOnly Last)? Seen { get; init; }

    public bool IsRefused => Entry?.Action.EndsWith(EntryDraft.RefusedSuffix, StringComparison.Ordinal) == true;
}
