using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Notices;

/// <summary>That one person has read a notice. Unread again for them when it becomes more; gone with the notice's cause, so there are at most as many as lasting notices times people.</summary>
public sealed class NoticeRead
{
    /// <summary>Id of the person.</summary>
    public required string Person { get; init; }

    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>When the person read it.</summary>
    public DateTimeOffset ReadAt { get; set; }
}

internal sealed class NoticeReadMapping : IEntityTypeConfiguration<NoticeRead>
{
    public void Configure(EntityTypeBuilder<NoticeRead> builder)
    {
        builder.ToTable("NoticeRead");
        builder.HasKey(read => new { read.Person, read.NoticeId });
        builder.Property(read => read.Person).HasMaxLength(100);
        builder.HasOne<Notice>().WithMany().HasForeignKey(read => read.NoticeId).OnDelete(DeleteBehavior.Cascade);
    }
}
