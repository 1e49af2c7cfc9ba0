using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>
/// Gives out a file's bytes: to everyone while an item that uses it is visible, to whoever has a signed address, and to the desk. To all others it
/// is not there, whatever they guess. Gone at the instant is gone: each request asks the database.
/// </summary>
public sealed class ServeMedia(PlainReads reads, IBlobStore store, SigningKeys keys, Incarnation incarnation, IOptions<MediaOptions> options, TimeProvider clock)
{
    // a file is opened by nothing that could run what is in it, and runs nothing itself
    private const string Sandbox = "sandbox; default-src 'none'";

    private const string Gate = $"""
        m.public_until, CASE WHEN {PublicMediaReader.MayBeShown} THEN 1 ELSE 0 END,
            (SELECT max(CASE WHEN p.visible_until IS NULL THEN 1 ELSE 0 END) FROM version_facet f JOIN publication p ON p.item_id = f.item_id AND p.version = f.number
                WHERE f.kind = '{VersionFacet.Media}' AND f.value = m.id AND {PublicationRow.IsVisible}),
            (SELECT max(p.visible_until) FROM version_facet f JOIN publication p ON p.item_id = f.item_id AND p.version = f.number
                WHERE f.kind = '{VersionFacet.Media}' AND f.value = m.id AND {PublicationRow.IsVisible})
        """;

    // what was made of a file; the file in whose place the bytes stand now; where they stood once, for the desk only
    private const string Found = $"""
        SELECT r.sha256, r.format, m.name, m.uploaded_at, '{nameof(Origin.Made)}', {Gate} FROM media_rendition r JOIN media_file m ON m.id = r.media_id WHERE r.sha256 >= @hash AND r.sha256 < @after
        UNION ALL
        SELECT r.sha256, r.format, m.name, m.uploaded_at, '{nameof(Origin.Plays)}', {Gate} FROM media_playable r JOIN media_file m ON m.id = r.media_id WHERE r.sha256 >= @hash AND r.sha256 < @after
        UNION ALL
        SELECT r.sha256, '{nameof(MediaFormat.Vtt)}', m.name, r.changed_at, '{nameof(Origin.Said)}', {Gate} FROM media_captions r JOIN media_file m ON m.id = r.media_id WHERE r.sha256 >= @hash AND r.sha256 < @after
        UNION ALL
        SELECT m.sha256, m.format, m.name, m.uploaded_at, '{nameof(Origin.Came)}', {Gate} FROM media_file m WHERE m.sha256 >= @hash AND m.sha256 < @after
        UNION ALL
        SELECT h.sha256, h.format, h.name, h.at, '{nameof(Origin.Past)}', NULL, 0, NULL, NULL FROM media_past h WHERE h.sha256 >= @hash AND h.sha256 < @after
        """;

    private const string Picture = $"""
        SELECT m.name, m.sha256, m.format, CASE WHEN {PublicMediaReader.MayBeShown} AND EXISTS (SELECT 1 FROM version_facet f JOIN publication p ON p.item_id = f.item_id AND p.version = f.number
            WHERE f.kind = '{VersionFacet.Media}' AND f.value = m.id AND {PublicationRow.IsVisible}) THEN 1 ELSE 0 END, r.sha256, r.width
        FROM media_file m LEFT JOIN media_rendition r ON r.media_id = m.id AND r.shape = '{nameof(RenditionShape.Whole)}' AND r.format = '{nameof(RenditionFormat.Jpeg)}'
        WHERE m.id = @id AND m.kind = '{nameof(MediaKind.Image)}' ORDER BY CASE WHEN r.width <= 1280 THEN r.width ELSE -r.width END DESC
        """;

