using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Search;

/// <summary>
/// A version in the search index: what ranking looks at. What is looked up (its tokens) stands beside it, as each database keeps such a thing: in
/// <c>search_text_index</c> on SQLite (FTS5), in the column <c>tokens</c> on PostgreSQL (tsvector). Written once; a version never changes.
/// </summary>
public sealed class SearchText
{
    /// <summary>Number in the index.</summary>
    public long Id { get; set; }

    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>The version.</summary>
    public int Number { get; set; }

    /// <summary>Words of the title with their marks, a blank before, between and after them.</summary>
    public required string Title { get; set; }

    /// <summary>Words of the title without marks, likewise.</summary>
    public required string TitleFolded { get; set; }

    /// <summary>Words of the summary and the tags without marks, likewise.</summary>
    public required string SummaryFolded { get; set; }
}

internal sealed class SearchTextMapping : IEntityTypeConfiguration<SearchText>
{
    public void Configure(EntityTypeBuilder<SearchText> builder)
    {
        builder.ToTable("SearchText");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.ItemId).HasMaxLength(26);
        builder.HasIndex(row => new { row.ItemId, row.Number }).IsUnique();
    }
}
