using Portal.Ledger.Packs;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>Through what a pack looks at everything: as of when, at which systems, and how it speaks of people.</summary>
internal sealed record PackView(EvidencePack Pack, AsOf AsOf, IReadOnlySet<string>? Systems, PackPeople People)
{
    /// <summary>The codes of the systems it is about; null for all of them.</summary>
    public IReadOnlySet<string>? Systems { get; } = Systems;

    /// <summary>What is about no system in particular belongs to the estate.</summary>
    public bool Covers(string? system) => Systems is null || (system is not null && Systems.Contains(system));

    public PackScope Scope { get; } = PackScope.Of(Pack.Scope);

    public bool IsEstate => Pack.Scope == PackLayout.Estate;
}
