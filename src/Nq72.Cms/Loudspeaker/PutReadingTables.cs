using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Adds or replaces rows of the tables of readings. Those that are not named stay; the same input again changes nothing.</summary>
public sealed class PutReadingTables(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit)
{
    /// <summary>Writes them; errors are keyed <c>abbreviations[2].written</c>.</summary>
    public async Task<Outcome<Changes>> RunAsync(TabledReadings given, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        Check("abbreviations", given.Abbreviations, fields);
        Check("units", given.Units, fields);
        if (fields.AreInvalid)
            return fields.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Readings, cancellationToken);
        var stored = await db.Settings.FindAsync([TabledReadings.Key], cancellationToken);
        var before = stored?.Read<TabledReadings>() ?? new TabledReadings();
        var (abbreviations, ofAbbreviations) = Merge(before.Abbreviations, given.Abbreviations);
        var (units, ofUnits) = Merge(before.Units, given.Units);
        var changes = new Changes(ofAbbreviations.Created + ofUnits.Created, ofAbbreviations.Updated + ofUnits.Updated, ofAbbreviations.Unchanged + ofUnits.Unchanged);
        if (changes.Any)
        {
            var document = new TabledReadings { Abbreviations = abbreviations, Units = units }.ToDocument();
            if (stored is null)
                db.Settings.Add(stored = new Setting { Key = TabledReadings.Key, Document = document });
            stored.Document = document;
            audit.Record(actor, "readings.put", "readings", "*", new { changes.Created, changes.Updated });
        }

        await work.CommitAsync(cancellationToken);
        return changes;
    }

    private static (IReadOnlyList<TabledReading> Rows, Changes Changes) Merge(IReadOnlyList<TabledReading> before, IReadOnlyList<TabledReading> given)
    {
        List<TabledReading> rows = [.. before];
        var places = rows.Index().ToDictionary(row => row.Item.Written, row => row.Index, StringComparer.Ordinal);
        var (created, updated) = (0, 0);
        foreach (var row in given)
        {
            if (!places.TryGetValue(row.Written, out var place))
            {
                rows.Add(row);
                created++;
            }
            else if (rows[place].Note != row.Note || !rows[place].Spoken.SequenceEqual(row.Spoken, StringComparer.Ordinal))
            {
                rows[place] = row;
                updated++;
            }
        }

        return (rows, new Changes(created, updated, given.Count - created - updated));
    }

    private static void Check(string table, IReadOnlyList<TabledReading> rows, Fields fields)
    {
        foreach (var (index, row) in rows.Index())
        {
            fields.Required($"{table}[{index}].written", row.Written, KeptReading.MaxWritten);
            if (row.Spoken.Count == 0)
                fields.Add($"{table}[{index}].spoken", "required", $"'{row.Written}' cần ít nhất một cách đọc.", $"'{row.Written}' needs a reading.");
            foreach (var spoken in row.Spoken)
                fields.Required($"{table}[{index}].spoken", spoken, KeptReading.MaxSpoken);
        }

        foreach (var twice in rows.Index().GroupBy(row => row.Item.Written, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"{table}[{twice.Last().Index}].written", "duplicate", $"'{twice.Key}' có hai lần.", $"'{twice.Key}' is given twice.");
    }
}
