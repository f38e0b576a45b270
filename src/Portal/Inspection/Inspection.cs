using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Inspection;

public static class Inspection
{
    public static IServiceCollection AddInspection(this IServiceCollection services) => services
        .AddSingleton<DrawSample>().AddSingleton<NoteSampleLine>().AddSingleton<OpenPopulation>().AddSingleton<SampleQueries>().AddSingleton<InspectionLists>()
        .AddSingleton<AskForEvidence>().AddSingleton<AnswerRequest>().AddSingleton<AcceptAnswer>().AddSingleton<ReturnAnswer>().AddSingleton<WithdrawRequest>().AddSingleton<RequestQueries>()
        .AddSingleton<RequestClock>().AddHostedService(provider => provider.GetRequiredService<RequestClock>());

    internal sealed class SampleMapping : IEntityTypeConfiguration<Sample>
    {
        public void Configure(EntityTypeBuilder<Sample> builder)
        {
            builder.ToTable("Samples");
            builder.Property(sample => sample.Id).ValueGeneratedNever();
            builder.Property(sample => sample.Code).HasMaxLength(20);
            builder.Property(sample => sample.List).HasMaxLength(40);
            builder.Property(sample => sample.Title).HasMaxLength(120);
            builder.Property(sample => sample.Filter).HasMaxLength(Sample.LongestFilter);
            builder.Property(sample => sample.Seed).HasMaxLength(DrawSample.LongestSeed);
            builder.Property(sample => sample.Purpose).HasMaxLength(Sample.LongestPurpose);
            builder.HasIndex(sample => sample.Code).IsUnique();
            builder.HasIndex(sample => sample.DrawnAt);
            builder.HasMany(sample => sample.Items).WithOne().HasForeignKey(item => item.Sample);
            builder.Navigation(sample => sample.Items).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class ItemMapping : IEntityTypeConfiguration<SampleItem>
    {
        public void Configure(EntityTypeBuilder<SampleItem> builder)
        {
            builder.ToTable("SampleItems");
            builder.HasKey(item => new { item.Sample, item.Number });
            builder.Property(item => item.Number).ValueGeneratedNever();
            builder.Property(item => item.Subject).HasMaxLength(200);
            builder.Property(item => item.Name).HasMaxLength(220);
            builder.Property(item => item.System).HasMaxLength(20);
        }
    }

    internal sealed class NoteMapping : IEntityTypeConfiguration<SampleNote>
    {
        public void Configure(EntityTypeBuilder<SampleNote> builder)
        {
            builder.ToTable("SampleNotes");
            builder.HasKey(note => new { note.Sample, note.Item, note.Number });
            builder.Property(note => note.Number).ValueGeneratedNever();
            builder.Property(note => note.Words).HasMaxLength(Sample.LongestWords);
            builder.HasOne<SampleItem>().WithMany().HasForeignKey(note => new { note.Sample, note.Item });
        }
    }

    internal sealed class RequestMapping : IEntityTypeConfiguration<EvidenceRequest>
    {
        public void Configure(EntityTypeBuilder<EvidenceRequest> builder)
        {
            builder.ToTable("EvidenceRequests");
            builder.Property(request => request.Id).ValueGeneratedNever();
            builder.Property(request => request.Code).HasMaxLength(20);
            builder.Property(request => request.Title).HasMaxLength(EvidenceRequest.LongestTitle);
            builder.Property(request => request.Text).HasMaxLength(EvidenceRequest.LongestText);
            builder.Property(request => request.About).HasMaxLength(EvidenceRequest.LongestAbout);
            builder.HasIndex(request => request.Code).IsUnique();
            builder.HasIndex(request => new { request.State, request.Due });
            builder.HasIndex(request => request.System);
            builder.HasMany(request => request.Steps).WithOne().HasForeignKey(step => step.Request);
            builder.Navigation(request => request.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class StepMapping : IEntityTypeConfiguration<RequestStep>
    {
        public void Configure(EntityTypeBuilder<RequestStep> builder)
        {
            builder.ToTable("RequestSteps");
            builder.HasKey(step => new { step.Request, step.Number });
            builder.Property(step => step.Number).ValueGeneratedNever();
            builder.Property(step => step.Words).HasMaxLength(EvidenceRequest.LongestText);
            builder.Property(step => step.Source).HasMaxLength(EvidenceRequest.LongestSource);
        }
    }
}
