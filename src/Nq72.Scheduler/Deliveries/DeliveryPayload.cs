using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Deliveries;

/// <summary>The bytes that are sent: rendered once, the same at every attempt, shared by the destinations that get the same.</summary>
public sealed class DeliveryPayload
{
    public Guid Id { get; init; }

    /// <summary>Media type with charset where it has one.</summary>
    public required string ContentType { get; init; }

    /// <summary>With the dot.</summary>
    public required string Extension { get; init; }

    public required byte[] Bytes { get; init; }

    /// <summary>SHA-256 of the bytes, hexadecimal.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its bytes were taken away for a person's sake; null when they are there. The hash stays, and tells what was sent.</summary>
    public DateTimeOffset? RedactedAt { get; set; }

    /// <summary>A new row for these bytes.</summary>
    internal static DeliveryPayload Of(string contentType, string extension, ReadOnlyMemory<byte> bytes, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ContentType = contentType,
        Extension = extension,
        Bytes = bytes.ToArray(),
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)),
        CreatedAt = now,
    };
}

internal sealed class DeliveryPayloadMapping : IEntityTypeConfiguration<DeliveryPayload>
{
    public void Configure(EntityTypeBuilder<DeliveryPayload> builder)
    {
        builder.Property(payload => payload.Id).ValueGeneratedNever();
        builder.Property(payload => payload.ContentType).HasMaxLength(200);
        builder.Property(payload => payload.Extension).HasMaxLength(20);
        builder.Property(payload => payload.Hash).HasMaxLength(64);
    }
}
