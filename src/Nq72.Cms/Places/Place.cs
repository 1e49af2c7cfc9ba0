using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Places;

/// <summary>A commune (xã, phường).</summary>
public sealed class Place
{
    /// <summary>The state's code, as text: leading zeros count.</summary>
    public required string Code { get; set; }

    /// <summary>Name without its kind.</summary>
    public required string Name { get; set; }

    /// <summary>xã, phường.</summary>
    public required string Kind { get; set; }

    /// <summary>Code of the province.</summary>
    public required string Province { get; set; }

    /// <summary>Further facts of a recipe, as JSON: former district, border flag with its evidence, other spellings, what it was merged from.</summary>
    public string Facts { get; set; } = "{}";

    /// <summary>'xã Đoàn Kết': kind and name.</summary>
    public string FullName => $"{Kind} {Name}";
}

internal sealed class PlaceMapping : IEntityTypeConfiguration<Place>
{
    public void Configure(EntityTypeBuilder<Place> builder)
    {
        builder.ToTable("Place");
        builder.HasKey(place => place.Code);
        builder.Property(place => place.Code).HasMaxLength(20);
        builder.Property(place => place.Name).HasMaxLength(200);
        builder.Property(place => place.Kind).HasMaxLength(50);
        builder.Property(place => place.Province).HasMaxLength(20);
        builder.Ignore(place => place.FullName);
    }
}
