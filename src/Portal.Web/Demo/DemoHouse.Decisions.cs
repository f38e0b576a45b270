using System.Text.Json;
using Portal.Monitoring;
using Portal.Monitoring.Records;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>Single decisions, what people made of them, and who contests one.</summary>
internal sealed partial class DemoHouse
{
    public async Task<IReadOnlyList<DecisionLine>> Decisions(string system, string outcome, int most, CancellationToken ct) =>
        (await Get<SearchDecisions>().Run(await As("owner", ct), new(system) { Outcome = outcome, Most = most }, ct)).Value.Items;

    public async Task React<T>(TelemetryKind kind, string system, IEnumerable<T> rows, CancellationToken ct)
    {
        _ = (await Get<AcceptReactions>().Run(await As("owner", ct), new(kind, system, $"demo-{kind}", JsonSerializer.SerializeToUtf8Bytes(rows)), ct)).Value;
        await Get<FoldTelemetry>().Run(ct);
    }

    public async Task Contest(string system, RecordId record, string says, CancellationToken ct) =>
        _ = (await Get<ContestDecision>().Run(await As("owner", ct), new(system, record, says), ct)).Value;

    public async Task Review(string system, RecordId record, ContestOutcome outcome, string reason, CancellationToken ct)
    {
        var risk = await As("risk", ct);
        var decision = (await Get<ReadDecision>().Run(risk, new(system) { Record = record }, ct)).Value;
        _ = (await Get<ReviewContest>().Run(risk, new(system, decision.Cases[0].Id, outcome, reason), ct)).Value;
    }
}
