using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Taxonomies;

/// <summary>A term of a taxonomy: a genre, a strand of the plan, an audience, a unit.</summary>
public sealed class Term
{
    /// <summary>Alias of the taxonomy: <c>genre</c>, <c>strand</c>, <c>audience</c>, <c>unit</c>, or one of a recipe's own.</summary>
    public required string Taxonomy { get; set; }

    /// <summary>The term's key in our JSON.</summary>
    public required string Key { get; set; }

    /// <summary>For people.</summary>
    public required string Title { get; set; }

    /// <summary>Help for editors.</summary>
    public string Description { get; set; } = "";

    /// <summary>Place in the list, from 0.</summary>
    public int Order { get; set; }

    /// <summary>Orchard Core's id of the term's item, kept for export.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>Since when it is offered no more; null while it is. Items that carry it keep it, and its key stays valid.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>A taxonomy.</summary>
public sealed class Taxonomy
{
    /// <summary>Its name in JSON and in field definitions.</summary>
    public required string Alias { get; set; }

    /// <summary>For people.</summary>
    public required string Title { get; set; }

    /// <summary>Orchard Core's id of the taxonomy's item, kept for export.</summary>
    public required string ContentItemId { get; set; }
}

internal sealed class TermMapping : IEntityTypeConfiguration<Term>
{
    public void Configure(EntityTypeBuilder<Term> builder)
    {
        builder.ToTable("TaxonomyTerm");
        builder.HasKey(term => new { term.Taxonomy, term.Key });
        builder.Property(term => term.Taxonomy).HasMaxLength(100);
        builder.Property(term => term.Key).HasMaxLength(100);
        builder.Property(term => term.Title).HasMaxLength(1000);
        builder.Property(term => term.ContentItemId).HasMaxLength(26);
    }
}

internal sealed class TaxonomyMapping : IEntityTypeConfiguration<Taxonomy>
{
    public void Configure(EntityTypeBuilder<Taxonomy> builder)
    {
        builder.ToTable("Taxonomy");
        builder.HasKey(taxonomy => taxonomy.Alias);
        builder.Property(taxonomy => taxonomy.Alias).HasMaxLength(100);
        builder.Property(taxonomy => taxonomy.Title).HasMaxLength(300);
        builder.Property(taxonomy => taxonomy.ContentItemId).HasMaxLength(26);
    }
}
