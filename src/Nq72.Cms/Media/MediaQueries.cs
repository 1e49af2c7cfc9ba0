using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Reads the library for the desk.</summary>
public sealed class MediaQueries(CmsDb db, MediaUse use, Incarnation incarnation, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>What to list. Nulls do not filter.</summary>
    /// <param name="Kind">Only this kind.</param>
    /// <param name="State">Only this state.</param>
    /// <param name="Query">Words that stand in name, description, caption or credit; with or without accents.</param>
    /// <param name="LacksAlt">Only pictures that nobody described, or only all others.</param>
    /// <param name="IsUsed">Only what something refers to now, or only what nothing does.</param>
    public sealed record Filter(MediaKind? Kind = null, MediaState? State = null, string? Query = null, bool? LacksAlt = null, bool? IsUsed = null);

    /// <summary>Files, last uploaded first.</summary>
    public async Task<Page<MediaView>> ListAsync(Filter filter, PageRequest page, string language, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = db.Set<MediaFile>().AsNoTracking();
        if (filter.Kind is { } kind)
            rows = rows.Where(file => file.Kind == kind);
        if (filter.State is { } state)
            rows = rows.Where(file => file.State == state);
        if (filter.LacksAlt is { } lacksAlt)
            rows = rows.Where(file => file.LacksAlt == lacksAlt);
        if (filter.IsUsed is { } isUsed)
            rows = rows.Where(file => use.Current(now).Contains(file.Id) == isUsed);
        foreach (var word in FoldedText.Fold(filter.Query).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows = rows.Where(file => file.Folded.Contains(word));
        if (page.After is [var instant, var last] && Instants.TryParseWire(instant, out var at))
        {
#pragma warning disable CA1309 // the database compares, in the order of its ORDER BY
            rows = rows.Where(file => file.UploadedAt < at || (file.UploadedAt == at && string.Compare(file.Id, last) < 0));
#pragma warning restore CA1309
        }

        var found = await rows.OrderByDescending(file => file.UploadedAt).ThenByDescending(file => file.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var shown = await ShowAsync(found, language, cancellationToken);
        return page.Cut([.. shown], view => Cursor.Encode(view.UploadedAt.ToWire(), view.Id));
    }

    /// <summary>One file with where it is used and what stood in its place before.</summary>
    public async Task<Outcome<MediaDetails>> GetAsync(string id, string language, CancellationToken cancellationToken)
    {
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(file => file.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        var now = clock.Now();
        var history = await db.Set<MediaPast>().AsNoTracking().Where(past => past.MediaId == id).OrderByDescending(past => past.Number)
            .Select(past => new MediaHistory(past.Number, past.Format, past.Bytes, past.Name, past.Sha256, past.At, past.By)).ToListAsync(cancellationToken);
        return new MediaDetails((await ShowAsync([file], language, cancellationToken))[0], await use.WhereAsync(id, now, cancellationToken), history);
    }

    /// <summary>Files as they are shown, in their order.</summary>
    public async Task<IReadOnlyList<MediaView>> ShowAsync(IReadOnlyList<MediaFile> files, string language, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ids = files.Select(file => file.Id).Distinct(StringComparer.Ordinal).ToList();
        var work = (await db.Set<MediaWork>().AsNoTracking().Where(row => ids.Contains(row.MediaId)).OrderBy(row => row.Kind).ToListAsync(cancellationToken)).ToLookup(row => row.MediaId, StringComparer.Ordinal);
        var made = (await db.Set<MediaRendition>().AsNoTracking().Where(row => ids.Contains(row.MediaId)).ToListAsync(cancellationToken)).ToLookup(row => row.MediaId, StringComparer.Ordinal);
        var plays = (await db.Set<MediaPlayable>().AsNoTracking().Where(row => ids.Contains(row.MediaId)).ToListAsync(cancellationToken)).ToLookup(row => row.MediaId, StringComparer.Ordinal);
        var said = (await db.Set<MediaCaptions>().AsNoTracking().Where(row => ids.Contains(row.MediaId)).OrderBy(row => row.Kind).ThenBy(row => row.Lang).ToListAsync(cancellationToken)).ToLookup(row => row.MediaId, StringComparer.Ordinal);
        return [.. files.Select(file => Show(file, [.. work[file.Id]], [.. said[file.Id]], now, language) with { Renditions = [.. plays[file.Id].OrderBy(one => one.Format).Select(one => Show(file, one)), .. RenditionNaming.InOrder(made[file.Id]).Select(one => Show(file, one))] })];
    }

    private static MediaWorkView Show(MediaWork work, DateTimeOffset now, string language)
    {
        var state = work.State == MediaWorkState.Failed ? "failed" : work.LeaseUntil > now ? "working" : "waiting";
        return new(work.Kind.ToString().ToLowerInvariant(), state, work.Attempts, state == "waiting" ? work.NotBefore : null, work.Refusal?.Code, work.Refusal?.In(language)) { Percent = state == "working" ? work.Percent : null };
    }

    private MediaRenditionView Show(MediaFile file, MediaRendition one) =>
        new(one.Shape.Outside(), one.Format.AsFile().ContentType(), one.Width, one.Height, one.Bytes, installation.PublicUrl + RenditionNaming.Path(one, file.Name));

    private MediaRenditionView Show(MediaFile file, MediaPlayable one) =>
        new("whole", one.Format.ContentType(), one.Width, one.Height, one.Bytes, installation.PublicUrl + RenditionNaming.Path(one, file.Name)) { DurationMs = one.DurationMs };

    private MediaCaptionsView Show(MediaFile file, MediaCaptions one) => new(
        one.Kind, one.Lang, one.Bytes, one.Cues, one.Transcript, MediaAddress.Of(installation, one.Sha256, $"{Path.GetFileNameWithoutExtension(file.Name)}-{one.Lang}", MediaFormat.Vtt), one.ChangedAt, one.ChangedBy);

    private MediaView Show(MediaFile file, IReadOnlyList<MediaWork> work, IReadOnlyList<MediaCaptions> captions, DateTimeOffset now, string language) => new()
    {
        Id = file.Id, Kind = file.Kind, Format = file.Format, Type = file.Format.ContentType(), Sha256 = file.Sha256, Bytes = file.Bytes, Name = file.Name, Width = file.Width, Height = file.Height,
        DurationMs = file.DurationMs, State = file.State, Failure = file.Failure?.In(language), FailureCode = file.Failure?.Code, Work = [.. work.Select(row => Show(row, now, language))],
        Renditions = [], Captions = [.. captions.Select(one => Show(file, one))], PosterAtMs = file.PosterAtMs, PosterChosen = file.PosterMs is not null,
        Placeholder = file.Placeholder, Colour = file.Colour, HadPosition = file.HadPosition, FromFile = file.FromFile, Alt = file.Alt, Caption = file.Caption, Credit = file.Credit, Licence = file.Licence, RightsUntil = file.RightsUntil,
        FocalPoint = file is { FocusX: { } x, FocusY: { } y } ? new FocalPoint(x, y) : null, People = file.People, Consent = file.Consent, IsPublishable = file.MayBeShownAt(now), PublicUntil = file.PublicUntil,
        Findings = [.. MediaFindings.Of(file, captions.Any(one => one.Kind == CaptionsKind.Captions), now).Select(finding => new MediaFinding(finding.Code, finding.Blocks, finding.Message.In(language)))],
        Url = MediaAddress.Of(installation, file.Sha256, file.Name, file.Format), UploadedAt = file.UploadedAt, UploadedBy = file.UploadedBy, ChangedAt = file.ChangedAt, ChangedBy = file.ChangedBy,
        Number = file.Number, Revision = file.Revision, Etag = MediaETag.Of(file.Revision, incarnation.Id),
    };
}
