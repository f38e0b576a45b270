using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Reports.Documents;

public static class Documents
{
    /// <summary>How they are drawn and printed is given by the host: <see cref="DrawDocument"/>, <see cref="PrintDocument"/>.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddSingleton<ReadBoardReport>().AddSingleton<ReadRegisterReport>().AddSingleton<ReadDossierReport>().AddSingleton<ReadDecisionsReport>()
        .AddSingleton<ReadFindingsReport>().AddSingleton<ReadMonitoringReport>().AddSingleton<ReadAccessReport>().AddSingleton<ReportReader>()
        .AddSingleton<ReportJobs>().AddSingleton<AskForReport>().AddSingleton<MakeReport>().AddSingleton<OpenReport>().AddSingleton<PrintedDocuments>().AddSingleton<MadeReportQueries>();

    internal sealed class MadeMapping : IEntityTypeConfiguration<MadeReport>
    {
        public void Configure(EntityTypeBuilder<MadeReport> builder)
        {
            builder.ToTable("MadeReports");
            builder.Property(made => made.Id).ValueGeneratedNever();
            builder.Property(made => made.System).HasMaxLength(20);
            builder.Property(made => made.Subject).HasMaxLength(200);
            builder.HasIndex(made => made.MadeAt);
        }
    }

    internal sealed class PrintedMapping : IEntityTypeConfiguration<PrintedDocument>
    {
        public void Configure(EntityTypeBuilder<PrintedDocument> builder)
        {
            builder.ToTable("PrintedDocuments");
            builder.HasKey(printed => printed.Source);
        }
    }
}
