using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Media;

/// <summary>A file as readers are told of it.</summary>
/// <param name="Id">The file.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Format">What its bytes are.</param>
/// <param name="Sha256">Their hash.</param>
/// <param name="Bytes">How many they are.</param>
/// <param name="Name">The name that it came with.</param>
/// <param name="Width">Pixels across, where known.</param>
/// <param name="Height">Pixels down, where known.</param>
/// <param name="DurationMs">Milliseconds that it plays, where known.</param>
/// <param name="Alt">What it shows, by language.</param>
/// <param name="Caption">What stands under it, by language.</param>
/// <param name="Credit">Whose work it is.</param>
/// <param name="Licence">On what terms it may be used.</param>
public sealed record PublicMedia(
    string Id, MediaKind Kind, MediaFormat Format, string Sha256, long Bytes, string Name, int? Width, int? Height, long? DurationMs, IReadOnlyDictionary<string, string> Alt,
    IReadOnlyDictionary<string, string> Caption, string? Credit, string? Licence)
{
    /// <summary>A tiny blurred picture as a data address; null for none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The colour that most of it has; null where nobody looked.</summary>
    public string? Colour { get; init; }

    /// <summary>The point that its crops lie around; null for none.</summary>
    public FocalPoint? Focus { get; init; }

    /// <summary>The pictures that were made of it, of a clip its poster, as <see cref="RenditionNaming.InOrder"/> has them; empty for what goes out as it came.</summary>
    public IReadOnlyList<MediaRendition> Renditions { get; init; } = [];

    /// <summary>What was made of a clip or sound to be played, the clip before its sound alone; empty for all else.</summary>
    public IReadOnlyList<MediaPlayable> Playables { get; init; } = [];

    /// <summary>Its captions and chapters, by language.</summary>
    public IReadOnlyList<PublicCaptions> Captions { get; init; } = [];

    /// <summary>Of a picture what stands for it where there is room for one address: the widest JPEG of all of it.</summary>
    public MediaRendition? Main => Kind == MediaKind.Image ? WidestJpeg : null;

    /// <summary>The poster of a clip, its widest JPEG; null while there is none.</summary>
    public MediaRendition? Poster => Kind == MediaKind.Video ? WidestJpeg : null;

    /// <summary>What stands for a clip or sound: the clip, or the clean sound.</summary>
    public MediaPlayable? Play => Playables.FirstOrDefault(one => one.Format.Kind() == Kind);

    private MediaRendition? WidestJpeg => Renditions.LastOrDefault(one => one is { Shape: RenditionShape.Whole, Format: RenditionFormat.Jpeg });

    /// <summary>The text in the language, or else in the site's, or else in any; with the language that it is in. Null when there is none.</summary>
    public static (string Text, string Lang)? In(IReadOnlyDictionary<string, string> texts, string lang, string fallback)
    {
        if (texts.TryGetValue(lang, out var text))
            return (text, lang);
        if (texts.TryGetValue(fallback, out text))
            return (text, fallback);
        return texts.Count == 0 ? null : texts.OrderBy(said => said.Key, StringComparer.Ordinal).Select(said => (said.Value, said.Key)).First();
    }
}

/// <summary>Captions or chapters of a clip or sound.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Lang">Their language.</param>
/// <param name="Sha256">Hash of the WebVTT.</param>
/// <param name="Transcript">What is said; of chapters, their titles.</param>
public sealed record PublicCaptions(CaptionsKind Kind, string Lang, string Sha256, string Transcript);

/// <summary>Reads the files that may be shown at an instant, and what was made of them. Two statements, whatever their number; four where there are clips or sound.</summary>
public sealed class PublicMediaReader(PlainReads reads)
{
    /// <summary>That nothing keeps the file with the alias <c>m</c> from being shown at the instant <c>@at</c>.</summary>
    internal const string MayBeShown = "m.obstacle IS NULL AND m.state = 'Ready' AND (m.public_until IS NULL OR m.public_until > @at)";

