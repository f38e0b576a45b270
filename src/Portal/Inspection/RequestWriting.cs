using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>What the acts on a request share: finding it, and writing what was done. The entry holds the digest of the words, not the words.</summary>
internal static class RequestWriting
{
    public sealed record Act(string Tried, string Done, Func<PortalDb, EvidenceRequest, NamedSystem?, Task<Refusal?>> WhyNot, Func<EvidenceRequest, PersonId, DateTimeOffset, Refusal?> Decide)
    {
        public string Words { get; init; } = "";

        public Func<PortalDb, EvidenceRequest, NamedSystem?, DateTimeOffset, Task>? Then { get; init; }
    }

    public static Task<Result<RequestState>> ActOn(this IDbContextFactory<PortalDb> dbs, string code, Actor actor, Act act, TimeProvider time, CancellationToken ct) => dbs.WriteAsync<RequestState>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.EvidenceRequests.Include(row => row.Steps).SingleOrDefaultAsync(row => row.Code == code, ct) is not { } request)
            return new NotFound(code);

        var system = request.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
        if (await act.WhyNot(db, request, system) is { } forbidden)
            return db.Refused(actor, now, act.Tried, code, forbidden);
        if (act.Decide(request, actor.Person.GetValueOrDefault(), now) is { } refusal)
            return refusal is Forbidden ? db.Refused(actor, now, act.Tried, code, refusal) : refusal;

        db.Record(Entry(actor, request, system, act.Done, act.Words, now));
        if (act.Then is { } then)
            await then(db, request, system, now);
        return request.State;
    }, ct);

    public static EntryDraft Entry(Actor actor, EvidenceRequest request, NamedSystem? system, string action, string words, DateTimeOffset now) => new(actor, now, action, request.Code)
    {
        After = Digest.Of(Encoding.UTF8.GetBytes(words)),
        Details = new Dictionary<string, string>
        {
            ["state"] = request.State.ToString(),
            ["askedOf"] = request.AskedOf.ToString(),
            ["system"] = system?.Code ?? "",
            ["about"] = request.About,
            ["due"] = Calendar.Text(request.Due),
        },
    };

    public static string Tidied(string words) => words.ReplaceLineEndings("\n").Trim();

    /// <summary>What is wrong with what somebody writes to an act.</summary>
    public static Invalid? Problem(string words, string whenMissing) =>
        words.Length == 0 ? new Invalid("words", whenMissing)
        : PlainText.RemarkProblem(words, EvidenceRequest.LongestText) is { } problem ? new Invalid("words", problem)
        : null;
}
