using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>
/// How a pack speaks of people: by name and address as they were called then, or by pseudonyms. A pseudonym is a person's place in the
/// order in which accounts were made, so it is the same in every pack, and only who holds the accounts can tell whose it is.
/// </summary>
internal sealed class PackPeople
{
    private const string Nobody = "P-0000";

    private readonly bool _named;
    private readonly IReadOnlyDictionary<PersonId, PersonLine> _lines;
    private readonly IReadOnlyDictionary<PersonId, string> _pseudonyms;
    private readonly IReadOnlyDictionary<string, string> _byText;

    private PackPeople(bool named, IReadOnlyList<(PersonId Id, string Name, string Email)> accounts, IReadOnlyDictionary<PersonId, PersonLine> lines)
    {
        (_named, _lines) = (named, lines);
        _pseudonyms = accounts.Select((account, at) => (account.Id, Pseudonym: $"P-{at + 1:0000}")).ToDictionary(one => one.Id, one => one.Pseudonym);
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var account in accounts)
        {
            foreach (var text in new[] { account.Name, account.Email, lines.GetValueOrDefault(account.Id)?.Name ?? account.Name })
                texts.TryAdd(text, _pseudonyms[account.Id]);
        }

        _byText = texts;
    }

    public static async Task<PackPeople> Of(IDbContextFactory<PortalDb> dbs, PeopleQueries people, bool named, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Users.AsNoTracking().Select(user => new { user.Id, user.Name, user.Email }).ToListAsync(ct);
        var lines = await people.ById(rows.Select(row => new PersonId(row.Id)), asOf, ct);

        // Ids are UUIDs of version 7, which begin with the time: their order is that in which accounts were made.
        return new PackPeople(named, [.. rows.OrderBy(row => row.Id.ToString(), StringComparer.Ordinal).Select(row => (new PersonId(row.Id), row.Name, row.Email ?? ""))], lines);
    }

    /// <summary>Null where nobody is meant.</summary>
    public string? Of(PersonId? person) => person is not { } id ? null : !_named ? _pseudonyms.GetValueOrDefault(id, Nobody)
        : _lines.GetValueOrDefault(id) is { } line ? $"{line.Name} <{line.Email}>" : Nobody;

    public string? Of(PersonLine? person) => Of(person?.Id);

    /// <summary>Under a signature stands the name that was printed then.</summary>
    public string? Signed(PersonId? person, string? printed) => person is null ? null : _named ? printed : Of(person);

    /// <summary>A name that was printed, or a list of such: somebody whom no account is called by is left out.</summary>
    public string? Printed(string? text) => _named || string.IsNullOrEmpty(text) || text == "The portal" ? text
        : _byText.TryGetValue(text, out var whole) ? whole
        : string.Join("; ", text.Split(["; ", ", ", "\n"], StringSplitOptions.RemoveEmptyEntries).Select(name => _byText.GetValueOrDefault(name.Trim(), Nobody)));
}
