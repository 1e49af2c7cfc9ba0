using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ContentTypes;

/// <summary>A stored definition of a type or a part.</summary>
public sealed class ContentDefinition
{
    /// <summary>Type or part.</summary>
    public DefinitionKind Kind { get; set; }

    /// <summary>Its name, unique within its kind.</summary>
    public required string Name { get; set; }

    /// <summary>The definition as JSON.</summary>
    public required string Document { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    internal ContentTypeDefinition ReadType() => JsonSerializer.Deserialize<ContentTypeDefinition>(Document, Json.Options)!;

    internal ContentPartDefinition ReadPart() => JsonSerializer.Deserialize<ContentPartDefinition>(Document, Json.Options)!;
}

/// <summary>What a stored definition defines.</summary>
public enum DefinitionKind
{
    /// <summary>A content type.</summary>
    Type,

    /// <summary>A part.</summary>
    Part,
}

internal sealed class ContentDefinitionMapping : IEntityTypeConfiguration<ContentDefinition>
{
    public void Configure(EntityTypeBuilder<ContentDefinition> builder)
    {
        builder.ToTable("ContentDefinition");
        builder.HasKey(definition => new { definition.Kind, definition.Name });
        builder.Property(definition => definition.Name).HasMaxLength(100);
    }
}
