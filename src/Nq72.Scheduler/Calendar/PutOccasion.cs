using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Calendar;

/// <summary>Sets an occasion or a holiday; the same input again changes nothing.</summary>
public sealed class PutOccasion(SchedulerDb db, UnitOfWork units, AuditRecorder audit, PublicChanges publicChanges, InstallationOptions installation, TimeProvider clock)
{
    internal const int NameLength = 200;
    private const int NoteLength = 2000;

    /// <summary>Makes or replaces the occasion of this key.</summary>
    public async Task<Outcome<OccasionView>> ExecuteAsync(string key, OccasionInput input, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        fields.Key("key", key);
        var name = fields.Required("name", input.Name, NameLength);
        var evidence = fields.Optional("evidence", input.Evidence, NoteLength);
        var source = fields.Optional("source", input.Source, NoteLength);
        if (input.Date is { IsValid: false })
            fields.Add("date", "date", "Ngày không đúng: viết \"04-07\", {\"from\",\"to\"}, {\"lunar\":\"01-01\"} hoặc null.", "The date is not one: write \"04-07\", {\"from\",\"to\"}, {\"lunar\":\"01-01\"} or null.");
        if (input.Days is < 1 or > 60)
            fields.Add("days", "days", "Số ngày phải từ 1 đến 60.", "The number of days must be between 1 and 60.");
        if (fields.AreInvalid)
            return fields.Problem;

        await using var work = await units.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Occasions, cancellationToken);
        var occasion = await db.FindAsync<Occasion>([key], cancellationToken);
        if (occasion is null)
            db.Add(occasion = new Occasion { Key = key, Name = name });
        var days = input.Days ?? 1;
        var before = (occasion.Revision, occasion.Name, occasion.Kind, occasion.Date, occasion.Days, occasion.Festive, occasion.Evidence, occasion.Source);
        if (before != (Math.Max(occasion.Revision, 1), name, input.Kind, input.Date, days, input.Festive, evidence, source))
        {
            occasion.Name = name;
            occasion.Kind = input.Kind;
            occasion.Date = input.Date;
            occasion.Days = days;
            occasion.Festive = input.Festive;
            occasion.Evidence = evidence;
            occasion.Source = source;
            occasion.Revision++;
            occasion.UpdatedAt = clock.Now();
            audit.Record(actor, "occasion.put", "occasion", key, input);
            publicChanges.Announce(work, occasion.UpdatedAt);
        }

        await work.CommitAsync(cancellationToken);
        return OccasionView.Of(occasion, clock.Today(installation.Zone).Year);
    }
}

/// <summary>What is said of an occasion or a holiday.</summary>
/// <param name="Name">1–200 characters, required.</param>
/// <param name="Date">Null while the date is not fixed.</param>
/// <param name="Evidence">What the date rests on.</param>
/// <param name="Source">Where that was read.</param>
/// <param name="Festive">Whether a blackout holds it; false when not said.</param>
/// <param name="Days">How many days a single date lasts, 1–60; 1 when not said.</param>
/// <param name="Kind"><c>occasion</c> (default) or <c>holiday</c>.</param>
public sealed record OccasionInput(
    string? Name, OccasionDate? Date, string? Evidence = null, string? Source = null, bool Festive = false, int? Days = null, OccasionKind Kind = OccasionKind.Occasion);
