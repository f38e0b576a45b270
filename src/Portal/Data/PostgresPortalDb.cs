using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

public sealed class PostgresPortalDb(DbContextOptions<PostgresPortalDb> options, WriteGate gate) : PortalDb(options, gate)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.StoreTimesAsUtc();
    }
}
