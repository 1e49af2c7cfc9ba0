using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// <c>content</c>: taxonomies and items. Everything is checked before anything is written; then drafts are made in short transactions, all
/// of them before the first is handed in, so that items may link to items further down. What was cut off is taken up where it stopped.
/// </summary>
internal sealed class ContentStep(IServiceScopeFactory scopes, ContentPlanner planner, UnitOfWork unitOfWork, PutTaxonomies putTaxonomies)
{
    /// <summary>The step's name.</summary>
    public const string Name = "content";

    // long enough to spare commits, short enough that marks of deliveries never wait for it
    private const int ChunkSize = 100;

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var given = step.Body.Objects("data").ToLookup(item => string.Equals(item.Node.Text("ContentType"), TaxonomyItems.TypeName, StringComparison.Ordinal));
        var taxonomies = given[true].Select(item => (At: item, Input: TaxonomyItems.Read(item, step.Report.Note))).ToList();
        var inputs = taxonomies.ConvertAll(taxonomy => taxonomy.Input);
        foreach (var error in PutTaxonomies.Check(inputs))
        {
            // taxonomies[2].terms[0].key: the number leads to the item in the file
            var end = error.Field.IndexOf(']', StringComparison.Ordinal);
            var at = taxonomies[int.Parse(error.Field.AsSpan()["taxonomies[".Length..end], System.Globalization.CultureInfo.InvariantCulture)].At;
            step.Errors.Add(error with { Field = $"{at.Path}.{TaxonomyItems.PlaceOf(error.Field[(end + 2)..])}" });
        }

        var groups = await planner.PlanAsync(step, [.. given[false]], inputs, cancellationToken);
        if (step.IsInvalid)
            return step.Problem;
        if (inputs.Count > 0)
        {
            await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
            var put = await putTaxonomies.RunAsync(inputs, step.Actor, cancellationToken);
            if (!put.Succeeded)
                return put.Problem;
            await work.CommitAsync(cancellationToken);
            (step.Report.Created, step.Report.Updated, step.Report.Unchanged) = put.Value;
        }

        if (step.IsDryRun)
        {
            CountPlanned(step, groups);
            return Done.Value;
        }

        for (var round = 0; groups.Any(group => group.Count > round); round++)
        {
            var now = groups.Where(group => group.Count > round).Select(group => group[round]).ToList();
            if (!await InChunksAsync(step, [.. now.SelectMany(segment => segment)], static chunk => chunk.WriteAsync, cancellationToken)
                || !await InChunksAsync(step, InOrderOfAppearance(now), static chunk => chunk.FinishAsync, cancellationToken))
                return step.Problem;
        }

        var all = groups.SelectMany(group => group).SelectMany(segment => segment).ToList();
        if (!await InChunksAsync(step, all.FindAll(version => version.Draft is { TranslationOf: not null, SourceVersionId: not null }), static chunk => chunk.LinkAsync, cancellationToken))
            return step.Problem;
        foreach (var version in all)
            step.Report.Count(version.Written == Written.Created, version.Written == Written.Updated);
        return Done.Value;
    }

    private static void CountPlanned(StepRun step, IReadOnlyList<IReadOnlyList<IReadOnlyList<PlannedVersion>>> groups)
    {
        foreach (var group in groups)
        {
            foreach (var (place, version) in group.SelectMany(segment => segment).Index())
                step.Report.Count(place == 0 && !version.IsOfKnownItem, !version.IsKnown);
        }
    }

    // nothing is back-dated; but what appeared first elsewhere appears first here, and lists keep their order
    private static List<PlannedVersion> InOrderOfAppearance(IEnumerable<IReadOnlyList<PlannedVersion>> segments) =>
        [.. segments.Select(segment => segment[^1]).Where(version => version.Goal != Goal.Draft).OrderBy(version => version.Draft.PublishedUtc ?? DateTimeOffset.MaxValue)];

    private async Task<bool> InChunksAsync(
        StepRun step, IReadOnlyList<PlannedVersion> versions, Func<ContentChunk, Func<StepRun, IReadOnlyList<PlannedVersion>, CancellationToken, Task<bool>>> verb, CancellationToken cancellationToken)
    {
        foreach (var part in versions.Chunk(ChunkSize))
        {
            await using var scope = scopes.CreateAsyncScope();
            var chunk = scope.ServiceProvider.GetRequiredService<ContentChunk>();
            if (!await verb(chunk)(step, part, cancellationToken))
                return false;
        }

        return true;
    }
}
