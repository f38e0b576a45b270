using System.Text.Json.Serialization;

namespace Portal.Web.Api.Mlflow;

internal sealed record Empty;

internal sealed record ErrorAnswer(string ErrorCode, string Message);

internal sealed record PairJson(string Key, string Value);

internal sealed record ExperimentCreated(string ExperimentId);

internal sealed record ExperimentJson(string ExperimentId, string Name, string ArtifactLocation, string LifecycleStage, long LastUpdateTime, long CreationTime, IReadOnlyList<PairJson> Tags);

internal sealed record ExperimentAnswer(ExperimentJson Experiment);

internal sealed record ExperimentsAnswer(IReadOnlyList<ExperimentJson> Experiments, string? NextPageToken);

internal sealed record MetricJson(string Key, double Value, long Timestamp, long Step);

internal sealed record RunInfoJson(
    string RunId, string RunUuid, string RunName, string ExperimentId, string UserId, string Status, long StartTime, long? EndTime, string ArtifactUri, string LifecycleStage);

internal sealed record RunDataJson(IReadOnlyList<MetricJson> Metrics, IReadOnlyList<PairJson> Params, IReadOnlyList<PairJson> Tags);

internal sealed record DatasetJson(string Name, string Digest, string SourceType, string Source, string? Schema, string? Profile);

internal sealed record DatasetInputJson(IReadOnlyList<PairJson> Tags, DatasetJson Dataset);

internal sealed record RunInputsJson(IReadOnlyList<DatasetInputJson> DatasetInputs);

internal sealed record RunJson(RunInfoJson Info, RunDataJson Data, RunInputsJson Inputs);

internal sealed record RunAnswer(RunJson Run);

internal sealed record RunInfoAnswer(RunInfoJson RunInfo);

internal sealed record RunsAnswer(IReadOnlyList<RunJson> Runs, string? NextPageToken);

internal sealed record MetricsAnswer(IReadOnlyList<MetricJson> Metrics, string? NextPageToken);

internal sealed record FileJson(string Path, bool IsDir, long? FileSize);

internal sealed record FilesAnswer(string? RootUri, IReadOnlyList<FileJson> Files);

internal sealed record LoggedModelInfoJson(
    string ModelId, string ExperimentId, string Name, long CreationTimestampMs, long LastUpdatedTimestampMs, string ArtifactUri, string Status, string ModelType, string? SourceRunId, IReadOnlyList<PairJson> Tags);

internal sealed record LoggedModelDataJson(IReadOnlyList<PairJson> Params, IReadOnlyList<MetricJson> Metrics);

internal sealed record LoggedModelJson(LoggedModelInfoJson Info, LoggedModelDataJson Data);

internal sealed record LoggedModelAnswer(LoggedModelJson Model);

internal sealed record LoggedModelsAnswer(IReadOnlyList<LoggedModelJson> Models, string? NextPageToken);

internal sealed record AliasJson(string Alias, string Version);

internal sealed record ModelVersionJson(
    string Name, string Version, long CreationTimestamp, long LastUpdatedTimestamp, string CurrentStage, string Description, string Source, string? RunId, string Status, string StatusMessage,
    IReadOnlyList<PairJson> Tags, IReadOnlyList<string> Aliases);

internal sealed record ModelJson(
    string Name, long CreationTimestamp, long LastUpdatedTimestamp, string Description, IReadOnlyList<ModelVersionJson> LatestVersions, IReadOnlyList<PairJson> Tags, IReadOnlyList<AliasJson> Aliases);

internal sealed record ModelAnswer(ModelJson RegisteredModel);

internal sealed record ModelsAnswer(IReadOnlyList<ModelJson> RegisteredModels, string? NextPageToken);

internal sealed record ModelVersionAnswer(ModelVersionJson ModelVersion);

internal sealed record ModelVersionsAnswer(IReadOnlyList<ModelVersionJson> ModelVersions, string? NextPageToken);

internal sealed record ArtifactUriAnswer(string ArtifactUri);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ExperimentCreated))]
[JsonSerializable(typeof(ExperimentAnswer))]
[JsonSerializable(typeof(ExperimentsAnswer))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(RunInfoAnswer))]
[JsonSerializable(typeof(RunsAnswer))]
[JsonSerializable(typeof(MetricsAnswer))]
[JsonSerializable(typeof(FilesAnswer))]
[JsonSerializable(typeof(LoggedModelAnswer))]
[JsonSerializable(typeof(LoggedModelsAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ModelsAnswer))]
[JsonSerializable(typeof(ModelVersionAnswer))]
[JsonSerializable(typeof(ModelVersionsAnswer))]
[JsonSerializable(typeof(ArtifactUriAnswer))]
internal sealed partial class MlflowJson : JsonSerializerContext;
