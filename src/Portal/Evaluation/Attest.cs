using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Gives a person's word for a check that asks for one, on the outputs that the person was shown.</summary>
public sealed class Attest(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With the digest of the sample that was on the screen.</summary>
    public sealed record Input(string System, string Label, string Check, Digest Shown, string Remarks);

    public async Task<Result<AttestationId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Person is not { } person || actor.Through != Through.Session)
            return new Forbidden("A person's word is given in the page.");
        if (PlainText.RemarkProblem(input.Remarks, Attestation.LongestRemarks) is { } problem)
            return new Invalid("remarks", problem);

        var result = await dbs.WriteAsync<(SystemId System, AttestationId Id)>(db => Give(db, actor, person, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.Id;
    }

    private async Task<Result<(SystemId, AttestationId)>> Give(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var (now, subject) = (time.GetUtcNow(), VersionAccess.SubjectOf(input.System, input.Label));
        if (await db.SystemWithRevisions(input.System, ct) is not { } system || await db.WholeVersion(system.Id, input.Label, ct) is not { } version)
            return new NotFound($"Version {subject}");
        if ((await db.PolicyInForce(ct)).Checks.OfType<AttestationCheck>().FirstOrDefault(check => check.Key == input.Check) is not { } check)
            return new Invalid("check", "The policy in force has no such check.");
        if (!(await db.RolesOf(person, ct)).Contains(check.By) || actor.LooksBack)
            return db.Refused(actor, now, "attestation.give", subject, new Forbidden($"This word is a {Roles.Title(check.By).ToLowerInvariant()}'s."));
        if (version.IsContributor(person))
            return db.Refused(actor, now, "attestation.give", subject, new Forbidden("Who contributed to a version does not vouch for it."));

        var shown = await OutputSample.Of(db, blobs, version.Id, check.Sample, ct);
        if (shown.Rows.Count == 0)
            return new NotAllowed("Nothing that it put out has been evaluated: there is nothing to look at.");
        if (shown.Digest != input.Shown)
            return new NotAllowed("Newer outputs were evaluated since you read these: look at them first.");

        var attestation = Attestation.Give(version.Id, check.Key, check.Statement, Roles.Title(check.By), shown, input.Remarks, person, now);
        db.Attestations.Add(attestation);
        db.Record(new EntryDraft(actor, now, "attestation.given", subject)
        {
            After = attestation.Content,
            Reason = attestation.Remarks.Length > 0 ? attestation.Remarks : null,
            Details = new Dictionary<string, string> { ["check"] = check.Key, ["statement"] = check.Statement, ["sample"] = shown.Rows.Count.ToString(), ["shown"] = shown.Digest.Text },
        });
        return (system.Id, attestation.Id);
    }
}
