using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Previews;

/// <summary>A link by which people without an account see what is not public. Only what it opens is kept: its secret is its signature.</summary>
public sealed class PreviewLink
{
    /// <summary>Its id, which the audit log names; no secret.</summary>
    public Guid Id { get; set; }

    /// <summary>How much it opens.</summary>
    public PreviewKind What { get; set; }

    /// <summary>The item, of a link to one; null otherwise.</summary>
    public string? ItemId { get; set; }

    /// <summary>The item's version; null for its newest one whenever the link is opened, or for the one visible at <see cref="AsOf"/>.</summary>
    public int? Version { get; set; }

    /// <summary>The public page's path, of a link to one; null otherwise.</summary>
    public string? Path { get; set; }

    /// <summary>The instant that it shows; null for a version of an item.</summary>
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>For the desk: whom it is for. Visitors do not see it.</summary>
    public string? Note { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>From when it is refused.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was withdrawn; null while it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Who withdrew it.</summary>
    public string? WithdrawnBy { get; set; }

    /// <summary>Where it is.</summary>
    public PreviewState StateAt(DateTimeOffset instant) => WithdrawnAt is not null ? PreviewState.Withdrawn : ExpiresAt <= instant ? PreviewState.Expired : PreviewState.Active;
}

/// <summary>Where a link is.</summary>
public enum PreviewState
{
    /// <summary>Whoever has it sees what it opens.</summary>
    Active,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody took it back.</summary>
    Withdrawn,
}

internal sealed class PreviewLinkMapping : IEntityTypeConfiguration<PreviewLink>
{
    public const int NoteLength = 300;
    private const int PathLength = 320;
    private const int NameLength = 300;

    public void Configure(EntityTypeBuilder<PreviewLink> builder)
    {
        builder.ToTable("PreviewLink");
        builder.HasKey(link => link.Id);
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.Property(link => link.ItemId).HasMaxLength(26);
        builder.Property(link => link.Path).HasMaxLength(PathLength);
        builder.Property(link => link.Note).HasMaxLength(NoteLength);
        builder.Property(link => link.CreatedBy).HasMaxLength(NameLength);
        builder.Property(link => link.WithdrawnBy).HasMaxLength(NameLength);
        builder.HasIndex(link => new { link.CreatedAt, link.Id });
        builder.HasIndex(link => new { link.ItemId, link.CreatedAt });
    }
}
