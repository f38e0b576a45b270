using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Who has a say in a request asks before deciding. Until there is an answer nobody approves.</summary>
public sealed class AskQuestion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, string Text);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        return result;
    }

    private static async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (Question.TextFaults("text", input.Text) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (actor.Person is not { } person || !Questioning.MayAsk(actor, promotion))
            return db.Refused(actor, now, "promotion.ask", promotion.Code, new Forbidden("Who may sign one of its steps asks, in the page; the chair too."));
        if (promotion.Ask(person, actor.Name, input.Text.Trim(), now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, PromotionEvents.QuestionAsked, promotion.Code)
        {
            After = promotion.SubjectDigest,
            Reason = input.Text.Trim(),
            Details = new Dictionary<string, string> { ["question"] = $"{promotion.Questions.Count}" },
        });
        await PromotionMails.Asked(db, actor, promotion, promotion.Questions[^1], now, ct);
        return new Done();
    }
}
