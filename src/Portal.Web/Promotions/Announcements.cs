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
        var asked = after.Questions.Skip(before.Questions.Count).Select(question => $"{question.ByName} asks: {question.Text}");
        var answered = after.Questions.Where(question => !question.IsOpen && before.Questions.Any(then => then.Number == question.Number && then.IsOpen)).Select(question => $"{question.AnsweredByName} answered question {question.Number}.");
        return string.Join(' ', votes.Concat(asked).Concat(answered).Concat(state));
    }

    private static IEnumerable<VoteView> VotesOf(ReviewRoom room) => room.Steps.SelectMany(step => step.Votes);
}
