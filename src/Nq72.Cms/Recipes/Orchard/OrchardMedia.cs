using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Steps;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Files by Orchard Core's path and by our id. Immutable once made.</summary>
internal sealed partial class OrchardMedia
{
    /// <summary>The step that brings files along.</summary>
    public const string Step = "media";

    /// <summary>In <see cref="StepFacts"/>, under the id that a path stands for: the file that it leads to, which may be one that had the same bytes already.</summary>
    public const string Is = "Is";

    private readonly Dictionary<string, string> aliases;
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);

    private OrchardMedia(Dictionary<string, string> aliases) => this.aliases = aliases;

    /// <summary>What is needed to read items.</summary>
    public static async Task<OrchardMedia> ReadAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var facts = await new StepFacts(db).ReadAsync(Step, cancellationToken);
        var others = StepFacts.Things(facts).Where(thing => thing.Value.Text(Is) is not null).ToDictionary(thing => thing.Key, thing => thing.Value.Text(Is)!, StringComparer.Ordinal);
        return new OrchardMedia(others);
    }

    /// <summary>The same, writing each file as the path under which a package has it.</summary>
    public static async Task<OrchardMedia> ReadForPackageAsync(CmsDb db, CancellationToken cancellationToken)
    {
        var media = await ReadAsync(db, cancellationToken);
        await foreach (var file in db.Set<MediaFile>().AsNoTracking().Select(file => new { file.Id, file.Format }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            media.paths[file.Id] = PathOf(file.Id, file.Format);
        return media;
    }

    /// <summary>The id that a path stands for, whether there is such a file or not: an id, one with an ending, or any other path, which has the same id wherever it is read.</summary>
    public static string IdOf(string path) => OwnPath().Match(path) is { Success: true } own ? own.Groups["id"].Value : ContentIds.Of($"media\n{path.Replace('\\', '/').TrimStart('/')}");

    /// <summary>The path under which a package has a file.</summary>
    public static string PathOf(string id, MediaFormat format) => $"{id}.{format.Extension()}";

    /// <summary>The id of the file that a path leads to; the path itself when no recipe brought one, so that the refusal names it.</summary>
    public string Find(string path)
    {
        var id = IdOf(path);
        return aliases.TryGetValue(id, out var other) ? other : IsOwn(path) ? id : path;
    }

    /// <summary>Whether it is an id, or one with an ending.</summary>
    public static bool IsOwn(string path) => OwnPath().IsMatch(path);

    /// <summary>What an item's field says for a file.</summary>
    public string Write(string id) => paths.GetValueOrDefault(id, id);

    [GeneratedRegex(@"\A(?<id>[0-9a-z]{26})(\.[a-z0-9]{1,5})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnPath();
}
