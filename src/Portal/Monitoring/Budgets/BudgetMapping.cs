using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Monitoring.Budgets;

internal sealed class BudgetMapping : IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<Budget> builder)
    {
        builder.ToTable("Budgets");
        builder.Property(budget => budget.Id).ValueGeneratedNever();
        builder.Property(budget => budget.Name).HasMaxLength(SetBudget.LongestName);
        builder.HasIndex(budget => new { budget.Scope, budget.Name, budget.Period }).IsUnique();
        builder.HasMany(budget => budget.Revisions).WithOne().HasForeignKey(revision => revision.Budget);
        builder.Navigation(budget => budget.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class BudgetRevisionMapping : IEntityTypeConfiguration<BudgetRevision>
{
    public void Configure(EntityTypeBuilder<BudgetRevision> builder)
    {
        builder.ToTable("BudgetRevisions");
        builder.HasKey(revision => new { revision.Budget, revision.ValidFrom });
    }
}
