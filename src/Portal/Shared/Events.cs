namespace Portal.Shared;

/// <summary>
/// Something that another capability reacts to. Written with the change in one transaction, delivered by a worker at least once
/// and in order, so a reaction must bear being told twice. Events that nobody else reacts to stay beside their aggregate.
/// </summary>
public abstract record PortalEvent;

public sealed record EntryPublished(SystemId System, int Revision, bool MaterialChange) : PortalEvent;

/// <summary>A version took the place of another in a stage that people may be exposed to.</summary>
public sealed record VersionReleased(SystemId System, VersionId Version, string Label, string Stage) : PortalEvent;

/// <summary>A system has ended, and nothing of it runs any more.</summary>
public sealed record SystemRetired(SystemId System, string Reason) : PortalEvent;

/// <summary>Somebody who did not write it approved another revision of a version's model card.</summary>
public sealed record CardApproved(SystemId System, VersionId Version, int Revision, Digest Content) : PortalEvent;

/// <summary>An evaluation run brought feature values: the version's training baseline can be frozen from them.</summary>
public sealed record BaselineMade(SystemId System, VersionId Version, Digest Rows) : PortalEvent
{
    /// <summary>How its predictions came out, where they are of classes; the rows of a sealed suite do not say it.</summary>
    public BaselineOutcome? Outcome { get; init; }
}

/// <summary>Of so many rows how many came out right, and how many of the class that is looked for there were and were found.</summary>
public sealed record BaselineOutcome(string Positive, long Rows, long Right, long Positives, long Found)
{
    /// <summary>Labels by score, where the rows have scores.</summary>
    public IReadOnlyList<LabelBand>? Bands { get; init; }
}

/// <summary>The quality of a version fell so far that it should stop: by itself or after somebody was asked, as the policy has it for its tier.</summary>
public sealed record QualityFell(SystemId System, VersionId Version, string Alert, string What) : PortalEvent;

/// <summary>The rules opened an alert on a version, or it became graver.</summary>
public sealed record AlertRaised(SystemId System, VersionId Version, AlertId Alert, string Code, bool IsSerious, string What) : PortalEvent;

/// <summary>The time is over in which a rule was not held to.</summary>
public sealed record ExceptionExpired(SystemId System, ExceptionId Exception, string Rule) : PortalEvent;

/// <summary>Whoever has a finding says that it is done, and shows it.</summary>
public sealed record FindingClaimed(SystemId? System, FindingId Finding) : PortalEvent;

/// <summary>The day is over by which a finding was due, and it is not closed; raised once for each such day.</summary>
public sealed record FindingOverdue(SystemId? System, FindingId Finding, DateOnly Due) : PortalEvent;

/// <summary>A policy took the place of the one before; open requests keep theirs, or are to go through the gate again under it.</summary>
public sealed record PolicyPublished(int Number, bool GateAgain) : PortalEvent;

/// <summary>Somebody left the organisation; the systems that are named go to their successors.</summary>
public sealed record PersonLeft(PersonId Person, IReadOnlyList<Handover> Systems) : PortalEvent;

public sealed record Handover(SystemId System, PersonId To);

/// <summary>A reaction is a use case with the portal as its actor.</summary>
public interface IReaction<in TEvent> where TEvent : PortalEvent
{
    Task React(TEvent what, CancellationToken ct);
}
