using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

internal static class JudgeAccess
{
    /// <summary>Those whose judgement the version will be signed by, beside the risk officer.</summary>
    public static bool MayMark(this Actor actor) => actor.May(Permission.SignProduct) || actor.May(Permission.SignValidation);

    /// <summary>The system of a version, and how the ledger names the version.</summary>
    public static async Task<(SystemId System, string Subject)> NamesOf(this PortalDb db, VersionId version, CancellationToken ct)
    {
        var named = await (
            from one in db.Versions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on one.System equals system.Id
            where one.Id == version
            select new { system.Id, system.Code, one.Label }).SingleAsync(ct);
        return (named.Id, VersionAccess.SubjectOf(named.Code, named.Label));
    }
}
