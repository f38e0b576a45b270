using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Findings;
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
    /// <summary>The requests that come after a code, of one system or of all, so many at most.</summary>
    public async Task<(IReadOnlyList<RequestStory> Stories, string? Last)> Rows(string? system, string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = StoodPromotions.Rows(db, asOf);
        if (system is not null)
            rows = rows.Where(row => db.Systems.Any(one => one.Id == row.Promotion.System && one.Code == system));
        if (after is not null)
            rows = rows.Where(row => row.Promotion.Code.CompareTo(after) > 0);

        var found = await rows.OrderBy(row => row.Promotion.Code).Take(most).Select(row => new { row.Promotion.Id, row.Promotion.Code }).ToListAsync(ct);
        return (await Stories(db, await StoodPromotions.Read(db, found.ConvertAll(row => row.Id), asOf, ct), asOf, ct), found.Count == most ? found[^1].Code : null);
    }

    private async Task<IReadOnlyList<RequestStory>> Stories(PortalDb db, IReadOnlyList<Promotion> promotions, AsOf asOf, CancellationToken ct)
    {
        var versions = promotions.Select(promotion => promotion.ModelVersion).Distinct().ToList();
        var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var systems = await NamedSystems.ById(db, promotions.Select(promotion => promotion.System), asOf, ct);
        var findings = await Raised.StandingOf(db, promotions.SelectMany(promotion => promotion.Conditions).Select(condition => condition.Finding).OfType<FindingId>(), asOf, ct);
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
                Votes = await SignatureQueries.Views(db, people, promotion, ct),
                Conditions = [.. promotion.Conditions.Select(condition => condition.Finding is { } id && findings.TryGetValue(id, out var stands)
                    ? new ConditionView(condition.Text, names[condition.Owner], stands.Due, condition.Blocking, stands.Code, stands.State)
                    : new ConditionView(condition.Text, names[condition.Owner], condition.Due, condition.Blocking, null, null))],
                Questions = promotion.Questions,
                Removal = promotion.Removal,
            });
        }

        return stories;
    }
}
