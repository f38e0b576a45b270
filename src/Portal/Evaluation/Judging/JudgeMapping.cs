using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;

namespace Portal.Evaluation.Judging;

public static class JudgeServices
{
    public static IServiceCollection AddJudging(this IServiceCollection services) => services
        .AddSingleton<IJudge, JudgeClient>().AddSingleton<RequestJudgement>().AddSingleton<StopJudgement>().AddSingleton<MarkJudgement>()
        .AddSingleton<AdvanceJudgement>().AddSingleton<FinishJudgement>().AddSingleton<JudgeQueries>()
        .AddSingleton<JudgeWorker>().AddHostedService(provider => provider.GetRequiredService<JudgeWorker>());
}

internal sealed class JudgeRunMapping : IEntityTypeConfiguration<JudgeRun>
{
    public void Configure(EntityTypeBuilder<JudgeRun> builder)
    {
        builder.ToTable("JudgeRuns");
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Terms).HasConversion(terms => JudgeTerms.ToJson(terms), json => JudgeTerms.FromJson(json));
        builder.Property(run => run.Because).HasMaxLength(JudgeRun.LongestReason);
        builder.Property(run => run.Trouble).HasMaxLength(JudgeRun.LongestReason);
        builder.Ignore(run => run.Wanted);
        builder.Ignore(run => run.IsUnderWay);
        builder.Ignore(run => run.IsWhole);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(run => run.ModelVersion).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(run => new { run.ModelVersion, run.Ordinal }).IsUnique();
        builder.HasIndex(run => new { run.State, run.DueAt });
    }
}

internal sealed class JudgeAnswerMapping : IEntityTypeConfiguration<JudgeAnswer>
{
    public void Configure(EntityTypeBuilder<JudgeAnswer> builder)
    {
        builder.ToTable("JudgeAnswers");
        builder.HasKey(answer => new { answer.Run, answer.Row, answer.Metric });
        builder.Property(answer => answer.Row).ValueGeneratedNever();
        builder.Property(answer => answer.Reason).HasMaxLength(JudgeAnswer.LongestReason);
        builder.HasOne<JudgeRun>().WithMany().HasForeignKey(answer => answer.Run).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SpotMarkMapping : IEntityTypeConfiguration<SpotMark>
{
    public void Configure(EntityTypeBuilder<SpotMark> builder)
    {
        builder.ToTable("SpotMarks");
        builder.HasKey(mark => new { mark.Run, mark.Row, mark.Metric });
        builder.Property(mark => mark.Row).ValueGeneratedNever();
        builder.HasOne<JudgeRun>().WithMany().HasForeignKey(mark => mark.Run).OnDelete(DeleteBehavior.Restrict);
    }
}
