namespace Nq72.Cms.Media.Clips;

/// <summary>A file that is written beside its place, and takes it when it is whole. Disposing of it leaves nothing half-made.</summary>
internal sealed class PartFile(string target) : IDisposable
{
    private readonly string target = System.IO.Path.GetFullPath(target);

    /// <summary>Where it is written.</summary>
    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(target)) ?? throw new ArgumentException("A file has a folder.", nameof(target)),
        $".{Guid.NewGuid():N}-{System.IO.Path.GetFileName(target)}.part");

    /// <summary>Gives it its name; why not, when the disk does not let it.</summary>
    public ClipRefusal? Publish()
    {
        try
        {
            File.Move(Path, target, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ClipRefusal(ClipRefusalCode.ClipNotWritten, What: exception.GetType().Name);
        }
    }

    public void Dispose() => File.Delete(Path);
}
