using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Which factors a person has beside the password.</summary>
public sealed record HeldFactors(bool Code, bool Passkey, bool Demo)
{
    internal static readonly Forbidden Required = new("Set up a second factor first, under Security in the menu behind your name: who decides or administers here needs one.");

    public bool Any => Code || Passkey;

    /// <summary>Only the demo's accounts decide and administer without one, until they have one.</summary>
    public bool Missing => !Any && !Demo;

    internal static async Task<HeldFactors> Of(PortalDb db, PersonId person, CancellationToken ct) => new(
        await db.SecondFactors.AnyAsync(factor => factor.Person == person && factor.ConfirmedAt != null, ct),
        await db.UserPasskeys.AnyAsync(passkey => passkey.UserId == person.Value, ct),
        await db.Users.AnyAsync(user => user.Id == person.Value && user.IsDemo, ct));
}
