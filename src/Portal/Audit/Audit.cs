using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit.Tree;

namespace Portal.Audit;

public static class Audit
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<AuditQueries>().AddSingleton<VerifyLedger>().AddSingleton<VerifyTail>().AddSingleton<LedgerSeal>().AddSingleton<LedgerProofs>().AddSingleton<LedgerDays>().AddSingleton<LedgerEvidence>().AddSingleton<MakeCheckpoint>().AddSingleton<RotateLedgerKey>().AddSingleton<ExportLedger>().AddSingleton<LedgerState>().AddSingleton<PersonKeys>().AddSingleton<RevealEntry>().AddSingleton<ReadingQueries>()
            .AddSingleton(provider => new LedgerKeys(InData(provider, "keys", "ledger.pem")))
            .AddSingleton(provider => new CheckpointLog(
                provider.GetRequiredService<PortalOptions>().Ledger.CheckpointSink is { Length: > 0 } chosen ? chosen : InData(provider, "checkpoints.jsonl")))
            .AddSingleton<VerificationWorker>().AddHostedService(provider => provider.GetRequiredService<VerificationWorker>())
            .AddSingleton<ActWatch>().AddHostedService(provider => provider.GetRequiredService<ActWatch>())
            .AddSingleton<CheckpointWorker>().AddHostedService(provider => provider.GetRequiredService<CheckpointWorker>());

    private static string InData(IServiceProvider provider, params string[] parts) =>
        Path.Combine([provider.GetRequiredService<PortalOptions>().DataDirectory, .. parts]);

    internal sealed class CheckpointMapping : IEntityTypeConfiguration<LedgerCheckpoint>
    {
        public void Configure(EntityTypeBuilder<LedgerCheckpoint> builder)
        {
            builder.ToTable("LedgerCheckpoints");
            builder.HasKey(row => row.Size);
            builder.Property(row => row.Size).ValueGeneratedNever();
            builder.Property(row => row.Note).HasMaxLength(2000);
        }
    }

    internal sealed class PersonKeyMapping : IEntityTypeConfiguration<PersonKey>
    {
        public void Configure(EntityTypeBuilder<PersonKey> builder)
        {
            builder.ToTable("PersonKeys");
            builder.HasKey(row => row.Person);
            builder.Property(row => row.Person).ValueGeneratedNever();
        }
    }

    internal sealed class TileMapping : IEntityTypeConfiguration<LedgerTile>
    {
        public void Configure(EntityTypeBuilder<LedgerTile> builder)
        {
            builder.ToTable("LedgerTiles");
            builder.HasKey(tile => new { tile.Level, tile.Index });
        }
    }

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
