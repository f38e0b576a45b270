using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>An inspector says what they want to see, of whom and until when.</summary>
public sealed class AskForEvidence(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public Task<Result<string>> Run(Actor actor, NewRequest input, CancellationToken ct) => dbs.WriteAsync<string>(async db =>
    {
        var (now, what) = (time.GetUtcNow(), input.Tidied());
        if (RequestAccess.WhyNotAsk(actor) is { } unfit)
            return db.Refused(actor, now, "request.ask", "requests", unfit);
        if (what.Faults(calendar.Today) is { Count: > 0 } faults)
            return new Invalid(faults);

        var system = what.System is { } code ? await NamedSystems.Find(db, code, ct) : null;
        if (what.System is not null && system is null)
            return new Invalid("system", $"There is no system {what.System}.");

        var request = EvidenceRequest.Ask($"{Sequence.EvidenceRequests}-{await db.NextNumberAsync(Sequence.EvidenceRequests, ct):0000}", what, system?.Id, actor.Person.GetValueOrDefault(), now);
        db.EvidenceRequests.Add(request);
        db.Record(RequestWriting.Entry(actor, request, system, "request.asked", what.Text, now) with { Reason = what.Title });
        await RequestMails.Asked(db, actor, request, system, now, ct);
        return request.Code;
    }, ct);
}
