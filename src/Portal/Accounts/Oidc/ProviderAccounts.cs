using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts.Oidc;

/// <summary>Which account belongs to whom at the provider. A person is known there by issuer and subject; an address may change hands.</summary>
internal static class ProviderAccounts
{
    private const int LongestName = 120;

    /// <summary>
    /// Whoever has an account at the provider comes in by it alone, so that whom it lets in no more is out here, too. A password or a
    /// passkey of such a person signs, and opens nothing.
    /// </summary>
    public static async Task<bool> Binds(PortalDb db, PortalUser user, PortalOptions options, CancellationToken ct) =>
        options.Oidc.IsOn && await db.UserLogins.AnyAsync(login => login.UserId == user.Id, ct);

    public static async Task<PortalUser?> Known(PortalDb db, ProviderIdentity who, CancellationToken ct) =>
        await db.UserLogins.SingleOrDefaultAsync(login => login.LoginProvider == who.Issuer && login.ProviderKey == who.Subject, ct) is { } login
            ? await db.Users.SingleAsync(user => user.Id == login.UserId, ct)
            : null;

    /// <summary>Who has this address here already: an account that a first sign-in may take up, or must leave alone.</summary>
    public static async Task<PortalUser?> WithAddress(PortalDb db, ProviderIdentity who, CancellationToken ct)
    {
        var normalized = who.Email?.ToUpperInvariant();
        return await db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == normalized, ct);
    }

    public static async Task<PortalUser> Open(PortalDb db, PersonKeys keys, ProviderIdentity who, string email, DateTimeOffset now, CancellationToken ct)
    {
        var user = new PortalUser(email, NameOf(who, email), "", now);
        PersonFields.Normalise(user);
        db.Users.Add(user);
        Link(db, user, who, "person.enrolled", await keys.Seal(db, user.Person, PersonFields.OnRecord(user), now, ct), now);
        return user;
    }

    /// <summary>An invitation is taken up by it, and its link opens nothing any more.</summary>
    public static async Task TakeUp(PortalDb db, PortalUser user, ProviderIdentity who, DateTimeOffset now, CancellationToken ct)
    {
        user.TakeUpInvitation(now);
        await OneTimeLinks.CloseAll(db, user.Person, now, ct);
        Link(db, user, who, "person.linked", null, now);
    }

    private static void Link(PortalDb db, PortalUser user, ProviderIdentity who, string action, PersonalData? personal, DateTimeOffset now)
    {
        db.UserLogins.Add(new IdentityUserLogin<Guid> { LoginProvider = who.Issuer, ProviderKey = who.Subject, UserId = user.Id });
        db.Record(new EntryDraft(ProviderRoles.Worker, now, action, user.Person.ToString()) { Personal = personal, Details = new Dictionary<string, string> { ["issuer"] = who.Issuer } });
    }

    /// <summary>As the provider says it, if it can be shown; else the address, which can.</summary>
    private static string NameOf(ProviderIdentity who, string email) => PlainText.LineProblem(who.Name.Trim(), LongestName) is null ? who.Name.Trim() : email;
}
