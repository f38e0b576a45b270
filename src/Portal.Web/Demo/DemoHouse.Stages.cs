using Portal.Monitoring;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How the bank lets a version see real inputs before anybody is answered by it.</summary>
internal sealed partial class DemoHouse
{
    private static readonly TimeSpan Shadow = TimeSpan.FromMinutes(70);

    /// <summary>Decided by one technical signature and applied; then it reads a copy of the traffic.</summary>
    public async Task Try(string owner, string system, string label, DemoModel model, ReasonForChange reason, string words, CancellationToken ct)
    {
        var promotion = await Request(owner, system, label, Stage.Staging, reason, words, ct);
        clock.Wait(TimeSpan.FromMinutes(50));
        await Sign(promotion, "tech", Verdict.Approve, "It runs beside the live one; nobody is answered by it.", ct);
        clock.Wait(TimeSpan.FromMinutes(10));
        await Apply(promotion, ct);
        clock.Wait(Shadow);
        var from = clock.GetUtcNow() - Shadow;
        var rows = new DemoStream(system, label, model).RowsBetween(from, from + Shadow);
        _ = (await Get<AcceptPredictions>().Run(await As(owner, ct), new(system, $"shadow-{label}", rows), ct)).Value;
        await Get<MonitoringEngine>().Turn(ct);
        await Turn(ct);
    }

    public Task<PromotionId> Request(string owner, string system, string label, ReasonForChange reason, string words, CancellationToken ct) =>
        Request(owner, system, label, Stage.Production, reason, words, ct);

    public async Task<PromotionId> Request(string owner, string system, string label, Stage target, ReasonForChange reason, string words, CancellationToken ct) =>
        (await Get<RequestPromotion>().Run(await As(owner, ct), new(system, label, target, reason, words), ct)).Value;

    public async Task<PromotionId> RequestStanding(string owner, string system, Stage stage, StandingTerms terms, string words, CancellationToken ct) =>
        (await Get<RequestStanding>().Run(await As(owner, ct), new(system, stage, terms, words), ct)).Value;
}
