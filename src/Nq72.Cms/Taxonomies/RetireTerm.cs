using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Taxonomies;

/// <summary>Takes a term out of the lists that editors choose from, or brings it back. Items that carry it keep it; reports go on counting it.</summary>
public sealed class RetireTerm(CmsDb db, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Retires it, or not any more; one that is so already stays as it is.</summary>
    public async Task<Outcome<Term>> RunAsync(string alias, string key, bool retired, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Taxonomies, cancellationToken);
        if (await db.Terms.FirstOrDefaultAsync(known => known.Taxonomy == alias && known.Key == key, cancellationToken) is not { } term)
            return Problem.NotFound($"Bảng phân loại '{alias}' không có mục '{key}'.", $"The taxonomy '{alias}' has no term '{key}'.");
        if (term.RetiredAt is not null != retired)
        {
            term.RetiredAt = retired ? clock.Now() : null;
            audit.Record(actor, retired ? "term.retire" : "term.revive", "taxonomy", $"{alias}/{key}", new { term.Title });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return term;
    }
}
