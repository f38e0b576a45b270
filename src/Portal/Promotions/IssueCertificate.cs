using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Certificates;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>How a certificate is written: a JWT, or an in-toto statement in a DSSE envelope. Both say the same.</summary>
public enum CertificateForm { Jwt = 1, Dsse }

/// <summary>
/// The portal's word, for pipelines, that a version may run in a stage: valid for a day, fetched again while the promotion holds.
/// </summary>
public sealed class IssueCertificate(IDbContextFactory<PortalDb> dbs, CertificateKeys keys, PortalOptions options, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    // Clocks of pipelines differ by seconds; a certificate fetched a moment ago must hold there.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    public sealed record Input(PromotionId Promotion, CertificateForm Form);

    public Task<Result<string>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<string>(async db =>
    {
        if (!actor.May(Permission.Read))
            return new Forbidden("Reading needs the scope Read.");
        if (await db.Promotions.AsNoTracking().SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (actor.RefusalOn(promotion.System, $"the one of {promotion.Code}") is { } unbound)
            return unbound;
        if (!Standing.Holds.Contains(promotion.State))
            return new NotAllowed($"{promotion.Code} is {promotion.State}: there is a certificate only while it is applied.");

        return await Issue(db, actor, promotion, input.Form, time.GetUtcNow(), ct);
    }, ct);

    /// <summary>Within the transaction of who found that the promotion holds.</summary>
    internal async Task<string> Issue(PortalDb db, Actor actor, Promotion promotion, CertificateForm form, DateTimeOffset now, CancellationToken ct)
    {
        var system = await db.Systems.AsNoTracking().Where(system => system.Id == promotion.System).Select(system => system.Code).SingleAsync(ct);
        var version = await db.Versions.AsNoTracking().Include(version => version.Artifacts).SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        var policy = await db.Published().Where(policy => policy.Number == promotion.PolicyNumber).Select(policy => policy.Digest).SingleAsync(ct);
        var certificate = Certify(promotion, system, version, policy, now) with { Conditions = await Conditions(db, promotion, ct) };
        db.Record(new EntryDraft(actor, now, PromotionEvents.CertificateIssued, promotion.Code)
        {
            After = version.ContentDigest,
            Details = new Dictionary<string, string> { ["certificate"] = certificate.Id, ["form"] = form.ToString(), ["key"] = keys.Signer.KeyId },
        });
        return form == CertificateForm.Jwt ? keys.Signer.Sign(certificate) : keys.Signer.SignStatement(certificate);
    }

    private static async Task<ImmutableArray<CertifiedCondition>> Conditions(PortalDb db, Promotion promotion, CancellationToken ct)
    {
        var ids = promotion.Conditions.Select(condition => condition.Finding).OfType<FindingId>().ToList();
        var codes = ids.Count == 0 ? [] : await db.Findings.AsNoTracking().Where(finding => ids.Contains(finding.Id)).ToDictionaryAsync(finding => finding.Id, finding => finding.Code, ct);
        return [.. promotion.Conditions.Where(condition => condition.Finding is not null).Select(condition => new CertifiedCondition(codes[condition.Finding.GetValueOrDefault()], condition.Text, condition.Due, condition.Blocking))];
    }

    private PromotionCertificate Certify(Promotion promotion, string system, ModelVersion version, Digest policy, DateTimeOffset now) => new()
    {
        Issuer = options.PublicUrl,
        Id = Guid.CreateVersion7(now).ToString(),
        IssuedAt = now,
        NotBefore = now - Leeway,
        ExpiresAt = now + Validity,
        System = system,
        Version = version.Label,
        VersionDigest = version.ContentDigest?.Text ?? throw new InvalidOperationException($"{version.Label} was promoted unsealed."),
        Artifacts = [.. version.Artifacts.Select(artifact => new CertifiedArtifact(artifact.Name, artifact.Digest.Text))],
        Stage = promotion.Target.ToString(),
        Promotion = promotion.Code,
        DecidedAt = promotion.DecidedAt ?? throw new InvalidOperationException($"{promotion.Code} is {promotion.State}, and was never decided."),
        SubjectDigest = promotion.SubjectDigest.Text,
        PolicyVersion = promotion.PolicyNumber.ToString(),
        PolicyDigest = policy.Text,
        Emergency = promotion.Emergency switch
        {
            { RatifiedAt: not null } => CertifiedEmergency.Ratified,
            { Confirmed: not null } => CertifiedEmergency.Unreviewed,
            _ => null,
        },
    };
}
