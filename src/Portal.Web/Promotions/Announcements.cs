using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>What a screen reader is told when a room changes by somebody else's doing.</summary>
internal static class Announcements
{
    /// <summary>Empty when there is no news; one's own signature is none.</summary>
    public static string Between(ReviewRoom? before, ReviewRoom? after, Actor reader)
    {
        if (before is null || after is null)
            return "";

        var known = VotesOf(before).Select(vote => vote.Number);
        var votes = VotesOf(after).ExceptBy(known, vote => vote.Number).Where(vote => vote.PrintedName != reader.Name)
            .Select(vote => $"{vote.PrintedName} {VoteWords.Done(vote.Verdict)}.");
        var state = before.State == after.State ? [] : new[] { $"{after.Code} is now {PromotionWords.Look(after.State).Word.ToLowerInvariant()}." };
        return string.Join(' ', votes.Concat(state));
    }

    private static IEnumerable<VoteView> VotesOf(ReviewRoom room) => room.Steps.SelectMany(step => step.Votes);
}
