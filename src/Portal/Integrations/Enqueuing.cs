using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations.Mail;
using Portal.Integrations.Notices;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>
/// How a use case sends: within its own change, so that neither is there without the other. Events for webhooks need no call: they
/// are made of the ledger's entries (<see cref="Webhooks.SpreadEvents"/>).
/// </summary>
public static class Enqueuing
{
    /// <summary>For somebody who has no account yet, or whose address is known.</summary>
    public static DeliveryId EnqueueMail(this PortalDb db, string address, MailText text, DateTimeOffset now)
    {
        var delivery = Delivery.OfMail(address, text, now);
        db.Deliveries.Add(delivery);
        return delivery.Id;
    }

    /// <summary>With a one-time link in it, whose secret is kept sealed.</summary>
    public static void EnqueueMailWithSecret(this PortalDb db, string address, MailText text, string secret, SealingKey key, DateTimeOffset now) =>
        db.Deliveries.Add(Delivery.OfMail(address, text, now).WithSecret(secret, key));

    /// <summary>
    /// To each of these people once, by mail and in the bell as they chose; who caused it knows already, and who may not sign in any more
    /// is told nothing.
    /// </summary>
    public static async Task EnqueueMails(this PortalDb db, IEnumerable<PersonId> people, Actor causedBy, MailText text, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = people.Where(person => !causedBy.Is(person)).Select(person => person.Value).Distinct().ToList();
        var told = await db.Users.Where(user => wanted.Contains(user.Id) && user.State == PersonState.Active).OrderBy(user => user.Id)
            .Select(user => new { Person = new PersonId(user.Id), Address = user.Email! }).ToListAsync(ct);
        var chosen = await db.ChosenBy(told.ConvertAll(one => one.Person), text.Kind, ct);
        foreach (var one in told)
        {
            var by = chosen.GetValueOrDefault(one.Person, ToldBy.MailAndBell);
            if (by.Mails())
                db.EnqueueMail(one.Address, text, now);
            if (by.Rings())
                db.Notices.Add(new Notice(one.Person, text, now));
        }
    }

    /// <summary>Everybody whose roles permit something, as they would act in a page; for asking who is eligible.</summary>
    public static async Task<IReadOnlyList<Actor>> WhoMay(this PortalDb db, Permission permission, CancellationToken ct)
    {
        List<PersonId> holders = [];
        foreach (var role in Enum.GetValues<Role>().Where(role => Roles.PermissionsOf(role).Contains(permission)))
            holders.AddRange(await db.HoldersOf(role, ct));
        return await db.InPerson(holders, ct);
    }

    /// <summary>These people as they would act in a page; who may not sign in is not among them.</summary>
    public static async Task<IReadOnlyList<Actor>> InPerson(this PortalDb db, IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        var ids = people.Select(person => person.Value).Distinct().ToList();
        var names = await db.Users.Where(user => ids.Contains(user.Id) && user.State == PersonState.Active).OrderBy(user => user.Id)
            .Select(user => new { Person = new PersonId(user.Id), user.Name }).ToListAsync(ct);
        var held = await db.RolesOfAll(names.ConvertAll(user => user.Person), ct);
        return [.. names.Select(user => Actor.InPerson(user.Person, user.Name, Roles.PermissionsOf(held[user.Person])))];
    }

    private static async Task<Dictionary<PersonId, ToldBy>> ChosenBy(this PortalDb db, List<PersonId> people, NoticeKind kind, CancellationToken ct) => kind == NoticeKind.Duty ? []
        : await db.NoticeChoices.AsNoTracking().Where(choice => choice.Kind == kind && people.Contains(choice.Person)).ToDictionaryAsync(choice => choice.Person, choice => choice.By, ct);
}
