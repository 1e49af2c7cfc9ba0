using System.ComponentModel.DataAnnotations;

namespace Nq72.Cms.Recipes;

/// <summary>Settings of recipes.</summary>
public sealed class RecipeOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Nq72:Recipes";

    /// <summary>Largest recipe file, and largest text file that one brings along, in bytes; 20 MB by default.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>Largest recipe package (ZIP with media) that is taken over HTTP, in bytes; 10 GB by default.</summary>
    [Range(1024L, 1L << 42)]
    public long MaxPackageBytes { get; set; } = 10L * 1024 * 1024 * 1024;
}
