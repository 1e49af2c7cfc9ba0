using System.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>
/// Takes captions or chapters of a clip or sound in a language, in place of those that there are: checks them, keeps them as WebVTT written anew, and
/// derives the text that search sees. Readers have them at once.
/// </summary>
public sealed class PutCaptions(CmsDb db, UnitOfWork unitOfWork, IBlobStore store, MediaUse use, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What was taken, and what somebody should look at.</summary>
    /// <param name="Row">The captions as they are kept.</param>
    /// <param name="Findings">Warnings and remarks, by line.</param>
    public sealed record Result(MediaCaptions Row, IReadOnlyList<(string Code, int Line, bool IsWarning, LocalText Message)> Findings);

    /// <summary>Takes them; 422 with every error and its line.</summary>
    /// <param name="id">The clip or sound.</param>
    /// <param name="lang">Their language.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="content">WebVTT or SubRip; of chapters also lines <c>00:00 Title</c>. At most 2 MB.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<Result>> RunAsync(string id, string lang, CaptionsKind kind, Stream content, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } seen)
            return MediaProblems.NoMedia(id);
        if (seen.Kind is not (MediaKind.Video or MediaKind.Audio))
            return MediaProblems.NoCaptionsFor(seen.Kind);
        if (!LanguageTags.IsKnown(lang, await SiteSettings.ReadAsync(db, cancellationToken)))
            return Problem.Invalid("lang", "unknownLanguage", $"Không có ngôn ngữ '{lang}'.", $"There is no language '{lang}'.");
        var length = seen.DurationMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : default(TimeSpan?);
        var limits = new CaptionLimits { ClipDuration = length };
        var read = Read(kind, await BytesAsync(content, limits.MaxBytes, cancellationToken), limits);
        if (!read.Succeeded)
            return read.Problem;
        var blob = await KeepAsync(read.Value.Vtt, cancellationToken);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        var now = clock.Now();
        if (await db.Set<MediaCaptions>().SingleOrDefaultAsync(one => one.MediaId == id && one.Kind == kind && one.Lang == lang, cancellationToken) is not { } row)
            db.Add(row = new MediaCaptions { MediaId = id, Kind = kind, Lang = lang, Sha256 = "", Transcript = "", ChangedBy = "" });
        (row.Sha256, row.Bytes, row.Cues, row.Transcript, row.ChangedAt, row.ChangedBy) = (blob.Sha256, blob.Bytes, read.Value.Cues, read.Value.Text, now, actor.Name);
        audit.Record(actor, "media.captions", "media", id, new { kind, lang, row.Sha256, row.Cues });
        await SettleAsync(file, db, use, epochs, work, now, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return new Result(row, [.. read.Value.Findings.Select(finding => (finding.Name, finding.Line, finding.Severity == CaptionSeverity.Warning, finding.Message))]);
    }

    /// <summary>Inside a transaction: brings what search sees up to date, and has readers asked anew.</summary>
    internal static async Task SettleAsync(MediaFile file, CmsDb db, MediaUse use, EpochCounter epochs, Work work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        file.Spoken = string.Join('\n', await db.Set<MediaCaptions>().AsNoTracking().Where(row => row.MediaId == file.Id).OrderBy(row => row.Kind).ThenBy(row => row.Lang).Select(row => row.Transcript).ToListAsync(cancellationToken));
        file.Settle();
        await use.MarkItemsAsync(file.Id, now, cancellationToken);
        epochs.Bump(work, now);
    }

    private static Outcome<Taken> Read(CaptionsKind kind, ReadOnlySpan<byte> bytes, CaptionLimits limits)
    {
        if (kind == CaptionsKind.Captions)
        {
            var (file, findings) = CaptionReader.Read(bytes, limits);
            return file is null ? CaptionFindings.ToProblem(findings) : new Taken(WebVttWriter.Write(file), Transcript.Of(file), file.Cues.Count, findings);
        }

        var (chapters, said) = ChapterList.Read(bytes, limits);
        if (chapters is null)
            return CaptionFindings.ToProblem(said);
        // where nobody knows how long it plays, the last one lasts a while
        var end = limits.ClipDuration ?? chapters[^1].Start + TimeSpan.FromHours(1);
        return new Taken(WebVttWriter.WriteChapters(chapters, end), string.Join('\n', chapters.Select(chapter => chapter.Title)), chapters.Count, said);
    }

    // one byte more than may be: whoever reads it tells that it is too large
    private static async Task<byte[]> BytesAsync(Stream content, int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[most + 1];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..read];
    }

    private async Task<StoredBlob> KeepAsync(string vtt, CancellationToken cancellationToken)
    {
        await using var draft = await store.BeginAsync(cancellationToken);
        await draft.WriteAsync(Encoding.UTF8.GetBytes(vtt), cancellationToken);
        return await draft.CommitAsync(cancellationToken);
    }

    private sealed record Taken(string Vtt, string Text, int Cues, IReadOnlyList<CaptionFinding> Findings);
}
