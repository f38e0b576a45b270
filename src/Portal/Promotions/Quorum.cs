using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Whether the people there can still complete a request, with those left out who may not sign it.</summary>
internal static class Quorum
{
    /// <summary>What lacks, in words; null while it can be completed.</summary>
    public static async Task<string?> LackOf(PortalDb db, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var signers = await FlowStaffing.SignersOf(db, promotion.Flow.Steps, now, ct);
        var contributors = await DecidePromotion.ContributorsOf(db, promotion, ct);
        var named = await RegisterQueries.Published(db, promotion.System, ct) is { } entry ? entry.People : [];
        var delegates = await db.Delegations.Where(row => row.Begins <= now && row.Ends > now && (row.System == null || row.System == promotion.System) && (row.From == promotion.Requester || contributors.Contains(row.From)))
            .Select(row => row.To).ToListAsync(ct);
        return LackOf(promotion, signers, [promotion.Requester, .. contributors, .. delegates], [.. named]);
    }

    /// <summary>Pure. Who has signed counts where they signed, and nowhere else; who recused counts nowhere.</summary>
    internal static string? LackOf(Promotion promotion, Signers signers, IReadOnlyCollection<PersonId> barred, IReadOnlyCollection<PersonId> ofTheSystem)
    {
        var votes = promotion.CurrentVotes;
        var rest = promotion.Flow.Steps.Skip(promotion.StepsDone).ToList();
        return FlowStaffing.LackOf(rest, step => Left(step, signers.InRole(step)).Concat(Given(step, null)), (step, seat) => Left(step, signers.InSeat(seat)).Concat(Given(step, seat)));

        IEnumerable<PersonId> Left(FlowStep step, IEnumerable<PersonId> people) => people
            .Where(person => !barred.Contains(person) && !(step.Kind == StepKind.Peer && ofTheSystem.Contains(person)))
            .Where(person => votes.All(vote => (vote.Person != person && vote.InPlaceOf != person) || (vote.Step == step.Kind && vote.Verdict != Verdict.Recuse)));

        IEnumerable<PersonId> Given(FlowStep step, string? seat) =>
            votes.Where(vote => vote.Step == step.Kind && vote.Seat == seat && vote.Verdict != Verdict.Recuse).Select(vote => vote.Person);
    }
}
