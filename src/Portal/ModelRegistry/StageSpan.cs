using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>The time that a version is in one stage: what its stage was on any day.</summary>
public sealed class StageSpan
{
    private StageSpan() { }

    internal StageSpan(SystemId system, Stage stage, DateTimeOffset now) => (System, Stage, ValidFrom) = (system, stage, now);

    public VersionId Version { get; private set; }

    public SystemId System { get; private set; }

    public Stage Stage { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    internal void End(DateTimeOffset now) => ValidTo = now;
}
