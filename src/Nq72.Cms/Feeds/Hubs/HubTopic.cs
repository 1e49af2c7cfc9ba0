using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>
/// What one hub was last told of the feeds of one selection. Because it is compared with what stands in them now, no change is missed that
/// happened while no program ran, and many changes are told of once.
/// </summary>
public sealed class HubTopic
{
    /// <summary>The hub's address.</summary>
    public required string Hub { get; init; }

    /// <summary>A content type, or <see cref="FeedQuery.All"/>.</summary>
    public required string Selection { get; init; }

    /// <summary>The mark (<see cref="FeedMarks"/>) that the hub has taken; null while it has taken none.</summary>
    public string? Told { get; set; }

    /// <summary>When it took it.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The mark that it is being told, or was not to be told; null before the first attempt.</summary>
    public string? Tried { get; set; }

    /// <summary>Attempts at <see cref="Tried"/> that were begun; 0 once it is told.</summary>
    public int Attempts { get; set; }

    /// <summary>Not to be tried again before this, unless the feed changes; null for at once.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? LastError { get; set; }

    /// <summary>Since when every attempt has failed; null while none has.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Whose it is while it is being told; null otherwise.</summary>
    public Guid? LeasedBy { get; set; }

    /// <summary>Until when; a node that died leaves it to others then.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

internal sealed class HubTopicMapping : IEntityTypeConfiguration<HubTopic>
{
    // it is a notice's subject too
    public const int HubLength = 140;
    public const int ErrorLength = 300;

    public void Configure(EntityTypeBuilder<HubTopic> builder)
    {
        builder.ToTable("HubTopic");
        builder.HasKey(topic => new { topic.Hub, topic.Selection });
        builder.Property(topic => topic.Hub).HasMaxLength(HubLength);
        builder.Property(topic => topic.Selection).HasMaxLength(100);
        builder.Property(topic => topic.Told).HasMaxLength(64);
        builder.Property(topic => topic.Tried).HasMaxLength(64);
        builder.Property(topic => topic.LastError).HasMaxLength(ErrorLength);
    }
}
