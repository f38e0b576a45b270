using Portal.Tracking;
using Portal.Tracking.Registered;

namespace Portal.Web.Api.Mlflow;

/// <summary>What is read here, in the protocol's words.</summary>
internal static class MlflowViews
{
    public static ExperimentJson Of(ExperimentView view) => new(
        Text(view.Number), view.Name, view.ArtifactLocation, Life(view.IsDeleted), view.ChangedAt.ToUnixTimeMilliseconds(), view.CreatedAt.ToUnixTimeMilliseconds(), Pairs(view.Tags));

    public static RunInfoJson InfoOf(RunView view) => new(
        view.Id.ToString(), view.Id.ToString(), view.Name, Text(view.Experiment), view.UserId, view.Status.ToString().ToUpperInvariant(), view.StartedAt, view.EndedAt, view.ArtifactUri, Life(view.IsDeleted));

    public static RunJson Of(RunView view) => new(
        InfoOf(view),
        new([.. view.Metrics.Select(Of)], Pairs(view.Params), Pairs(view.Tags)),
        new([.. view.Inputs.Select(input => new DatasetInputJson(
            input.Context.Length > 0 ? [new("mlflow.data.context", input.Context)] : [],
            new(input.Name, input.Digest, input.SourceType, input.Source, input.Schema.Length > 0 ? input.Schema : null, input.Profile.Length > 0 ? input.Profile : null)))]));

    public static MetricJson Of(LoggedMetric metric) => new(metric.Key, metric.Value, metric.At, metric.Step);

    public static LoggedModelJson Of(LoggedModelView view) => new(
        new(view.ModelId, Text(view.Experiment), view.Name, view.CreatedAt.ToUnixTimeMilliseconds(), view.ChangedAt.ToUnixTimeMilliseconds(), view.ArtifactUri,
            view.Status switch { LoggedModelStatus.Ready => "LOGGED_MODEL_READY", LoggedModelStatus.UploadFailed => "LOGGED_MODEL_UPLOAD_FAILED", _ => "LOGGED_MODEL_PENDING" },
            view.Type, view.Run?.ToString(), Pairs(view.Tags)),
        new(Pairs(view.Params), [.. view.Metrics.Select(Of)]));

    public static ModelJson Of(ModelView view) => new(
        view.Name, view.CreatedAt.ToUnixTimeMilliseconds(), view.ChangedAt.ToUnixTimeMilliseconds(), view.Description, [.. view.Latest.Select(Of)], Pairs(view.Tags),
        [.. view.Aliases.Select(alias => new AliasJson(alias.Alias, Text(alias.Number)))]);

    public static ModelVersionJson Of(ModelVersionView view) => new(
        view.Name, Text(view.Number), view.CreatedAt.ToUnixTimeMilliseconds(), view.ChangedAt.ToUnixTimeMilliseconds(), view.Stage.ToString(), view.Description, view.Source, view.Run?.ToString(),
        "READY", Standing(view), Pairs(view.Tags), view.Aliases);

    private static string Standing(ModelVersionView view) => view switch
    {
        { Label: null } => "Belongs to no system: set the tag portal.system of its model.",
        { IsSeen: false } => $"{view.System} {view.Label}: bytes not seen by the portal, which blocks its gate.",
        _ => $"Sealed as {view.System} {view.Label}.",
    };

    private static IReadOnlyList<PairJson> Pairs(IReadOnlyList<TextPair> pairs) => [.. pairs.Select(pair => new PairJson(pair.Key, pair.Value))];

    private static string Life(bool isDeleted) => isDeleted ? "deleted" : "active";

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
