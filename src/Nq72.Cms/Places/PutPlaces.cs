using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Places;

/// <summary>Adds or replaces places. Those that are not named stay; the same input again changes nothing.</summary>
public sealed class PutPlaces(CmsDb db, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What is said of a place.</summary>
    /// <param name="Code">The state's code, as text, at most 20 characters.</param>
    /// <param name="Name">Name without its kind.</param>
    /// <param name="Kind">xã, phường.</param>
    /// <param name="Province">Code of the province.</param>
    /// <param name="Facts">Whatever else is known of it.</param>
    public sealed record Input(string Code, string Name, string Kind, string Province, JsonObject Facts);

    /// <summary>Writes them; errors are keyed <c>places[2].code</c>.</summary>
    public async Task<Outcome<Changes>> RunAsync(IReadOnlyList<Input> places, Actor actor, CancellationToken cancellationToken)
    {
        var fields = Check(places);
        if (fields.AreInvalid)
            return fields.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Places, cancellationToken);
        var codes = places.Select(place => place.Code).ToList();
        var known = await db.Places.Where(place => codes.Contains(place.Code)).ToDictionaryAsync(place => place.Code, StringComparer.Ordinal, cancellationToken);
        var (created, updated) = (0, 0);
        foreach (var input in places)
        {
            var facts = input.Facts.ToJsonString(Json.Options);
            if (!known.TryGetValue(input.Code, out var place))
            {
                db.Places.Add(new Place { Code = input.Code, Name = input.Name, Kind = input.Kind, Province = input.Province, Facts = facts });
                created++;
            }
            else if ((place.Name, place.Kind, place.Province, place.Facts) != (input.Name, input.Kind, input.Province, facts))
            {
                (place.Name, place.Kind, place.Province, place.Facts) = (input.Name, input.Kind, input.Province, facts);
                updated++;
            }
        }

        var changes = new Changes(created, updated, places.Count - created - updated);
        if (changes.Any)
        {
            audit.Record(actor, "places.put", "place", places is [var one] ? one.Code : "*", new { created, updated });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return changes;
    }

    private static Fields Check(IReadOnlyList<Input> places)
    {
        var fields = new Fields();
        foreach (var (index, place) in places.Index())
        {
            fields.Required($"places[{index}].code", place.Code, 20);
            fields.Required($"places[{index}].name", place.Name, 200);
            fields.Required($"places[{index}].kind", place.Kind, 50);
            fields.Required($"places[{index}].province", place.Province, 20);
        }

        foreach (var twice in places.Index().GroupBy(entry => entry.Item.Code, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"places[{twice.Last().Index}].code", "duplicate", $"Mã '{twice.Key}' có hai lần.", $"The code '{twice.Key}' is given twice.");
        return fields;
    }
}
