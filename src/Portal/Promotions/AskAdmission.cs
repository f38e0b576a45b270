using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// May it run? Asked before something is started, and again of what runs. What is let in to be started gets its certificate with the
/// answer; who is turned away is on record, once an hour for the same reason; what belongs to nothing is a finding.
/// </summary>
public sealed class AskAdmission(IDbContextFactory<PortalDb> dbs, IssueCertificate certificates, PortalOptions options, Calendar calendar, TimeProvider time)
{
    private const int LongestCode = 20;
    private const int DaysToExplain = 14;
    private static readonly TimeSpan BetweenEntries = TimeSpan.FromHours(1);

    /// <summary>One of version and digest, or both: the digest is the version's or that of one of its files.</summary>
    public sealed record Input(string System, string? Version, string? Digest, Stage Stage, bool Running);

    public sealed record Answer(bool Allowed, string Reason, string Link, string? Certificate = null, DateTimeOffset? Until = null);

    public async Task<Result<Answer>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.Read))
            return new Forbidden("Asking for admission needs the scope Read.");
        if (Faults(input) is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
    }

    private static List<Fault> Faults(Input input) =>
    [
        .. Named("system", PlainText.LineProblem(input.System, LongestCode)),
        .. Named("version", input.Version is null ? input.Digest is null ? "Say which version, or the digest of what is to run." : null : PlainText.LineProblem(input.Version, Declaration.LongestLabel)),
        .. Named("digest", input.Digest is null || Digest.TryParse(input.Digest) is not null ? null : "A digest is sha256: and 64 lower-case hex digits."),
        .. Named("stage", Enum.IsDefined(input.Stage) && input.Stage != Stage.Retired ? null : "What is retired runs nowhere: choose Development, Staging, Pilot or Production."),
    ];

    private static IEnumerable<Fault> Named(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];

    private async Task<Result<Answer>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.SystemWithRevisions(input.System, ct) is not { } system)
            return await Unknown(db, actor, null, actor.Person, input, $"There is no system {input.System} in the register: what is not in it must not run.", "register", now, ct);
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;
        if (await Versions(db, system.Id, input, ct) is not { Count: > 0 } versions)
        {
            return await Unknown(
                db, actor, system.Id, system.Shown.BusinessOwner ?? system.FiledBy, input, $"{system.Code} has no version {What(input)}: what nobody declared must not run.", $"register/{system.Code}", now, ct);
        }

        var admission = system.WhyNot(input.Stage, now) is { } closed ? new Admission(false, closed.Message) : await Of(db, versions, input, now, ct);
        var answer = new Answer(admission.Allowed, admission.Reason, Link(admission.By is { } by ? $"promotions/{by.Code}" : $"register/{system.Code}"), null, admission.Until);
        if (!answer.Allowed)
        {
            await Record(db, actor, $"{system.Code}/{versions[0].Label}", input, answer.Reason, now, ct);
            return answer;
        }

        return input.Running || admission.By is not { } promotion ? answer : answer with { Certificate = await certificates.Issue(db, actor, promotion, CertificateForm.Jwt, now, ct) };
    }

    /// <summary>The same bytes may be those of several versions: it is enough that one of them may run.</summary>
    private static async Task<Admission> Of(PortalDb db, IReadOnlyList<ModelVersion> versions, Input input, DateTimeOffset now, CancellationToken ct)
    {
        var ids = versions.Select(version => version.Id).ToList();
        var promotions = (await db.Promotions.AsNoTracking().Where(promotion => ids.Contains(promotion.ModelVersion) && promotion.Target == input.Stage && promotion.Terms == null).ToListAsync(ct)).ToLookup(promotion => promotion.ModelVersion);
        var grace = input.Running ? (await db.PolicyInForce(ct)).Grace : TimeSpan.Zero;
        var all = versions.Select(version => Admission.Of(version, input.Stage, [.. promotions[version.Id]], grace, now)).ToList();
        return all.Find(admission => admission.Allowed && admission.Until is null) ?? all.Find(admission => admission.Allowed) ?? all[0];
    }

    private static async Task<List<ModelVersion>> Versions(PortalDb db, SystemId system, Input input, CancellationToken ct)
    {
        var versions = db.Versions.AsNoTracking().Where(version => version.System == system);
        if (input.Version is { } label)
            versions = versions.Where(version => version.Label == label);
        if (Digest.TryParse(input.Digest) is { } digest)
            versions = versions.Where(version => version.ContentDigest == digest || version.Artifacts.Any(artifact => artifact.Digest == digest));
        return await versions.OrderByDescending(version => version.DeclaredAt).ThenByDescending(version => version.Label).ToListAsync(ct);
    }

    /// <summary>Asked of a system that the register does not have, or of something that runs and was never declared, it is shadow AI.</summary>
    private async Task<Answer> Unknown(PortalDb db, Actor actor, SystemId? system, PersonId? owner, Input input, string reason, string page, DateTimeOffset now, CancellationToken ct)
    {
        if (owner is { } who && (system is null || input.Running))
        {
            _ = await Raised.Raise(
                db, actor,
                new NewFinding(
                    FindingSource.ShadowAi, FindingSeverity.Moderate, system, system is null ? $"Admission was asked for a system that is not in the register: {input.System}" : $"Something runs in {input.Stage} that nobody declared: {What(input)}",
                    $"{reason} Whoever runs it files the system or declares the version, or stops it.", who, calendar.DayOf(now).AddDays(DaysToExplain))
                {
                    About = input.System,
                    Key = system is null ? $"admission:{input.System}" : $"admission:{input.System}/{What(input)}",
                },
                now, ct);
        }

        return new Answer(false, reason, Link(page));
    }

    private static async Task Record(PortalDb db, Actor actor, string subject, Input input, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - BetweenEntries;
        if (await db.Entries.AnyAsync(entry => entry.Subject == subject && entry.Action == PromotionEvents.NotAdmitted && entry.Reason == reason && entry.Time > since, ct))
            return;

        db.Record(new EntryDraft(actor, now, PromotionEvents.NotAdmitted, subject)
        {
            Reason = reason,
            Details = new Dictionary<string, string> { ["stage"] = input.Stage.ToString(), ["running"] = input.Running ? "yes" : "no" },
        });
    }

    private static string What(Input input) => input.Version ?? input.Digest ?? "";

    private string Link(string page) => $"{options.PublicUrl.TrimEnd('/')}/{page}";
}
