using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>An approved revision as evidence: which it was, and which sections it has.</summary>
public sealed record CardEvidence(CardId Id, int Revision, Digest Content, CardState State, IReadOnlyList<CardSection> Filled);

/// <summary>From when on an approved revision stood; until the next one was approved.</summary>
public sealed record DatedCard(CardEvidence Card, DateTimeOffset ApprovedAt);

/// <summary>The approved revisions of one version's card, the first first.</summary>
public sealed record CardHistory(IReadOnlyList<DatedCard> Approved)
{
    /// <summary>What stood at that instant; null while nothing was approved.</summary>
    public CardEvidence? At(DateTimeOffset at) => Approved.LastOrDefault(card => card.ApprovedAt <= at)?.Card;
}

public static class Cards
{
    public static IServiceCollection AddCards(this IServiceCollection services) => services
        .AddSingleton<WriteCard>()
        .AddSingleton<DiscardCard>()
        .AddSingleton<SubmitCard>()
        .AddSingleton<ReviewCard>()
        .AddSingleton<CardQueries>();

    /// <summary>Every revision that was ever approved of each of these versions' cards; a version without one has an empty history.</summary>
    public static async Task<IReadOnlyDictionary<VersionId, CardHistory>> HistoryOf(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        var rows = await (
            from card in db.Cards.AsNoTracking()
            join revision in db.CardRevisions on card.Id equals revision.Card
            where versions.Contains(card.ModelVersion) && revision.State == CardState.Approved
            orderby revision.Number
            select new { card.ModelVersion, card.Id, revision.Number, revision.Content, revision.State, revision.ValidFrom, Filled = revision.Texts.Select(text => text.Section).ToList() }).ToListAsync(ct);
        var cards = rows.ToLookup(
            row => row.ModelVersion,
            row => new DatedCard(new CardEvidence(row.Id, row.Number, row.Content, row.State, [.. row.Filled.Order()]), row.ValidFrom.GetValueOrDefault()));
        return versions.Distinct().ToDictionary(version => version, version => new CardHistory([.. cards[version]]));
    }

    internal sealed class CardMapping : IEntityTypeConfiguration<ModelCard>
    {
        public void Configure(EntityTypeBuilder<ModelCard> builder)
        {
            builder.ToTable("Cards");
            builder.Property(card => card.Id).ValueGeneratedNever();
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(card => card.ModelVersion).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(card => card.ModelVersion).IsUnique();
            builder.HasMany(card => card.Revisions).WithOne().HasForeignKey(revision => revision.Card);
            builder.Navigation(card => card.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.Ignore(card => card.Approved);
            builder.Ignore(card => card.Open);
        }
    }

    internal sealed class RevisionMapping : IEntityTypeConfiguration<CardRevision>
    {
        public void Configure(EntityTypeBuilder<CardRevision> builder)
        {
            builder.ToTable("CardRevisions");
            builder.HasKey(revision => new { revision.Card, revision.Number });
            builder.Property(revision => revision.Remarks).HasMaxLength(CardRevision.LongestRemarks);
            builder.HasMany(revision => revision.Texts).WithOne().HasForeignKey(text => new { text.Card, text.Revision });
            builder.HasMany(revision => revision.Authors).WithOne().HasForeignKey(author => new { author.Card, author.Revision });
            builder.Navigation(revision => revision.Texts).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.Navigation(revision => revision.Authors).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.HasIndex(revision => revision.State);
        }
    }

    internal sealed class TextMapping : IEntityTypeConfiguration<CardText>
    {
        public void Configure(EntityTypeBuilder<CardText> builder)
        {
            builder.ToTable("CardTexts");
            builder.HasKey(text => new { text.Card, text.Revision, text.Section });
            builder.Property(text => text.Text).HasMaxLength(CardText.Longest);
            builder.Property(text => text.InheritedFrom).HasMaxLength(Declaration.LongestLabel);
        }
    }

    internal sealed class AuthorMapping : IEntityTypeConfiguration<CardAuthor>
    {
        public void Configure(EntityTypeBuilder<CardAuthor> builder)
        {
            builder.ToTable("CardAuthors");
            builder.HasKey(author => new { author.Card, author.Revision, author.Person });
        }
    }
}
