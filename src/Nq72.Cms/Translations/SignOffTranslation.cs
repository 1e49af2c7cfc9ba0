using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Text;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Translations;

/// <summary>Records that a native speaker stands for a version. Not by its author, and not in the author's name.</summary>
public sealed class SignOffTranslation(CmsDb db, UnitOfWork unitOfWork, Authorship authorship, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Records it, or says it anew of the same version.</summary>
    /// <param name="id">The item.</param>
    /// <param name="number">The version that was read or heard; 412 when it is no longer the newest.</param>
    /// <param name="speaker">The native speaker's name; 1–200 characters.</param>
    /// <param name="note">How it was done; at most 1,000 characters.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<NativeSignOff>> RunAsync(string id, int number, string? speaker, string? note, Actor actor, CancellationToken cancellationToken)
    {
        var (name, said) = (NormalText.Of(speaker ?? "").Trim(), NormalText.Of(note ?? "").Trim());
        var errors = Check(name, said).ToList();
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Write, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        if (item.TrashedAt is not null)
            return ItemProblems.Trashed(id);
        if (item.NewestVersion != number)
            return ItemProblems.Stale(number, item.NewestVersion);
        if (!(await SiteSettings.ReadAsync(db, cancellationToken)).AsksForNativeSignOff(item.Lang))
            return Problem.Conflict("noSignOff", new("Ngôn ngữ này không cần người bản ngữ duyệt", "This language asks for no native speaker"));
        var version = await db.ContentVersions.SingleAsync(row => row.ItemId == id && row.Number == number, cancellationToken);
        if (string.Equals(name, version.AuthorName, StringComparison.OrdinalIgnoreCase))
            return Problem.Invalid("speaker", "ownTranslation", "Người bản ngữ duyệt phải khác người viết hoặc dịch bản này.", "The native speaker must be another than who wrote or translated it.");
        if (actor.Kind == ActorKind.User && await authorship.WroteAsync(actor.Id, version, cancellationToken))
            return new Problem(403, "ownTranslation", new("Người viết hoặc dịch không tự ghi nhận người bản ngữ duyệt", "Who wrote or translated it does not record its sign-off"));
        if (await db.Set<NativeSignOff>().SingleOrDefaultAsync(row => row.ItemId == id && row.Number == number, cancellationToken) is not { } signed)
            db.Add(signed = new NativeSignOff { ItemId = id, Number = number, Speaker = name, RecordedById = actor.Id, RecordedBy = actor.Name });
        (signed.Speaker, signed.Note, signed.RecordedAt, signed.RecordedById, signed.RecordedBy) = (name, said, clock.Now(), actor.Id, actor.Name);
        item.Revision++;
        audit.Record(actor, "item.nativeSignOff", "item", id, new { version = number, speaker = name });
        await work.CommitAsync(cancellationToken);
        return signed;
    }

    private static IEnumerable<FieldError> Check(string speaker, string note)
    {
        if (speaker.Length == 0)
            yield return new("speaker", "required", new("Hãy ghi họ tên người bản ngữ.", "Name the native speaker."));
        if (speaker.Length > NativeSignOff.MaxSpeaker)
            yield return new("speaker", "tooLong", new($"Họ tên dài {speaker.Length} ký tự; nhiều nhất {NativeSignOff.MaxSpeaker}.", $"The name has {speaker.Length} characters; at most {NativeSignOff.MaxSpeaker}."));
        if (note.Length > NativeSignOff.MaxNote)
            yield return new("note", "tooLong", new($"Ghi chú dài {note.Length} ký tự; nhiều nhất {NativeSignOff.MaxNote}.", $"The note has {note.Length} characters; at most {NativeSignOff.MaxNote}."));
    }
}
