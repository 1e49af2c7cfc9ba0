using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Campaigns;

/// <summary>Writes down the peaks of every year of every campaign. Running it twice changes nothing.</summary>
internal sealed class PlanPeaks(SchedulerDb db, PeakQueries queries, UnitOfWork units, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Returns how many peaks are new, moved or gone.</summary>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(WritePriority.Bulk, cancellationToken);
        await work.WriteAloneAsync(Register.Peaks, cancellationToken);
        var planned = await db.Set<Peak>().ToDictionaryAsync(peak => peak.Id, StringComparer.Ordinal, cancellationToken);
        var changes = 0;
        foreach (var view in await queries.AllAsync(cancellationToken))
        {
            if (!planned.Remove(view.Id, out var peak))
                db.Add(peak = new Peak { Id = view.Id, Campaign = view.Campaign, Occasion = view.Occasion, Year = view.Date.Year });
            if ((peak.Date, peak.From, peak.To) == (view.Date, view.From, view.To))
                continue;
            (peak.Date, peak.From, peak.To) = (view.Date, view.From, view.To);
            peak.PlannedAt = clock.Now();
            changes++;
        }

        db.RemoveRange(planned.Values);
        changes += planned.Count;
        if (changes > 0)
            audit.Record(Actor.System, "peaks.plan", "peak", "*", new { changes });
        await work.CommitAsync(cancellationToken);
        return changes;
    }
}
