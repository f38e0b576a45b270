using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Accounts;

/// <summary>The part of accounts that administers people: who they are, what they may, where they sit.</summary>
internal static class People
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<RoleQueries>().AddSingleton<GrantRole>().AddSingleton<ConfirmGrant>().AddSingleton<DeclineGrant>().AddSingleton<TakeRoleAway>()
        .AddSingleton<PeopleList>().AddSingleton<InvitePerson>().AddSingleton<InviteAgain>().AddSingleton<MovePerson>().AddSingleton<DisablePerson>().AddSingleton<EnablePerson>().AddSingleton<LimitAccount>().AddSingleton<AccountClock>().AddSingleton<LeavePerson>().AddSingleton<ErasePerson>()
        .AddSingleton<Departments>().AddSingleton<GroupQueries>().AddSingleton<ChangeGroups>()
        .AddSingleton<SeatQueries>().AddSingleton<FillSeat>().AddSingleton<VacateSeat>()
        .AddSingleton<DelegationQueries>().AddSingleton<DelegateDecisions>().AddSingleton<TakeBackDelegation>()
        .AddSingleton<AccessQueries>().AddSingleton<OpenRoleReview>().AddSingleton<DecideReviewItem>()
        .AddSingleton<RoleReviewClock>().AddHostedService(provider => provider.GetRequiredService<RoleReviewClock>())
        .AddSingleton<SetUpPortal>();

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
            builder.Property(seat => seat.Function).HasMaxLength(Seat.LongestFunction);
            builder.HasIndex(seat => new { seat.Function, seat.ValidFrom });
            builder.HasIndex(seat => seat.Holder);
        }
    }

    internal sealed class DepartmentMapping : IEntityTypeConfiguration<Department>
    {
        public void Configure(EntityTypeBuilder<Department> builder)
        {
            builder.Property(department => department.Name).HasMaxLength(Department.LongestName);
            builder.HasIndex(department => department.Name).IsUnique();
        }
    }

    internal sealed class GroupMapping : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> builder)
        {
            builder.Property(group => group.Name).HasMaxLength(Group.LongestName);
            builder.Ignore(group => group.RolesNow);
            builder.Ignore(group => group.MembersNow);
            builder.HasMany(group => group.Roles).WithOne().HasForeignKey(role => role.Group);
            builder.HasMany(group => group.Members).WithOne().HasForeignKey(member => member.Group);
        }
    }

    internal sealed class GroupRoleMapping : IEntityTypeConfiguration<GroupRole>
    {
        public void Configure(EntityTypeBuilder<GroupRole> builder) => builder.HasKey(role => new { role.Group, role.Role, role.ValidFrom });
    }

    internal sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
    {
        public void Configure(EntityTypeBuilder<GroupMember> builder)
        {
            builder.HasKey(member => new { member.Group, member.Person, member.ValidFrom });
            builder.HasIndex(member => member.Person);
        }
    }

    internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
    {
        public void Configure(EntityTypeBuilder<Delegation> builder)
        {
            builder.Property(delegation => delegation.Reason).HasMaxLength(Delegation.LongestReason);
            builder.HasIndex(delegation => new { delegation.To, delegation.Ends });
            builder.HasIndex(delegation => new { delegation.From, delegation.Ends });
        }
    }

    internal sealed class RoleReviewMapping : IEntityTypeConfiguration<RoleReview>
    {
        public void Configure(EntityTypeBuilder<RoleReview> builder)
        {
            builder.Property(review => review.Name).HasMaxLength(10);
            builder.HasIndex(review => review.Name).IsUnique();
            builder.HasMany(review => review.Items).WithOne().HasForeignKey(item => item.Review);
        }
    }

    internal sealed class RoleReviewItemMapping : IEntityTypeConfiguration<RoleReviewItem>
    {
        public void Configure(EntityTypeBuilder<RoleReviewItem> builder)
        {
            builder.HasKey(item => new { item.Review, item.Grant });
            builder.Property(item => item.Reason).HasMaxLength(RoleGrant.LongestReason);
        }
    }

    internal sealed class SetupCodeMapping : IEntityTypeConfiguration<SetupCode>
    {
        public void Configure(EntityTypeBuilder<SetupCode> builder)
        {
            builder.Property(code => code.Id).ValueGeneratedNever();
            builder.Property(code => code.Hash).HasMaxLength(64);
        }
    }
}
