namespace Nq72.Cms.Recipes;

/// <summary>What a recipe brings along: files beside it in its folder, or in its package. Nothing outside can be asked for.</summary>
public abstract class RecipeFiles
{
    /// <summary>The file of that path, relative, with <c>/</c> between folders; null when there is none.</summary>
    public abstract RecipeFile? Find(string path);
}

/// <summary>A file that a recipe brings along.</summary>
/// <param name="Length">Bytes that it says to have; counted again by who reads it.</param>
/// <param name="OpenAsync">Opens it from its beginning.</param>
public sealed record RecipeFile(long Length, Func<CancellationToken, Task<Stream>> OpenAsync);
