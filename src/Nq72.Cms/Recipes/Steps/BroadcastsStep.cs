using Nq72.Cms.Broadcasts.Slots;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Nq72Broadcasts</c>: when loudspeakers speak, and how slogans take turns. What is not named stays.</summary>
internal sealed class BroadcastsStep(CmsDb db, UnitOfWork unitOfWork, PutBroadcastRules put)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Nq72Broadcasts";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var before = await BroadcastRules.ReadAsync(db, cancellationToken);
        var given = step.Read<BroadcastRules>(step.Body, step.Body.Node);
        if (given is null || step.IsInvalid)
            return step.Problem;
        var named = step.Body.Node.Select(member => member.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rules = new BroadcastRules
        {
            Slots = named.Contains(nameof(given.Slots)) ? given.Slots : before.Slots,
            Places = named.Contains(nameof(given.Places)) ? given.Places : before.Places,
            TurnTypes = named.Contains(nameof(given.TurnTypes)) ? given.TurnTypes : before.TurnTypes,
            TurnsPerSlot = named.Contains(nameof(given.TurnsPerSlot)) ? given.TurnsPerSlot : before.TurnsPerSlot,
            RepeatAfterDays = named.Contains(nameof(given.RepeatAfterDays)) ? given.RepeatAfterDays : before.RepeatAfterDays,
            PriorityTags = named.Contains(nameof(given.PriorityTags)) ? given.PriorityTags : before.PriorityTags,
            Note = named.Contains(nameof(given.Note)) ? given.Note : before.Note,
        };
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var isNew = await db.Settings.FindAsync([BroadcastRules.Key], cancellationToken) is null;
        var written = await put.RunAsync(rules, step.Actor, cancellationToken);
        if (written.Problem is { } problem)
        {
            step.Body.Add(problem);
            return step.Problem;
        }

        await work.CommitAsync(cancellationToken);
        step.Report.Count(isNew, written.Value);
        return Done.Value;
    }
}
