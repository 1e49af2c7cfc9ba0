using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// <c>media</c>, Orchard Core's: files for the library, out of the package, the recipe's folder, or the recipe itself (Base64). Each is taken in as an upload is:
/// told by its content, held against the limits. What the library has already stays as it is, also what people said of it since.
/// </summary>
internal sealed class MediaStep(CmsDb db, UnitOfWork unitOfWork, MediaIntake intake, UploadMedia upload, DescribeMedia describe, StepFacts facts)
{
    private const int PathLength = 300;
    private static readonly string[] Said = ["alt", "caption", "credit", "licence", "rightsUntil", "focalPoint", "people", "consent"];

    private sealed record Given(RecipeObject At, string Path, string Id, string Name, JsonObject Said)
    {
        public MediaIntake.Taken? Taken { get; set; }
    }

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var files = new List<Given>();
        foreach (var file in step.Body.Objects("Files"))
            files.AddRange(Read(file));
        foreach (var twice in files.GroupBy(file => file.Id, StringComparer.Ordinal).SelectMany(group => group.Skip(1)))
            twice.At.Error("TargetPath", "duplicate", $"'{twice.Path}' có hai lần.", $"'{twice.Path}' is there twice.");
        var ids = files.ConvertAll(file => file.Id);
        var known = (await db.Set<MediaFile>().Where(file => ids.Contains(file.Id)).Select(file => file.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        // the bytes first: the transaction that follows is short
        foreach (var file in files.Where(file => !known.Contains(file.Id)))
            file.Taken = await TakeAsync(step, file, cancellationToken);
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var aliases = new List<KeyValuePair<string, JsonObject>>();
        foreach (var file in files)
        {
            if (file.Taken is null)
                step.Report.Count(isNew: false, isChanged: false);
            else if (await KeepAsync(step, file, cancellationToken) is var kept && (kept != file.Id || !OrchardMedia.IsOwn(file.Path)))
                aliases.Add(KeyValuePair.Create(file.Id, new JsonObject { [OrchardMedia.Is] = kept }));
        }

        if (step.IsInvalid)
            return step.Problem;
        await facts.PutAsync(OrchardMedia.Step, [], aliases, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private static IEnumerable<Given> Read(RecipeObject file)
    {
        var path = (file.Text("TargetPath") ?? file.RequiredText("Path")).Trim();
        if (path.Length == 0)
            yield break;
        if (path.Length > PathLength || path.Split('/', '\\').Contains(".."))
        {
            file.Error("TargetPath", "path", $"'TargetPath' là đường dẫn tương đối, nhiều nhất {PathLength} ký tự.", $"'TargetPath' is a relative path of at most {PathLength} characters.");
            yield break;
        }

        var said = new JsonObject();
        foreach (var member in Said)
        {
            if (file.Any(OrchardJson.ToPascal(member)) is { } value)
                said[member] = member is "consent" or "focalPoint" && value is JsonObject inner
                    ? new JsonObject(inner.Select(one => KeyValuePair.Create(OrchardJson.ToCamel(one.Key), one.Value?.DeepClone())))
                    : value.DeepClone();
        }

        yield return new Given(file, path, OrchardMedia.IdOf(path), file.Text("Name") ?? path.Split('/', '\\')[^1], said);
    }

    private async Task<MediaIntake.Taken?> TakeAsync(StepRun step, Given file, CancellationToken cancellationToken)
    {
        await using var bytes = await OpenAsync(step, file, cancellationToken);
        if (bytes is null)
            return null;
        try
        {
            var taken = await intake.TakeAsync(bytes, cancellationToken);
            // a package's own sums are not looked at by who reads it
            if (taken.Succeeded && (file.At.Text("Sha256") is not { } sum || sum.Equals(taken.Value.Blob.Sha256, StringComparison.OrdinalIgnoreCase)))
                return taken.Value;
            if (!taken.Succeeded)
            {
                file.At.Add(taken.Problem);
                return null;
            }
        }
        catch (InvalidDataException)
        {
            // it does not unpack
        }

        file.At.Error("SourcePath", "mediaDamaged", $"'{file.Path}' bị hỏng: không còn là tệp đã xuất.", $"'{file.Path}' is damaged: it is not the file that was exported.");
        return null;
    }

    private static async Task<Stream?> OpenAsync(StepRun step, Given file, CancellationToken cancellationToken)
    {
        if (file.At.Text("Base64") is { Length: > 0 } text)
        {
            var bytes = new byte[(text.Length * 3 / 4) + 3];
            if (Convert.TryFromBase64String(text, bytes, out var length))
                return new MemoryStream(bytes, 0, length, writable: false);
            file.At.Error("Base64", "wrongKind", "'Base64' không phải Base64.", "'Base64' is not Base64.");
            return null;
        }

        if (file.At.Text("SourcePath") is { Length: > 0 } path)
        {
            if (step.Recipe.Files?.Find(path) is { } found)
                return await found.OpenAsync(cancellationToken);
            file.At.Error("SourcePath", "noFile", $"Không có tệp '{path}' trong gói hay thư mục của công thức. Công thức có tệp kèm thì nhập bằng gói ZIP.", $"There is no file '{path}' in the package or the folder of the recipe. A recipe with files comes as a ZIP package.");
            return null;
        }

        file.At.Error("SourcePath", "noFile", $"'{file.Path}' không có nội dung: cần 'SourcePath' hoặc 'Base64'; địa chỉ mạng ('SourceUrl') không được tải về.", $"'{file.Path}' has no content: 'SourcePath' or 'Base64' is needed; addresses ('SourceUrl') are not fetched.");
        return null;
    }

    /// <summary>The id of the file that has these bytes: its own, or another's.</summary>
    private async Task<string> KeepAsync(StepRun step, Given file, CancellationToken cancellationToken)
    {
        var kept = await upload.KeepAsync(file.Taken!, file.Name, step.Actor, cancellationToken, file.Id);
        step.Report.Count(kept.IsNew, isChanged: false);
        if (kept.IsNew && file.Said.Count > 0)
        {
            var described = await describe.RunAsync(file.Id, file.Said, null, step.Actor, cancellationToken);
            if (!described.Succeeded)
                file.At.Add(described.Problem);
        }

        return kept.File.Id;
    }
}
