using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.ContentItems;

/// <summary>That a native speaker read or heard exactly this version and stands for its words. Asked for in languages whose setting says so; a later version asks for its own.</summary>
public sealed class NativeSignOff
{
    /// <summary>Longest name of a speaker, in characters.</summary>
    public const int MaxSpeaker = 200;

    /// <summary>Longest note, in characters.</summary>
    public const int MaxNote = 1000;

    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>The version.</summary>
    public int Number { get; set; }

    /// <summary>Who speaks the language and stands for it.</summary>
    public required string Speaker { get; set; }

    /// <summary>How it was done: read, heard, on paper; empty for nothing said.</summary>
    public string Note { get; set; } = "";

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Id of who recorded it: not the author.</summary>
    public required string RecordedById { get; set; }

    /// <summary>Their name.</summary>
    public required string RecordedBy { get; set; }
}

internal sealed class NativeSignOffMapping : IEntityTypeConfiguration<NativeSignOff>
{
    public void Configure(EntityTypeBuilder<NativeSignOff> builder)
    {
        builder.ToTable("NativeSignOff");
        builder.HasKey(row => new { row.ItemId, row.Number });
        builder.HasOne<ContentVersion>().WithMany().HasForeignKey(row => new { row.ItemId, row.Number }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.ItemId).HasMaxLength(26);
        builder.Property(row => row.Speaker).HasMaxLength(NativeSignOff.MaxSpeaker);
        builder.Property(row => row.Note).HasMaxLength(NativeSignOff.MaxNote);
        builder.Property(row => row.RecordedById).HasMaxLength(100);
        builder.Property(row => row.RecordedBy).HasMaxLength(300);
    }
}
