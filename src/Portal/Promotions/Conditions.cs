using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Conditions of an approval as findings, from the decision on.</summary>
internal static class Conditions
{
    /// <summary>Who may be given one: who requested, and who has a part in the system or the version.</summary>
    public static async Task<IReadOnlyList<PersonId>> Owners(PortalDb db, Promotion promotion, CancellationToken ct)
    {
        var contributors = await DecidePromotion.ContributorsOf(db, promotion, ct);
        return [.. new[] { promotion.Requester }.Concat(await RegisterQueries.Published(db, promotion.System, ct) is { } entry ? entry.People : []).Concat(contributors).Distinct()];
    }

    /// <summary>Raises them once the request is approved with them.</summary>
    public static async Task Begin(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Conditions.All(condition => condition.Finding is not null))
            return;

        List<Condition> begun = [];
        foreach (var condition in promotion.Conditions)
        {
            var words = condition.Blocking ? $"{promotion.Code} was approved on this condition. If the day passes, what it brought into {promotion.Target} is suspended." : $"{promotion.Code} was approved on this condition.";
            var finding = new NewFinding(FindingSource.Condition, FindingSeverity.Moderate, promotion.System, Title(condition.Text), $"{condition.Text}\n\n{words}", condition.Owner, condition.Due)
            {
                About = promotion.Code,
                Key = $"{promotion.Code}/{promotion.Revision}/{begun.Count + 1}",
            };
            begun.Add(condition with { Finding = await Raised.Raise(db, actor, finding, now, ct) });
        }

        promotion.Became(begun, now);
    }

    /// <summary>A blocking one whose day is over and whose finding nobody closed.</summary>
    public static async Task<OpenFinding?> Missed(PortalDb db, Promotion promotion, DateOnly today, CancellationToken ct)
    {
        var blocking = promotion.Conditions.Where(condition => condition.Blocking).Select(condition => condition.Finding).OfType<FindingId>().ToList();
        return blocking.Count == 0 ? null : await db.Findings.AsNoTracking()
            .Where(finding => blocking.Contains(finding.Id) && finding.State != FindingState.Closed && finding.Due < today)
            .OrderBy(finding => finding.Due).ThenBy(finding => finding.Code).Select(finding => new OpenFinding(finding.Id, finding.Code, finding.Title, finding.Due)).FirstOrDefaultAsync(ct);
    }

    private static string Title(string text) => text.Length <= NewFinding.LongestTitle ? text : string.Concat(text.AsSpan(0, NewFinding.LongestTitle - 1), "…");
}
