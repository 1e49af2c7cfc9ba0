using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Tells what would go wrong with a release as somebody is writing it down, before anything of it is saved. Writes nothing.</summary>
public sealed class PreflightDraft
{
    private readonly SchedulerDb db;
    private readonly ReleaseReader reader;
    private readonly Preflight preflight;
    private readonly TimeProvider clock;

    internal PreflightDraft(SchedulerDb db, ReleaseReader reader, Preflight preflight, TimeProvider clock)
    {
        this.db = db;
        this.reader = reader;
        this.preflight = preflight;
        this.clock = clock;
    }

    /// <summary>What saving would refuse, and what a preflight would find if it were armed as it is now.</summary>
    /// <param name="id">The draft that is edited, whose items keep their versions; null for a new one.</param>
    /// <param name="input">What is said of it so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DraftReport> ExecuteAsync(string? id, ReleaseInput input, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var release = (id is null ? null : await db.Set<Release>().AsNoTracking().Include(known => known.Items).FirstOrDefaultAsync(known => known.Id == id, cancellationToken))
            ?? new Release { Id = id ?? "", Name = "", CreatedBy = "" };
        release.At = default;
        var problem = await reader.FillAsync(release, input, now, cancellationToken);
        var hasInstant = release.At != default;
        if (!hasInstant)
            release.At = now;
        var findings = await preflight.RunAsync(release, now, hasInstant ? PreflightChecks.All : PreflightChecks.WithoutInstant, cancellationToken);
        // the preflight says it too, with what to do
        return new DraftReport([.. (problem?.Errors ?? []).Where(error => error is not { Field: "at", Code: "pastInstant" })], findings);
    }
}

/// <summary>What is wrong with a release that is being written down.</summary>
/// <param name="Errors">What saving would refuse.</param>
/// <param name="Findings">What a preflight would find, blocks first; without what depends on the instant while there is none.</param>
public sealed record DraftReport(IReadOnlyList<FieldError> Errors, IReadOnlyList<Finding> Findings);
