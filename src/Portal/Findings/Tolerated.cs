using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>How a use case begins and ends an exception: within its own change, so that neither is there without the other.</summary>
public static class Tolerated
{
    public static async Task Begin(PortalDb db, Actor actor, Toleration toleration, DateTimeOffset now, CancellationToken ct)
    {
        var exception = RuleException.Of($"{Sequence.Exceptions}-{await db.NextNumberAsync(Sequence.Exceptions, ct):0000}", toleration, actor.Person.GetValueOrDefault(), now);
        db.Exceptions.Add(exception);
        db.Record(new EntryDraft(actor, now, "exception.approved", exception.Code)
        {
            Reason = exception.Reason,
            Details = new Dictionary<string, string>
            {
                ["system"] = toleration.SystemCode,
                ["rule"] = exception.Rule.ToString(),
                ["what"] = exception.What,
                ["control"] = exception.CompensatingControl,
                ["until"] = toleration.Terms.ExpiresOn.ToString("O", CultureInfo.InvariantCulture),
            },
        });
    }

    /// <summary>Ends what is tolerated of a system, because it was decided on anew.</summary>
    public static async Task End(PortalDb db, Actor actor, SystemId system, ExceptionRule rule, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var exception in await db.Exceptions.Where(row => row.System == system && row.Rule == rule && row.EndedAt == null).ToListAsync(ct))
        {
            exception.End(ExceptionEnd.Replaced, now);
            db.Record(new EntryDraft(actor, now, "exception.replaced", exception.Code));
        }
    }
}
