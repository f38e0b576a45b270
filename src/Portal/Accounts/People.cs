using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Accounts;

/// <summary>The part of accounts that administers people: who they are, what they may, where they sit.</summary>
internal static class People
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<RoleQueries>().AddSingleton<GrantRole>().AddSingleton<ConfirmGrant>().AddSingleton<DeclineGrant>().AddSingleton<TakeRoleAway>()
        .AddSingleton<PeopleList>();

    internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
    {
        public void Configure(EntityTypeBuilder<RoleGrant> builder)
        {
            builder.Property(grant => grant.Reason).HasMaxLength(RoleGrant.LongestReason);
            builder.Property(grant => grant.EndReason).HasMaxLength(RoleGrant.LongestReason);
            builder.Ignore(grant => grant.Digest);
            builder.HasIndex(grant => new { grant.Person, grant.State });
            builder.HasIndex(grant => new { grant.State, grant.Role });
        }
    }

    internal sealed class SeatMapping : IEntityTypeConfiguration<Seat>
    {
        public void Configure(EntityTypeBuilder<Seat> builder)
        {
            builder.HasKey(seat => seat.Function);
            builder.Property(seat => seat.Function).HasMaxLength(60);
        }
    }
}
