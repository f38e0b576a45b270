namespace Portal.Register;

/// <summary>
/// How far a system has come: proposed until its entry is published, from then on the stage of its furthest version. Never stored. The
/// numbers are the order of the list, in which what runs comes last and a system whose versions are all retired first.
/// </summary>
public enum SystemStage { Retired = 1, Proposed, Development, Staging, Pilot, Production }
