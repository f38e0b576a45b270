using Portal.Evaluation;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>What the gate's checks rest on, in full.</summary>
public sealed record Evidence(RunLine? Run, IReadOnlyList<DocumentLine> Documents)
{
    public static Evidence None { get; } = new(null, []);
}

/// <summary>Follows the sources that a frozen verdict names.</summary>
public sealed class EvidenceReader(EvaluationQueries evaluations, DocumentQueries documents)
{
    public async Task<Evidence> Of(ReviewRoom room, CancellationToken ct)
    {
        var sources = room.Gate.Checks.Select(check => check.Source).OfType<CheckSource>().ToList();
        var run = sources.Find(source => source.Kind == SourceKind.Run);
        var named = sources.Where(source => source.Kind == SourceKind.Document).Select(source => source.Id).ToHashSet();
        return new Evidence(
            run is null ? null : await evaluations.One(RunId.From(run.Id), ct),
            [.. (await documents.OfVersion(room.Version.Line.Id, ct)).Where(document => named.Contains(document.Id.Value))]);
    }
}
