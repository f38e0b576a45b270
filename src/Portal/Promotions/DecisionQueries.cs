using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>A request as it is told to who was not there: what was asked, what was shown, who said what, what came of it.</summary>
public sealed record RequestStory(PromotionId Id, string Code, string System, string SystemName, string Version, Stage Target, PromotionState State, int Revision)
{
    public required ReasonForChange Reason { get; init; }

    /// <summary>Absent in requests from before it was derived.</summary>
    public Change? Change { get; init; }

    /// <summary>It is a standing approval, and lets releases in instead of being applied.</summary>
    public bool IsStanding { get; init; }

    public required string Case { get; init; }

    public required string Requester { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public string? AppliedBy { get; init; }

    public required int Policy { get; init; }

    public required string Flow { get; init; }

    /// <summary>The verdict as it was frozen, with the thresholds of that time.</summary>
    public required GateVerdict Gate { get; init; }

    public required Digest Subject { get; init; }

    public required IReadOnlyList<SubjectPart> Parts { get; init; }

    public required IReadOnlyList<VoteView> Votes { get; init; }

    public required IReadOnlyList<ConditionView> Conditions { get; init; }

    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>Why it was revoked or ended.</summary>
    public Removal? Removal { get; init; }

    public bool IsDecided => DecidedAt is not null || State is PromotionState.Rejected or PromotionState.ChangesRequested or PromotionState.Expired;
}

/// <summary>Reads requests with all that was said on them.</summary>
public sealed class DecisionQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The requests that come after a code, of one system or of all, so many at most, as they were at an instant.</summary>
    public async Task<(IReadOnlyList<RequestStory> Stories, string? Last)> Rows(string? system, string? after, int most, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = db.Promotions.AsNoTracking().Include(promotion => promotion.Votes).Where(promotion => promotion.BegunAt <= at);
        if (system is not null)
            rows = rows.Where(promotion => db.Systems.Any(row => row.Id == promotion.System && row.Code == system));
        if (after is not null)
            rows = rows.Where(promotion => promotion.Code.CompareTo(after) > 0);

        var promotions = await rows.OrderBy(promotion => promotion.Code).Take(most).ToListAsync(ct);
        return (await Stories(db, promotions, at, ct), promotions.Count == most ? promotions[^1].Code : null);
    }

    private async Task<IReadOnlyList<RequestStory>> Stories(PortalDb db, IReadOnlyList<Promotion> promotions, DateTimeOffset at, CancellationToken ct)
    {
        var versions = promotions.Select(promotion => promotion.ModelVersion).Distinct().ToList();
        var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var systems = await NamedSystems.ById(db, promotions.Select(promotion => promotion.System), AsOf.Now, ct);
        var findings = promotions.SelectMany(promotion => promotion.Conditions).Select(condition => condition.Finding).OfType<FindingId>().ToList();
        var codes = await db.Findings.AsNoTracking().Where(finding => findings.Contains(finding.Id)).ToDictionaryAsync(finding => finding.Id, finding => finding.Code, ct);
        var states = (await db.FindingRevisions.AsNoTracking().Where(revision => findings.Contains(revision.Finding) && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)).ToListAsync(ct))
            .ToDictionary(revision => revision.Finding);
        var names = await people.ById(promotions.SelectMany(promotion => promotion.Conditions.Select(condition => condition.Owner).Append(promotion.Requester).Append(promotion.AppliedBy ?? promotion.Requester)), ct);

        List<RequestStory> stories = [];
        foreach (var promotion in promotions)
        {
            var system = systems[promotion.System];
            stories.Add(new RequestStory(promotion.Id, promotion.Code, system.Code, system.Name, labels[promotion.ModelVersion], promotion.Target, promotion.State, promotion.Revision)
            {
                Reason = promotion.Reason,
                Change = promotion.Change,
                IsStanding = promotion.Terms is not null,
                Case = promotion.Case,
                Requester = names[promotion.Requester].Name,
                SubmittedAt = promotion.SubmittedAt,
                DueAt = promotion.DueAt,
                DecidedAt = promotion.DecidedAt,
                AppliedAt = promotion.AppliedAt,
                AppliedBy = promotion.AppliedBy is { } by ? names[by].Name : null,
                Policy = promotion.PolicyNumber,
                Flow = promotion.Flow.Name,
                Gate = promotion.Gate,
                Subject = promotion.SubjectDigest,
                Parts = promotion.Subject.Parts,
                Votes = [.. (await SignatureQueries.Views(db, people, promotion, ct)).Where(vote => vote.At <= at)],
                Conditions = [.. promotion.Conditions.Select(condition => condition.Finding is { } id && states.TryGetValue(id, out var stands)
                    ? new ConditionView(condition.Text, names[condition.Owner], stands.Due, condition.Blocking, codes.GetValueOrDefault(id), stands.State)
                    : new ConditionView(condition.Text, names[condition.Owner], condition.Due, condition.Blocking, null, null))],
                Questions = [.. promotion.Questions.Where(question => question.At <= at)],
                Removal = promotion.Removal?.At <= at ? promotion.Removal : null,
            });
        }

        return stories;
    }
}
