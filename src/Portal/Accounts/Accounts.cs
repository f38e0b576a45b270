using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Accounts.Factors;
using Portal.Accounts.Oidc;
using Portal.Accounts.Passwords;
using Portal.Data;

namespace Portal.Accounts;

public static class Accounts
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext());
        services.AddIdentityCore<PortalUser>(options =>
        {
            // Version 3 has the table of passkeys; without it EF would cache a model that lacks them.
            options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            options.User.RequireUniqueEmail = true;
            options.Password.RequiredLength = PasswordRules.Shortest;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
        }).AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<PortalDb>();
        services.AddSingleton<IPasswordHasher<PortalUser>, PasswordHasher<PortalUser>>().AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.TryAddSingleton(PasskeyProtocol.None);
        return services.AddSingleton<Actors>().AddSingleton<PeopleQueries>().AddSingleton<SignIn>().AddSingleton<SignInThrottle>().AddSingleton<StepUp>()
            .AddSingleton<EnterCode>().AddSingleton<SignInWithPasskey>().AddSingleton<SecurityQueries>()
            .AddSingleton<PasswordCheck>().AddSingleton<CredentialCheck>().AddSingleton<Tickets>().AddSingleton<OwnAct>()
            .AddSingleton<EnrolTotp>().AddSingleton<RemoveTotp>().AddSingleton<RenewRecoveryCodes>()
            .AddSingleton<AddPasskey>().AddSingleton<RenamePasskey>().AddSingleton<RemovePasskey>()
            .AddSingleton<PasswordResets>().AddHostedService(provider => provider.GetRequiredService<PasswordResets>())
            .AddSingleton<Invitations>().AddSingleton<OneTimeLinks>().AddSingleton<SetPassword>().AddSingleton<ChangePassword>()
            .AddSingleton<EnrolPerson>().AddSingleton<AdmitToken>().AddSingleton<IssueToken>().AddSingleton<RevokeToken>().AddSingleton<TokenQueries>()
            .AddSingleton<SavedViews>().AddSingleton<Sessions>().AddSingleton<SessionKeeper>().AddHostedService(provider => provider.GetRequiredService<SessionKeeper>())
            .AddProvider()
            .AddPeople();
    }

    internal sealed class UserMapping : IEntityTypeConfiguration<PortalUser>
    {
        public void Configure(EntityTypeBuilder<PortalUser> builder)
        {
            builder.Ignore(user => user.Person);
            builder.Property(user => user.Name).HasMaxLength(120);
            builder.Property(user => user.Department).HasMaxLength(120);
            builder.HasIndex(user => user.EndsAt);
            builder.HasMany(user => user.Revisions).WithOne().HasForeignKey(revision => revision.UserId);

            // Always read along: who changes ends what they were.
            builder.Navigation(user => user.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        }
    }

    internal sealed class PersonRevisionMapping : IEntityTypeConfiguration<PersonRevision>
    {
        public void Configure(EntityTypeBuilder<PersonRevision> builder)
        {
            builder.ToTable("PersonRevisions");
            builder.HasKey(revision => new { revision.UserId, revision.Number });
            builder.Property(revision => revision.Number).ValueGeneratedNever();
            builder.Property(revision => revision.Name).HasMaxLength(120);
            builder.Property(revision => revision.Department).HasMaxLength(120);
            builder.Ignore(revision => revision.Person);
        }
    }

    internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.HasKey(view => new { view.Person, view.List, view.Name });
            builder.Property(view => view.Name).HasMaxLength(SavedView.LongestName);
            builder.Property(view => view.Query).HasMaxLength(SavedView.LongestQuery);
        }
    }

    internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.Property(session => session.Address).HasMaxLength(60);
            builder.Property(session => session.Browser).HasMaxLength(300);
            builder.HasIndex(session => new { session.Person, session.EndedAt });
            builder.HasIndex(session => new { session.EndedAt, session.SeenAt });
        }
    }

    internal sealed class RefusedSignInsMapping : IEntityTypeConfiguration<RefusedSignIns>
    {
        public void Configure(EntityTypeBuilder<RefusedSignIns> builder)
        {
            builder.HasKey(row => new { row.Subject, row.Minute });
            builder.Property(row => row.Subject).HasMaxLength(60);
        }
    }

    internal sealed class SecondFactorMapping : IEntityTypeConfiguration<SecondFactor>
    {
        public void Configure(EntityTypeBuilder<SecondFactor> builder) => builder.HasKey(factor => factor.Person);
    }

    internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> builder)
        {
            builder.HasKey(code => code.Hash);
            builder.Property(code => code.Hash).HasMaxLength(64);
            builder.HasIndex(code => code.Person);
        }
    }

    internal sealed class SpentTicketMapping : IEntityTypeConfiguration<SpentTicket>
    {
        public void Configure(EntityTypeBuilder<SpentTicket> builder)
        {
            builder.HasKey(ticket => ticket.Hash);
            builder.Property(ticket => ticket.Hash).HasMaxLength(64);
            builder.HasIndex(ticket => ticket.ExpiresAt);
        }
    }

    internal sealed class OneTimeLinkMapping : IEntityTypeConfiguration<OneTimeLink>
    {
        public void Configure(EntityTypeBuilder<OneTimeLink> builder)
        {
            builder.HasKey(link => link.Hash);
            builder.Property(link => link.Hash).HasMaxLength(64);
            builder.HasIndex(link => new { link.Person, link.ClosedAt });
        }
    }

    internal sealed class StepUpProofMapping : IEntityTypeConfiguration<StepUpProof>
    {
        public void Configure(EntityTypeBuilder<StepUpProof> builder)
        {
            builder.HasKey(proof => proof.Hash);
            builder.Property(proof => proof.Hash).HasMaxLength(64);
            builder.Property(proof => proof.Meaning).HasMaxLength(200);
            builder.Ignore(proof => proof.Authentication);
        }
    }
}
