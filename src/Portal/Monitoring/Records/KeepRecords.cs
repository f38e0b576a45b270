using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Rows;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>
/// Records predictions one by one, and what came back of them, as far as the policy says. It runs before the mark that a post is counted, so
/// that a kill loses none; a record's id is made of its content, so that doing it twice adds none.
/// </summary>
public sealed class KeepRecords(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, TimeProvider time)
{
    private const int AtOnce = 500;

    private static readonly string[] _key = ["Id"];
    private static readonly string[] _record = ["System", "ModelVersion", "Key", "Prediction", "Time", "Run", "Subject", "Output", "Score", "Inputs", "Content"];
    private static readonly string[] _reaction = ["System", "Key", "Kind", "Time", "Value", "Seconds"];

    private PolicyInUse? _policy;

    /// <summary>What of a post is to be recorded.</summary>
    internal Task Keep(WaitingPost waiting, CancellationToken ct) => waiting switch
    {
        { Rows: PredictionRows predictions, Post: var post } => Keep(post.System, waiting.Body, predictions.Batch, post.VersionIds, post.Run, ct),
        { Rows: ReviewRows reviews, Post: var post } => React(post.System, reviews.Reviews, post.ReceivedAt, ct),
        { Rows: FeedbackRows feedback, Post: var post } => React(post.System, feedback.Feedback, post.ReceivedAt, ct),
        _ => Task.CompletedTask,
    };

    /// <param name="system">Whose.</param>
    /// <param name="read">The post, as its rows were read from it.</param>
    /// <param name="rows">Of the post.</param>
    /// <param name="versions">In the order in which the rows name them.</param>
    /// <param name="run">The scoring run that they belong to.</param>
    /// <param name="ct">Ends the keeping.</param>
    internal async Task Keep(SystemId system, Func<ReadOnlyMemory<byte>> read, PredictionBatch rows, IReadOnlyList<VersionId> versions, string? run, CancellationToken ct)
    {
        var rule = await RuleOf(system, ct);
        var kept = Enumerable.Range(0, rows.Rows).Where(row => rule.Keeps(rows.KeyOf(row))).ToList();
        if (kept.Count == 0)
            return;

        var body = PredictionReader.WithoutMark(read());
        foreach (var chunk in kept.Chunk(AtOnce))
        {
            await using var db = await records.CreateDbContextAsync(ct);
            object?[][] values = [.. chunk.Select(row => Values(db, rule, system, versions[rows.VersionOf(row)], run, rows.KeyOf(row), rows.TimeOf(row), body[rows.BytesOf(row)]))];
            await Add(db, DecisionRecord.Table, _record, values, ct);
        }
    }

    /// <summary>What came back of predictions that are recorded.</summary>
    internal async Task React(SystemId system, IReadOnlyList<ReactionRow> rows, DateTimeOffset receivedAt, CancellationToken ct)
    {
        var rule = await RuleOf(system, ct);
        foreach (var chunk in rows.Select(row => (Row: row, Key: JoinRow.KeyOf(row.Id))).Where(one => rule.Keeps(one.Key)).Chunk(AtOnce))
        {
            await using var db = await records.CreateDbContextAsync(ct);
            await Add(db, RecordReaction.Table, _reaction, [.. chunk.Select(one => Values(db, system, one.Key, one.Row, one.Row.Time ?? receivedAt))], ct);
        }
    }

    private static async Task Add(RecordsDb db, string table, IReadOnlyList<string> columns, object?[][] values, CancellationToken ct) =>
        await db.WriteAsync(async () =>
        {
            await BulkRows.Upsert(db, table, _key, columns, columns, values, ct);
            return new Done();
        }, ct);

    private static object?[] Values(RecordsDb db, RecordRule rule, SystemId system, VersionId version, string? run, long key, DateTimeOffset at, ReadOnlyMemory<byte> bytes)
    {
        var row = RecordedRow.Read(bytes);
        var content = rule.Inputs == RecordedInputs.Values ? row.Content : row.Content with { Inputs = null };
        var kept = content is { Inputs: null, Contributions: null } ? [] : content.ToBytes();
        return [IdOf(at, system, $"{version}/{run}", bytes.Span), system.Value, version.Value, key, row.Id, db.Stored(at), run, row.Subject, row.Output, row.Score, row.InputsDigest.Text, kept];
    }

    private static object?[] Values(RecordsDb db, SystemId system, long key, ReactionRow row, DateTimeOffset at)
    {
        var (kind, value, seconds) = row switch
        {
            ReviewRow review => (TelemetryKind.Reviews, review.Outcome.ToString(), review.Seconds),
            FeedbackRow feedback => (TelemetryKind.Feedback, feedback.Rating, null),
            _ => throw new ArgumentOutOfRangeException(nameof(row), row, null),
        };
        return [IdOf(at, system, $"{kind}/{value}/{seconds}", BitConverter.GetBytes(key)), system.Value, key, kind.ToString(), db.Stored(at), value, seconds];
    }

    private static Guid IdOf(DateTimeOffset at, SystemId system, string what, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{system}/{what}/"));
        hash.AppendData(content);
        return RecordId.Of(at, hash.GetHashAndReset()).Value;
    }

    private async Task<RecordRule> RuleOf(SystemId system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var tier = await db.Systems.Where(row => row.Id == system).Select(row => row.Tier).SingleAsync(ct);
        var number = await db.Policies.Where(policy => policy.State == PolicyState.Published).MaxAsync(policy => policy.Number, ct) ?? 0;
        if (_policy is not { } known || known.Number != number)
            _policy = known = new PolicyInUse(number, (await db.PolicyAt(time.GetUtcNow(), ct))?.Records ?? RecordRules.UnlessTold);
        return known.Rules.Of(tier);
    }

    /// <summary>A policy is a long text: it is read when there is another one.</summary>
    private sealed record PolicyInUse(int Number, RecordRules Rules);
}
