using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Labels;

/// <summary>Up to which day a version's quality was judged: each mature day once, whichever node does.</summary>
public sealed class QualityWatch : IVersioned
{
    /// <summary>An alert closes after so many judgements well above where it warns.</summary>
    public const int CalmEnough = 3;

    private QualityWatch() { }

    internal QualityWatch(VersionId version) => ModelVersion = version;

    public VersionId ModelVersion { get; private set; }

    public DateOnly JudgedUntil { get; private set; }

    /// <summary>Judgements in a row that were better than half of where it warns.</summary>
    public int Calm { get; private set; }

    /// <summary>The alert on which stopping was asked for; empty while none was.</summary>
    public string StopAsked { get; private set; } = "";

    public int Version { get; private set; }

    internal void Judged(DateOnly until, bool isCalm) => (JudgedUntil, Calm) = (until, isCalm ? Calm + 1 : 0);

    /// <summary>True the first time for this alert.</summary>
    internal bool AsksToStop(string alert)
    {
        if (StopAsked == alert)
            return false;

        StopAsked = alert;
        return true;
    }
}
