using Nq72.Cms.Loudspeaker;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Nq72Readings</c>: how abbreviations and units are read out, and readings that were kept for everyone.</summary>
internal sealed class ReadingsStep(UnitOfWork unitOfWork, PutReadingTables put, KeepReading keep, ReadingQueries readings, StepFacts facts)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Nq72Readings";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var given = new TabledReadings { Abbreviations = Rows(step, "Abbreviations"), Units = Rows(step, "Units") };
        var kept = step.Body.Objects("Kept").Select(row => (At: row, Written: row.RequiredText("Written"), Spoken: row.RequiredText("Spoken"))).ToList();
        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var written = await put.RunAsync(given, step.Actor, cancellationToken);
        if (!written.Succeeded)
        {
            step.Body.Add(written.Problem);
            return step.Problem;
        }

        (step.Report.Created, step.Report.Updated, step.Report.Unchanged) = written.Value;
        var before = (await readings.ListAsync(null, cancellationToken)).ToDictionary(row => row.Written, row => row.Spoken, StringComparer.Ordinal);
        foreach (var (at, words, spoken) in kept)
        {
            var done = await keep.RunAsync(new(words, spoken), step.Actor, cancellationToken);
            if (done.Problem is { } problem)
                at.Add(problem);
            step.Report.Count(!before.ContainsKey(words), before.GetValueOrDefault(words) != spoken);
        }

        if (step.IsInvalid)
            return step.Problem;
        await facts.PutAsync(Name, step.Body.Rest(), [], cancellationToken);
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private static IReadOnlyList<TabledReading> Rows(StepRun step, string table) =>
        [.. step.Body.Objects(table).Select(row => new TabledReading(row.RequiredText("Written"), row.Texts("Spoken"), row.Text("Note")))];
}
