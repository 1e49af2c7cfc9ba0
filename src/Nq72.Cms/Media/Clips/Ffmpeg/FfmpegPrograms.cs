namespace Nq72.Cms.Media.Clips.Ffmpeg;

/// <summary>Where ffmpeg and ffprobe lie; looked for each time, so that installing them needs no restart.</summary>
internal sealed class FfmpegPrograms(string folder)
{
    /// <summary>Makes files; null when it is not there.</summary>
    public string? Ffmpeg => Find("ffmpeg");

    /// <summary>Looks at files; null when it is not there.</summary>
    public string? Ffprobe => Find("ffprobe");

    private string? Find(string name)
    {
        if (OperatingSystem.IsWindows())
            name += ".exe";
        var folders = folder.Length > 0 ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathFullyQualified).Select(one => Path.Combine(one, name)).FirstOrDefault(File.Exists);
    }
}
