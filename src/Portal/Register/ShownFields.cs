using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// What lists filter and sort by, of the revision that they show. It stands in the system's own narrow row: a revision is some kilobytes
/// wide, and a list looks at ten thousand of them.
/// </summary>
public sealed record ShownFields
{
    public required string Name { get; init; }
    public required SystemKind? Kind { get; init; }
    public required Lane? Lane { get; init; }
    public required PersonId? BusinessOwner { get; init; }
    public required string Department { get; init; }
    public required string Purpose { get; init; }
    public required LegalClass? LegalClass { get; init; }

    internal static ShownFields Of(SystemRevision revision) => new()
    {
        Name = revision.Content.Name,
        Kind = revision.Content.Kind,
        Lane = revision.Content.Lane,
        BusinessOwner = revision.Content.BusinessOwner,
        Department = revision.Content.Department,
        Purpose = revision.Content.Purpose,
        LegalClass = revision.ConfirmedClass,
    };
}
