using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>Which systems processes belong to, by the names under which the register's published entries expect them.</summary>
internal sealed class ServiceNames
{
    private readonly ILookup<string, string> _codes;

    private ServiceNames(ILookup<string, string> codes) => _codes = codes;

    public static async Task<ServiceNames> Read(PortalDb db, CancellationToken ct)
    {
        var entries = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published
            select new { system.Code, revision.Content.ServiceNames }).ToListAsync(ct);
        return new ServiceNames(entries.SelectMany(entry => entry.ServiceNames.Select(name => (Name: name, entry.Code))).ToLookup(entry => entry.Name, entry => entry.Code, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The system's code; the name itself where nobody has it, so that it is found in quarantine; refused where two have.</summary>
    public Result<string> CodeOf(string service) => _codes[service].Distinct().Order(StringComparer.Ordinal).ToList() switch
    {
        [] => service,
        [var code] => code,
        var several => new Invalid("service.name", $"'{service}' is a service name of {string.Join(" and ", several)}: send portal.system"),
    };
}
