using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

public sealed class SchemaTests
{
    [Theory, OnBothDatabases]
    public async Task The_migrations_hold_every_change_of_the_model(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await using var db = await house.Dbs.CreateDbContextAsync();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Theory, OnBothDatabases]
    public async Task The_model_has_passkeys(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await using var db = await house.Dbs.CreateDbContextAsync();

        Assert.NotNull(db.Model.FindEntityType(typeof(IdentityUserPasskey<Guid>)));
        Assert.Empty(await db.Set<IdentityUserPasskey<Guid>>().ToListAsync());
    }
}
