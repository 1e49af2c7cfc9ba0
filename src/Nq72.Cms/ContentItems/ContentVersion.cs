using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.ContentItems;

/// <summary>One version of an item. What it says never changes, but for personal data that is blacked out; only its way through review does.</summary>
public sealed class ContentVersion
{
    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; set; }

    /// <summary>26 characters; Orchard Core's ContentItemVersionId.</summary>
    public required string VersionId { get; set; }

    /// <summary>The item's type, for look-ups by slug.</summary>
    public required string Type { get; set; }

    /// <summary>Title, as in the document.</summary>
    public required string Title { get; set; }

    /// <summary>Slug, unique among the items of a type.</summary>
    public required string Slug { get; set; }

    /// <summary>Everything it says: <see cref="VersionContent"/> as JSON.</summary>
    public required string Document { get; set; }

    /// <summary>Title, summary and texts as search sees them.</summary>
    public required string Folded { get; set; }

    /// <summary>The form in which it is in the search index (<see cref="Nq72.Cms.Search.SearchTokens.Form"/>); 0 when it is not: written before there was one, or by an older program.</summary>
    public int SearchForm { get; set; }

    /// <summary>Where it is in review.</summary>
    public ReviewState Review { get; set; }

    /// <summary>Kind of its author: a person, a token, a recipe.</summary>
    public Nq72.Scheduler.Platform.ActorKind AuthorKind { get; set; }

    /// <summary>Id of its author; nobody approves their own text.</summary>
    public required string AuthorId { get; set; }

    /// <summary>Name of its author.</summary>
    public required string AuthorName { get; set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was handed in; null before.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>Who approved it; null when it is not approved.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>When it was approved; null when it is not approved.</summary>
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Why it was sent back, or its approval revoked; null otherwise.</summary>
    public string? ReviewNote { get; set; }

    /// <summary>For a translation: the version of the source that it was made from.</summary>
    public int? SourceVersion { get; set; }

    /// <summary>For a translation: the item it was made from.</summary>
    public string? SourceItemId { get; set; }

    /// <summary>How often personal data was blacked out in it: the one way in which what it says changes. 0 for never.</summary>
    public int Redactions { get; set; }

    /// <summary>When that was last done; null for never.</summary>
    public DateTimeOffset? RedactedAt { get; set; }

    /// <summary>What it says.</summary>
    public VersionContent Read() => VersionContent.Parse(Document);
}

/// <summary>Where a version is in review.</summary>
public enum ReviewState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Handed in, waiting for an approver.</summary>
    Submitted,

    /// <summary>Sent back with a reason.</summary>
    Returned,

    /// <summary>Approved: this version may be published.</summary>
    Approved,
}

/// <summary>A value of a version that lists filter by.</summary>
public sealed class VersionFacet
{
    /// <summary>The kind of values that name files of the media library: what says where a file is used.</summary>
    public const string Media = "media";

    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>The version.</summary>
    public int Number { get; set; }

    /// <summary><c>tag</c>, <c>genre</c>, <c>strand</c>, <c>audience</c>, <c>unit</c>, <c>campaign</c>, <c>place</c>, <c>media</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The value, as in the document.</summary>
    public required string Value { get; set; }
}

internal sealed class ContentVersionMapping : IEntityTypeConfiguration<ContentVersion>
{
    private const int NotIndexed = 0;

    public void Configure(EntityTypeBuilder<ContentVersion> builder)
    {
        builder.ToTable("ContentVersion");
        builder.HasKey(version => new { version.ItemId, version.Number });
        builder.HasOne<ContentItem>().WithMany().HasForeignKey(version => version.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(version => version.ItemId).HasMaxLength(26);
        builder.Property(version => version.VersionId).HasMaxLength(26);
        builder.Property(version => version.Type).HasMaxLength(100);
        builder.Property(version => version.Title).HasMaxLength(300);
        builder.Property(version => version.Slug).HasMaxLength(200);
        builder.Property(version => version.AuthorId).HasMaxLength(100);
        builder.Property(version => version.AuthorName).HasMaxLength(300);
        builder.Property(version => version.ApprovedBy).HasMaxLength(300);
        builder.Property(version => version.SourceItemId).HasMaxLength(26);
        builder.HasIndex(version => version.VersionId).IsUnique();
        builder.HasIndex(version => new { version.Type, version.Slug });
        builder.HasIndex(version => version.Review);
        builder.Property(version => version.SearchForm).HasDefaultValue(NotIndexed);
        builder.Property(version => version.Redactions).HasDefaultValue(0);
        builder.HasIndex(version => version.SearchForm).HasFilter("search_form = 0");
    }
}

internal sealed class VersionFacetMapping : IEntityTypeConfiguration<VersionFacet>
{
    public void Configure(EntityTypeBuilder<VersionFacet> builder)
    {
        builder.ToTable("VersionFacet");
        builder.HasKey(facet => new { facet.ItemId, facet.Number, facet.Kind, facet.Value });
        builder.HasOne<ContentVersion>().WithMany().HasForeignKey(facet => new { facet.ItemId, facet.Number }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(facet => facet.ItemId).HasMaxLength(26);
        builder.Property(facet => facet.Kind).HasMaxLength(20);
        builder.Property(facet => facet.Value).HasMaxLength(200);
        builder.HasIndex(facet => new { facet.Kind, facet.Value, facet.ItemId, facet.Number });
    }
}
