using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Owners or risk answer what an inspector asked, and say where it can be seen.</summary>
public sealed class AnswerRequest(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <param name="Code">RQ-0001.</param>
    /// <param name="Words">The answer.</param>
    /// <param name="Source">An address or a code of the portal; may be empty.</param>
    public sealed record Input(string Code, string Words, string Source = "");

    public Task<Result<RequestState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var (words, source) = (RequestWriting.Tidied(input.Words), input.Source.Trim());
        return dbs.ActOn(input.Code, actor, new RequestWriting.Act(
            "request.answer", "request.answered",
            (_, request, system) => Task.FromResult(RequestAccess.WhyNotAnswer(actor, request.AskedOf, system)),
            (request, person, now) => RequestWriting.Problem(words, "Write the answer.") ?? SourceProblem(source) ?? request.Answer(person, words, source, now))
        { Words = words, Then = (db, request, _, now) => RequestMails.Answered(db, actor, request, now, ct) }, time, ct);
    }

    private static Invalid? SourceProblem(string source) =>
        source.Length > 0 && PlainText.LineProblem(source, EvidenceRequest.LongestSource) is { } problem ? new Invalid("source", problem) : null;
}
