using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Export;

/// <summary>The files of an export: what is said of each in the step <c>media</c>, and its bytes as they came.</summary>
internal sealed class ExportMedia(CmsDb db, IBlobStore store)
{
    private const string Folder = "media";

    /// <summary>What is said of each file, in the order of ids. A consent that was taken back is not told of: who imports it needs another paper.</summary>
    public async IAsyncEnumerable<JsonObject> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in db.Set<MediaFile>().AsNoTracking().OrderBy(file => file.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return Write(file);
    }

    /// <summary>Adds the bytes of every file to the package.</summary>
    public async Task PackAsync(ZipArchive package, CancellationToken cancellationToken)
    {
        await foreach (var file in db.Set<MediaFile>().AsNoTracking().OrderBy(file => file.Id).Select(file => new { file.Id, file.Format, file.Sha256 }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await using var bytes = await store.OpenAsync(file.Sha256, cancellationToken);
            if (bytes is null)
                continue;
            // they are packed already, each in its way
            var entry = package.CreateEntry(SourceOf(OrchardMedia.PathOf(file.Id, file.Format)), CompressionLevel.NoCompression);
            await using var packed = await entry.OpenAsync(cancellationToken);
            await bytes.CopyToAsync(packed, cancellationToken);
        }
    }

    private static JsonObject Write(MediaFile file)
    {
        var path = OrchardMedia.PathOf(file.Id, file.Format);
        var written = new JsonObject { ["TargetPath"] = path, ["SourcePath"] = SourceOf(path), ["Name"] = file.Name, ["Sha256"] = file.Sha256 };
        if (file.Alt.Count > 0)
            written["Alt"] = JsonSerializer.SerializeToNode(file.Alt, Json.Options);
        if (file.Caption.Count > 0)
            written["Caption"] = JsonSerializer.SerializeToNode(file.Caption, Json.Options);
        if (file.Credit is { } credit)
            written["Credit"] = credit;
        if (file.Licence is { } licence)
            written["Licence"] = licence;
        if (file.RightsUntil is { } until)
            written["RightsUntil"] = until.ToWire();
        if (file is { FocusX: { } x, FocusY: { } y })
            written["FocalPoint"] = new JsonObject { ["X"] = x, ["Y"] = y };
        if (file.People is { } people)
            written["People"] = OrchardJson.ToCamel(people.ToString());
        if (file.Consent is { WithdrawnAt: null } consent)
            written["Consent"] = WriteConsent(consent);
        return written;
    }

    private static JsonObject WriteConsent(MediaConsent consent)
    {
        var members = new (string Name, string? Value)[]
        {
            ("Scope", consent.Scope), ("Until", consent.Until?.ToWire()), ("Reference", consent.Reference), ("Guardian", consent.Guardian), ("Own", consent.Own is { } own ? OrchardJson.ToCamel(own.ToString()) : null),
        };
        return new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, (JsonNode?)JsonValue.Create(member.Value))));
    }

    private static string SourceOf(string path) => $"{Folder}/{path}";
}
