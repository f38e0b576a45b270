namespace Portal.Web.Demo;

/// <summary>The clock of the demo's history: begins in the past, moves when the story does, never beyond now.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void MoveTo(DateTimeOffset instant) => _now = instant > _now ? instant : _now;

    public void Wait(TimeSpan span) => _now += span;
}