    /// <summary>Answers the request.</summary>
    /// <param name="hash">The address's part of the hash.</param>
    /// <param name="http">The request.</param>
    /// <param name="cancellationToken">The asker left.</param>
    public async Task<IResult> AnswerAsync(string hash, HttpContext http, CancellationToken cancellationToken)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Sandbox;
        // nobody may keep that it is not there: it may be there at the next instant
        headers.CacheControl = "no-store";
        if (hash.Length != MediaAddress.HashLength || !hash.All(char.IsAsciiHexDigitLower))
            return NotThere;
        var now = clock.Now();
        // the same bytes may have come, and been made of another file: whatever lets them be shown counts
        var rows = await reads.ListAsync(Found, [("hash", hash), ("after", hash + "g"), ("at", now)], Read, cancellationToken);
        if (rows.Count == 0)
            return NotThere;
        var file = rows.OrderByDescending(row => row is { MayBeShown: true, IsUsed: true }).ThenByDescending(row => row.MayBeShown).ThenBy(row => row.Origin).First();
        string lifetime;
        if (file is { MayBeShown: true, IsUsed: true })
            lifetime = Lifetime(file, now);
        else if (IsDesk(http) || (file.MayBeShown && await IsSignedAsync(hash, http, now, cancellationToken)))
            lifetime = "private, no-cache";
        else
            return NotThere;
        if (await store.OpenAsync(file.Sha256, cancellationToken) is not { } bytes)
            return NotThere;
        headers.CacheControl = lifetime;
        headers.ContentDisposition = Disposition(file);
        return Results.Stream(bytes, file.Format.ContentType(), lastModified: file.At, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    /// <summary>
    /// Leads to the bytes that stand for a picture now: for texts, which name it by its id, so that they show what was put in its place and what is made of it anew. To those who may not see it, it
    /// is not there.
    /// </summary>
    /// <param name="id">The file.</param>
    /// <param name="http">The request.</param>
    /// <param name="cancellationToken">The asker left.</param>
    public async Task<IResult> LeadAsync(string id, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.ContentSecurityPolicy = Sandbox;
        http.Response.Headers.CacheControl = "no-store";
        var found = (await reads.ListAsync(Picture, [("id", id), ("at", clock.Now())], row => new
        {
            Name = row.GetString(0), Original = (row.GetString(1), Enum.Parse<MediaFormat>(row.GetString(2))), IsOpen = row.GetInt32(3) == 1,
            Made = row.IsDBNull(4) ? default((string, int)?) : (row.GetString(4), row.GetInt32(5)),
        }, cancellationToken)).FirstOrDefault();
        if (found is null || !(found.IsOpen || IsDesk(http)))
            return NotThere;
        if (found.Made is var (hash, width))
            return Results.Redirect(RenditionNaming.Path(hash, RenditionShape.Whole, RenditionFormat.Jpeg, width, found.Name));
        // until something is made of it the desk looks at what came
        return IsDesk(http) ? Results.Redirect(MediaAddress.Path(found.Original.Item1, found.Name, found.Original.Item2)) : NotThere;
    }

    private static ProblemResult NotThere => new(MediaProblems.NotPublic);

    private static bool IsDesk(HttpContext http) => http.Actor() is { } actor && (actor.May(Scopes.Write) || actor.May(Scopes.Preview));

    private async Task<bool> IsSignedAsync(string hash, HttpContext http, DateTimeOffset now, CancellationToken cancellationToken) =>
        http.Request.Query["signature"] is [{ } signature] && http.Request.Query["until"] is [{ } until]
        && MediaAddress.Holds(hash, until, signature, incarnation.Id, await keys.GetAsync(SigningKeys.Media, cancellationToken), now);

    // the bytes never change; what may change is whether they are shown
    private string Lifetime(Row file, DateTimeOffset now)
    {
        var seconds = (double)options.Value.MaxAge;
        if (file.UsedUntil is { } used)
            seconds = Math.Min(seconds, (used - now).TotalSeconds);
        if (file.PublicUntil is { } end)
            seconds = Math.Min(seconds, (end - now).TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"public, max-age={(long)Math.Max(0, Math.Floor(seconds))}, immutable");
    }

    // Source: RFC 6266 §4.3, RFC 8187: names with any letters, and a plain form for those who do not read them
    private static string Disposition(Row file)
    {
        var disposition = new ContentDispositionHeaderValue(file.Format.IsShownInline() ? "inline" : "attachment");
        disposition.SetHttpFileName(MediaNames.ToSave(file.Name, file.Format));
        return disposition.ToString();
    }

    private Row Read(System.Data.Common.DbDataReader row)
    {
        var origin = Enum.Parse<Origin>(row.GetString(4));
        var format = origin == Origin.Made ? Enum.Parse<RenditionFormat>(row.GetString(1)).AsFile() : Enum.Parse<MediaFormat>(row.GetString(1));
        // what a telephone made is for the desk, whatever stands in the way of showing what was made of it
        var mayBeShown = row.GetInt32(6) == 1 && (origin is Origin.Made or Origin.Plays or Origin.Said || format.GoesOutAsItCame());
        return new(
            row.GetString(0), format, row.GetString(2), reads.Sql.Instant(row, 3), origin, reads.Sql.InstantOrNull(row, 5), mayBeShown, !row.IsDBNull(7),
            row.IsDBNull(7) || row.GetInt32(7) == 1 ? null : reads.Sql.InstantOrNull(row, 8));
    }

    private enum Origin
    {
        Made,
        Plays,
        Said,
        Came,
        Past,
    }

    private sealed record Row(
        string Sha256, MediaFormat Format, string Name, DateTimeOffset At, Origin Origin, DateTimeOffset? PublicUntil, bool MayBeShown, bool IsUsed, DateTimeOffset? UsedUntil);
}
