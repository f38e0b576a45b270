using Portal.Shared;

namespace Portal.Register;

/// <summary>What an entry needs before it can be submitted; drafts may lack anything but a name.</summary>
public static class EntryRules
{
    public static IReadOnlyList<Fault> FaultsOf(EntryContent content) =>
        [.. EntryFields.All.Select(field => (field.Key, Lack: field.Lack(content))).Where(field => field.Lack is not null).Select(field => new Fault(field.Key, field.Lack ?? ""))];
}
