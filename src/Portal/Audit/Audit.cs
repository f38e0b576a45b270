using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Audit;

public static class Audit
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<AuditQueries>().AddSingleton<VerifyLedger>();

    internal sealed class EntryMapping : IEntityTypeConfiguration<LedgerEntry>
    {
        public void Configure(EntityTypeBuilder<LedgerEntry> builder)
        {
            builder.ToTable("LedgerEntries");
            builder.HasKey(entry => entry.Index);
            builder.Property(entry => entry.Index).ValueGeneratedNever();
            builder.Property(entry => entry.Action).HasMaxLength(80);
            builder.Property(entry => entry.Subject).HasMaxLength(200);
            builder.HasIndex(entry => new { entry.Subject, entry.Index });
            builder.HasIndex(entry => new { entry.Action, entry.Index });
            builder.HasIndex(entry => new { entry.Person, entry.Index });
        }
    }

    internal sealed class HeadMapping : IEntityTypeConfiguration<LedgerHead>
    {
        public void Configure(EntityTypeBuilder<LedgerHead> builder)
        {
            builder.ToTable("LedgerHead");
            builder.Property(head => head.Id).ValueGeneratedNever();
            builder.HasData(new { Id = LedgerHead.OnlyRow, Size = 0L });
        }
    }
}
