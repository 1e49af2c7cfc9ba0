using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Recipes.Samples;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Recipes.Steps;

/// <summary><c>Nq72Samples</c>: says which items are samples, and makes a draft release of some of them. Those that a person put in the trash come back.</summary>
internal sealed class SamplesStep(CmsDb db, UnitOfWork unitOfWork, TrashItem trash, CreateRelease create, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Nq72Samples";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var items = step.Body.Texts("Items");
        var release = step.Body.Object("Release");
        var name = release?.RequiredText("Name");
        var inDays = release?.Integer("InDays") ?? 7;
        var time = release?.Text("Time") ?? "07:00";
        var released = release?.Texts("Items") ?? [];
        if (inDays is < 1 or > 366)
            release!.Error("InDays", "range", "InDays từ 1 đến 366.", "InDays must be between 1 and 366.");
        if (step.IsInvalid)
            return step.Problem;
        // there already: what people made of it since is theirs
        var isKnown = await db.Settings.AsNoTracking().AnyAsync(setting => setting.Key == SampleState.Key, cancellationToken);
        if (step.IsDryRun || isKnown)
        {
            step.Report.Count(!isKnown, !isKnown);
            return Done.Value;
        }

        foreach (var item in items)
        {
            if ((await trash.RestoreAsync(item, step.Actor, cancellationToken)).Problem is { } problem)
                return problem;
        }

        string? made = null;
        if (release is not null)
        {
            var day = clock.Today(installation.Zone).AddDays(inDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var draft = await create.ExecuteAsync(new ReleaseInput(name, new WallTime(null, $"{day}T{time}"), [.. released.Select(item => new ReleaseItemInput(item))]), step.Actor, cancellationToken);
            if (!draft.Succeeded)
            {
                release.Add(draft.Problem, OrchardJson.ToPascalPath);
                return step.Problem;
            }

            made = draft.Value.Id;
        }

        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        db.Settings.Add(new Setting { Key = SampleState.Key, Document = JsonSerializer.Serialize(new SampleState([.. items], made), Json.Options) });
        await work.CommitAsync(cancellationToken);
        step.Report.Count(true, true);
        return Done.Value;
    }
}
