namespace Portal.Register;

/// <summary>
/// How far a system has come: proposed until its entry is published and a version has come, then the stage of its furthest version; what
/// is prohibited stays proposed. Never stored. The numbers are the order of the list, in which what runs comes last and what has ended first.
/// </summary>
public enum SystemStage { Retired = 1, Proposed, Development, Staging, Pilot, Production }
