using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>
/// Takes spans of many processes. Each is taken or refused by itself; what is taken is durable, and counted once however often it is sent.
/// Spans that are about no model, agent or tool are not kept.
/// </summary>
public sealed class AcceptTraces(IDbContextFactory<PortalDb> dbs, TelemetryIntake intake, TimeProvider time)
{
    /// <summary>So many spans one request holds at most.</summary>
    public const int MostSpans = 10_000;

    public sealed record Input(IReadOnlyList<SentSpans> Processes);

    /// <summary>What came of a request.</summary>
    /// <param name="Rejected">Spans that were not taken.</param>
    /// <param name="Message">Why, and what else the sender should know; empty when all is well.</param>
    public sealed record Taken(int Rejected, string Message);

    public async Task<Result<Taken>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SendTelemetry))
            return new Forbidden("Sending telemetry needs the permission SendTelemetry.");
        if (input.Processes.Sum(process => process.Spans.Count) > MostSpans)
            return new Invalid("body", $"A request holds at most {MostSpans:N0} spans. None was taken.");

        var told = new SpanProblems();
        foreach (var (system, rows) in await Placed(actor, input.Processes, told, ct))
        {
            // The key is the content's digest: a batch that comes again whole is known as a whole.
            var body = SpanRow.Write(rows);
            var result = await intake.Take(actor, new TelemetryPost(TelemetryKind.Spans, system, $"otlp:{Digest.Of(body)}", body), ct);
            if (result.Refusal is Busy busy)
                return busy;
            if (result.Refusal is { } refusal)
                told.Refuse(refusal.Message, rows.Count);
        }

        return new Taken(told.Rejected, told.ToString());
    }

    private async Task<IReadOnlyDictionary<string, List<SpanRow>>> Placed(Actor actor, IReadOnlyList<SentSpans> processes, SpanProblems told, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = new Dictionary<string, List<SpanRow>>(StringComparer.Ordinal);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var places = new SpanPlaces(db, actor);
        foreach (var process in processes)
        {
            foreach (var span in process.Spans.Where(SpanReading.Concerns))
            {
                if (!(await places.Of(process.Process, span.Attributes, ct)).Succeeded(out var place, out var nowhere))
                    told.Refuse(Reason(nowhere), 1);
                else if (!SpanReading.Read(span, place.Version, now).Succeeded(out var row, out var fault))
                    told.Refuse(Reason(fault), 1);
                else
                {
                    told.Hint(place.Hint);
                    if (!rows.TryGetValue(place.System, out var ofSystem))
                        rows.Add(place.System, ofSystem = []);
                    ofSystem.Add(row);
                }
            }
        }

        return rows;
    }

    private static string Reason(Refusal refusal) => refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : refusal.Message;
}
