using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>Where a span is counted: its system as the sender names it, and the version as its rows name it; absent for the one that serves.</summary>
internal sealed record SpanPlace(string System, string? Version)
{
    /// <summary>What the sender may want to know although the span is taken.</summary>
    public string? Hint { get; init; }
}

/// <summary>Finds the place of each span of one request, asking the register once for each name.</summary>
internal sealed class SpanPlaces(PortalDb db, Actor actor)
{
    /// <summary>A collector brings together what many systems send; more at once is nobody's.</summary>
    public const int MostSystems = 50;

    private readonly Dictionary<string, Known?> _systems = new(StringComparer.Ordinal);
    private ServiceNames? _services;

    /// <summary>What the span says of itself goes before what its process says.</summary>
    public async Task<Result<SpanPlace>> Of(SpanAttributes process, SpanAttributes span, CancellationToken ct)
    {
        if (!(await Code(process, span, ct)).Succeeded(out var code, out var unnamed))
            return unnamed;
        if (PlainText.LineProblem(code, Quarantine.LongestName) is { } problem)
            return new Invalid("portal.system", $"the name of its system cannot be taken: {problem}");
        if (_systems.Count == MostSystems && !_systems.ContainsKey(code))
            return new Invalid("portal.system", $"a request is about at most {MostSystems} systems");

        var version = span.Text(SpanNames.Version) ?? process.Text(SpanNames.Version);
        if (version is not null && PlainText.LineProblem(version, Rows.PredictionReader.LongestName) is not null)
            return new Invalid("portal.version", "the name of its version is not a short line");
        if (await System(code, ct) is not { } system)
            return new SpanPlace(code, version);
        if (actor.RefusalOn(system.Id, code) is { } unbound)
            return unbound;
        if (system.Versions.Count == 0)
            return new Invalid("portal.version", $"{code} has no version yet");
        if (version is not null)
            return system.Versions.Contains(version) ? new SpanPlace(code, version) : new Invalid("portal.version", $"{code} has no version '{version}'");

        // A build's number is not always a version of the register, and is no reason to lose what came.
        var build = process.Text(SpanNames.ServiceVersion);
        if (build is null || system.Versions.Contains(build))
            return new SpanPlace(code, build);
        return new SpanPlace(code, null) { Hint = $"{code} has no version of that service.version: counted for the version that serves. Send portal.version." };
    }

    private async Task<Result<string>> Code(SpanAttributes process, SpanAttributes span, CancellationToken ct)
    {
        if ((span.Text(SpanNames.System) ?? process.Text(SpanNames.System)) is { } named)
            return named;
        if (process.Text(SpanNames.Service) is not { } service)
            return new Invalid("service.name", "neither portal.system nor service.name says which system it is of");

        _services ??= await ServiceNames.Read(db, ct);
        return _services.CodeOf(service);
    }

    private async Task<Known?> System(string code, CancellationToken ct)
    {
        if (_systems.TryGetValue(code, out var known))
            return known;

        var id = await db.Systems.Where(system => system.Code == code).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct);
        if (id is { } system)
        {
            var versions = await db.Versions.AsNoTracking().Where(version => version.System == system).Select(version => new { version.Label, version.ContentDigest }).ToListAsync(ct);
            known = new Known(system, versions.SelectMany(version => new[] { version.Label, version.ContentDigest?.Text ?? version.Label }).ToHashSet(StringComparer.Ordinal));
        }

        _systems.Add(code, known);
        return known;
    }

    private sealed record Known(SystemId Id, IReadOnlySet<string> Versions);
}
