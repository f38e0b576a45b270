using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

internal static class SuiteAccess
{
    public static Task<EvaluationSuite?> SuiteByCode(this PortalDb db, string code, CancellationToken ct) => db.Suites.SingleOrDefaultAsync(suite => suite.Code == code, ct);

    /// <summary>The people of a system propose how it is evaluated, and so does whoever keeps hold-outs.</summary>
    public static bool MayPropose(this Actor actor, AiSystem system) => actor.May(Permission.KeepHoldOuts) || (actor.May(Permission.SubmitEvidence) && actor.IsOf(system));

    /// <summary>Sealed labels are the validator's alone; open ones the system's people may bring, too.</summary>
    public static bool MayBringLabels(this Actor actor, EvaluationSuite suite, AiSystem system) =>
        actor.May(Permission.KeepHoldOuts) || (!suite.Terms.IsSealed && actor.May(Permission.SubmitEvidence) && actor.IsOf(system));
}
