using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Who asked for the promotion, answers for the system or built the version says what was asked; so does the asker who found out.</summary>
public sealed class AnswerQuestion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, int Number, string Text);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        feed.Publish(input.Promotion);
        return result;
    }

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (Question.TextFaults("text", input.Text) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (actor.Person is not { } person || promotion.Questions.FirstOrDefault(question => question.Number == input.Number)?.By != person && !await Questioning.MayAnswer(db, actor, promotion, ct))
            return db.Refused(actor, now, "promotion.answer", promotion.Code, new Forbidden("The requester, the people of the system and those who built the version answer, in the page; the asker too."));

        var step = promotion.OpenStep;
        if (promotion.Answer(input.Number, person, actor.Name, input.Text.Trim(), await Gating.ApplyBy(db, promotion, calendar, now, ct), now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, PromotionEvents.QuestionAnswered, promotion.Code)
        {
            After = promotion.SubjectDigest,
            Reason = input.Text.Trim(),
            Details = new Dictionary<string, string> { ["question"] = $"{input.Number}", ["state"] = promotion.State.ToString() },
        });
        await PromotionMails.Answered(db, actor, promotion, promotion.Questions[input.Number - 1], now, ct);
        await Conditions.Begin(db, actor, promotion, now, ct);
        if (promotion.OpenStep != step)
            await PromotionMails.WentOn(db, actor, promotion, step, now, ct);
        return new Done();
    }
}