    /// <summary>Those of the files that may be shown, by id.</summary>
    public async Task<IReadOnlyDictionary<string, PublicMedia>> FindAsync(IReadOnlyCollection<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return new Dictionary<string, PublicMedia>(StringComparer.Ordinal);
        var found = await reads.ListAsync($"""
            SELECT m.id, m.kind, m.format, m.sha256, m.bytes, m.name, m.width, m.height, m.duration_ms, m.alt, m.caption, m.credit, m.licence, m.placeholder, m.colour, m.crop_x, m.crop_y
            FROM media_file m WHERE {reads.Sql.IsAmong("m.id", "ids")} AND {MayBeShown}
            """, [("ids", reads.Sql.Texts(ids)), ("at", at)], row => new PublicMedia(
                row.GetString(0), Enum.Parse<MediaKind>(row.GetString(1)), Enum.Parse<MediaFormat>(row.GetString(2)), row.GetString(3), row.GetInt64(4), row.GetString(5),
                row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetInt32(7), row.IsDBNull(8) ? null : row.GetInt64(8), Texts(row.GetString(9)), Texts(row.GetString(10)),
                row.IsDBNull(11) ? null : row.GetString(11), row.IsDBNull(12) ? null : row.GetString(12))
            {
                Placeholder = row.IsDBNull(13) ? null : row.GetString(13), Colour = row.IsDBNull(14) ? null : row.GetString(14),
                Focus = row.IsDBNull(15) || row.IsDBNull(16) ? null : new FocalPoint(row.GetDouble(15), row.GetDouble(16)),
            }, cancellationToken);
        if (found.Exists(media => media.Kind is MediaKind.Video or MediaKind.Audio))
            found = await WithPlayablesAsync(found, cancellationToken);
        if (found.Exists(media => !media.Format.GoesOutAsItCame()))
            found = await WithRenditionsAsync(found, cancellationToken);
        return found.ToDictionary(media => media.Id, StringComparer.Ordinal);
    }

    // what has none after all is not shown: the original never is
    private async Task<List<PublicMedia>> WithRenditionsAsync(List<PublicMedia> found, CancellationToken cancellationToken)
    {
        var ids = found.Where(media => !media.Format.GoesOutAsItCame()).Select(media => media.Id).ToList();
        var made = (await reads.ListAsync($"SELECT media_id, shape, format, width, height, sha256, bytes FROM media_rendition WHERE {reads.Sql.IsAmong("media_id", "ids")}", [("ids", reads.Sql.Texts(ids))],
            row => new MediaRendition
            {
                MediaId = row.GetString(0), Shape = Enum.Parse<RenditionShape>(row.GetString(1)), Format = Enum.Parse<RenditionFormat>(row.GetString(2)), Width = row.GetInt32(3), Height = row.GetInt32(4),
                Sha256 = row.GetString(5), Bytes = row.GetInt64(6),
            }, cancellationToken)).ToLookup(one => one.MediaId, StringComparer.Ordinal);
        return [.. found.Select(media => media with { Renditions = [.. RenditionNaming.InOrder(made[media.Id])] }).Where(media => media.Format.GoesOutAsItCame() || media.Main is not null || media.Play is not null)];
    }

    private async Task<List<PublicMedia>> WithPlayablesAsync(List<PublicMedia> found, CancellationToken cancellationToken)
    {
        var ids = found.Where(media => media.Kind is MediaKind.Video or MediaKind.Audio).Select(media => media.Id).ToList();
        var among = $"{reads.Sql.IsAmong("media_id", "ids")}";
        var playables = (await reads.ListAsync($"SELECT media_id, format, width, height, duration_ms, sha256, bytes FROM media_playable WHERE {among}", [("ids", reads.Sql.Texts(ids))],
            row => new MediaPlayable
            {
                MediaId = row.GetString(0), Format = Enum.Parse<MediaFormat>(row.GetString(1)), Width = row.GetInt32(2), Height = row.GetInt32(3), DurationMs = row.GetInt64(4), Sha256 = row.GetString(5), Bytes = row.GetInt64(6),
            }, cancellationToken)).ToLookup(one => one.MediaId, StringComparer.Ordinal);
        var captions = (await reads.ListAsync($"SELECT media_id, kind, lang, sha256, transcript FROM media_captions WHERE {among}", [("ids", reads.Sql.Texts(ids))],
            row => (Id: row.GetString(0), Said: new PublicCaptions(Enum.Parse<CaptionsKind>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4))), cancellationToken)).ToLookup(one => one.Id, one => one.Said, StringComparer.Ordinal);
        return
        [
            .. found.Select(media => media with
            {
                Playables = [.. playables[media.Id].OrderBy(one => one.Format)], Captions = [.. captions[media.Id].OrderBy(one => one.Kind).ThenBy(one => one.Lang, StringComparer.Ordinal)],
            }),
        ];
    }

    private static Dictionary<string, string> Texts(string json) => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json.Options)!;
}
