using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Certificates;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// The portal's word, for pipelines, that a version may run in a stage: valid for a day, fetched again while the promotion holds.
/// </summary>
public sealed class IssueCertificate(IDbContextFactory<PortalDb> dbs, CertificateKeys keys, PortalOptions options, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    // Clocks of pipelines differ by seconds; a certificate fetched a moment ago must hold there.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    public Task<Result<string>> Run(Actor actor, PromotionId id, CancellationToken ct) => dbs.WriteAsync<string>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.Read))
            return new Forbidden("Reading needs the scope Read.");
        if (await db.Promotions.AsNoTracking().SingleOrDefaultAsync(promotion => promotion.Id == id, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (actor.RefusalOn(promotion.System, $"the one of {promotion.Code}") is { } unbound)
            return unbound;
        if (promotion is not { State: PromotionState.Applied, DecidedAt: { } decided })
            return new NotAllowed($"{promotion.Code} is {promotion.State}: there is a certificate only while it is applied.");

        var system = await db.Systems.AsNoTracking().Where(system => system.Id == promotion.System).Select(system => system.Code).SingleAsync(ct);
        var version = await db.Versions.AsNoTracking().SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        var certificate = new PromotionCertificate
        {
            Issuer = options.PublicUrl,
            Id = Guid.CreateVersion7(now).ToString(),
            IssuedAt = now,
            NotBefore = now - Leeway,
            ExpiresAt = now + Validity,
            System = system,
            Version = version.Label,
            VersionDigest = version.ContentDigest?.Text ?? throw new InvalidOperationException($"{version.Label} was promoted unsealed."),
            Stage = promotion.Target.ToString(),
            Promotion = promotion.Code,
            DecidedAt = decided,
            SubjectDigest = promotion.SubjectDigest.Text,
            PolicyVersion = promotion.PolicyNumber.ToString(),
        };
        db.Record(new EntryDraft(actor, now, PromotionEvents.CertificateIssued, promotion.Code)
        {
            After = version.ContentDigest,
            Details = new Dictionary<string, string> { ["certificate"] = certificate.Id, ["key"] = keys.Signer.KeyId },
        });
        return keys.Signer.Sign(certificate);
    }, ct);
}
