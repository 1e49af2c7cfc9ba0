using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Declares a blackout, or changes one. Festive items of armed releases whose instant it covers are held at once. What an earlier form of it
/// held stays held: making it shorter, or lifting it, releases nothing by itself.
/// </summary>
public sealed class PutBlackout
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly BlackoutGate gate;
    private readonly ApplyBlackouts apply;
    private readonly HeldQueries held;
    private readonly AuditRecorder audit;
    private readonly InstallationOptions installation;
    private readonly TimeProvider clock;

    internal PutBlackout(SchedulerDb db, UnitOfWork units, BlackoutGate gate, ApplyBlackouts apply, HeldQueries held, AuditRecorder audit, InstallationOptions installation, TimeProvider clock)
    {
        this.db = db;
        this.units = units;
        this.gate = gate;
        this.apply = apply;
        this.held = held;
        this.audit = audit;
        this.installation = installation;
        this.clock = clock;
    }

    /// <summary>Makes or replaces the blackout of this key; the same input again changes nothing.</summary>
    public async Task<Outcome<BlackoutOutcome>> ExecuteAsync(string key, BlackoutInput input, Actor actor, CancellationToken cancellationToken)
    {
        var read = BlackoutTerms.Read(key, input, installation.Zone);
        if (!read.Succeeded)
            return read.Problem;
        var blackout = await WriteAsync(key, read.Value, actor, cancellationToken);
        var applied = await apply.ExecuteAsync(actor, cancellationToken);
        return await BlackoutOutcome.OfAsync(BlackoutView.Of(blackout), applied, held, cancellationToken);
    }

    // committed before anything is held: from here on nothing festive can be armed into it, and what dies in between is held by the housekeeping
    private async Task<Blackout> WriteAsync(string key, BlackoutTerms terms, Actor actor, CancellationToken cancellationToken)
    {
        var (name, from, to, allow) = terms;
        await using var work = await units.BeginAsync(cancellationToken);
        await gate.CloseAsync(cancellationToken);
        var blackout = await db.FindAsync<Blackout>([key], cancellationToken);
        if (blackout is null)
            db.Add(blackout = new Blackout { Key = key, Name = name });
        if (blackout.Revision == 0 || (blackout.Name, blackout.From, blackout.To) != (name, from, to) || !SameMarks(blackout.Allow, allow))
        {
            (blackout.Name, blackout.From, blackout.To, blackout.Allow) = (name, from, to, allow);
            blackout.Revision++;
            blackout.UpdatedAt = clock.Now();
            audit.Record(actor, "blackout.put", "blackout", key, BlackoutView.Of(blackout));
        }

        await work.CommitAsync(cancellationToken);
        return blackout;
    }

    private static bool SameMarks(ContentMarks left, ContentMarks right) =>
        left.Types.SequenceEqual(right.Types) && left.Tags.SequenceEqual(right.Tags) && left.Genres.SequenceEqual(right.Genres);
}

/// <summary>What is said of a blackout.</summary>
/// <param name="Name">1–200 characters, required.</param>
/// <param name="From">Its first day or instant, required.</param>
/// <param name="To">Its last day, or the instant at which it is over, required; a year after <paramref name="From"/> at most.</param>
/// <param name="Allow">What passes although it is festive; nothing when not said.</param>
public sealed record BlackoutInput(string? Name, DayOrTime? From, DayOrTime? To, ContentMarks? Allow = null);

/// <summary>A blackout, and what it means for releases.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">First instant.</param>
/// <param name="To">The instant at which it is over.</param>
/// <param name="Allow">What passes although it is festive.</param>
/// <param name="NewlyHeld">How many items were taken out of armed releases just now.</param>
/// <param name="TooLate">Releases that were about to go out, or were out: they are not held; to take them back is a retraction.</param>
/// <param name="Waiting">How many items it held, now or before, that wait for a decision (<c>GET /held</c>).</param>
public sealed record BlackoutOutcome(
    string Key, string Name, DateTimeOffset From, DateTimeOffset To, ContentMarks Allow, int NewlyHeld, IReadOnlyList<string> TooLate, int Waiting)
{
    internal static async Task<BlackoutOutcome> OfAsync(BlackoutView view, AppliedBlackouts applied, HeldQueries held, CancellationToken cancellationToken) =>
        new(view.Key, view.Name, view.From, view.To, view.Allow, applied.Held, applied.TooLate, await held.CountAsync(view.Key, cancellationToken));
}
