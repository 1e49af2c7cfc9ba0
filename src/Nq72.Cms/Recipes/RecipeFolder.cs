namespace Nq72.Cms.Recipes;

/// <summary>The folder that a recipe file lies in.</summary>
/// <param name="folder">Its path.</param>
public sealed class RecipeFolder(string folder) : RecipeFiles
{
    private readonly string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;

    /// <inheritdoc/>
    public override RecipeFile? Find(string path)
    {
        if (Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Path.GetFullPath(Path.Combine(root, path));
        if (!full.StartsWith(root, StringComparison.Ordinal) || new FileInfo(full) is not { Exists: true } file)
            return null;
        // a link may lead out of the folder
        if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target && !target.FullName.StartsWith(root, StringComparison.Ordinal))
            return null;
        return new RecipeFile(file.Length, _ => Task.FromResult<Stream>(File.OpenRead(full)));
    }
}
