using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Taxonomies;

/// <summary>Adds or replaces taxonomies and their terms. Terms that are not named stay: items carry them; the same input again changes nothing.</summary>
public sealed class PutTaxonomies(CmsDb db, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What is said of a taxonomy.</summary>
    /// <param name="Alias">Its name in JSON, at most 100 characters.</param>
    /// <param name="Title">For people.</param>
    /// <param name="ContentItemId">Orchard Core's id; kept from the first time.</param>
    /// <param name="Terms">In order.</param>
    public sealed record Input(string Alias, string Title, string ContentItemId, IReadOnlyList<TermInput> Terms);

    /// <summary>What is said of a term.</summary>
    /// <param name="Key">The term's key in JSON, unique in its taxonomy, at most 100 characters.</param>
    /// <param name="Title">For people.</param>
    /// <param name="Description">Help for editors.</param>
    /// <param name="ContentItemId">Orchard Core's id; kept from the first time.</param>
    public sealed record TermInput(string Key, string Title, string Description, string ContentItemId);

    /// <summary>Everything that is wrong with the input; fields are <c>taxonomies[0].terms[3].key</c>.</summary>
    public static IReadOnlyList<FieldError> Check(IReadOnlyList<Input> taxonomies)
    {
        var fields = new Fields();
        foreach (var (index, taxonomy) in taxonomies.Index())
        {
            var at = $"taxonomies[{index}]";
            fields.Required($"{at}.alias", taxonomy.Alias, 100);
            fields.Required($"{at}.title", taxonomy.Title, 300);
            foreach (var (place, term) in taxonomy.Terms.Index())
            {
                fields.Required($"{at}.terms[{place}].key", term.Key, 100);
                fields.Required($"{at}.terms[{place}].title", term.Title, 1000);
            }

            foreach (var twice in taxonomy.Terms.Index().GroupBy(entry => entry.Item.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
                fields.Add($"{at}.terms[{twice.Last().Index}].key", "duplicate", $"Khóa '{twice.Key}' có hai lần.", $"The key '{twice.Key}' is given twice.");
        }

        foreach (var twice in taxonomies.Index().GroupBy(entry => entry.Item.Alias, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"taxonomies[{twice.Last().Index}].alias", "duplicate", $"Bảng phân loại '{twice.Key}' có hai lần.", $"The taxonomy '{twice.Key}' is given twice.");
        return fields.Errors;
    }

    /// <summary>Writes them. The counts are of taxonomies; one whose terms changed is an updated one.</summary>
    public async Task<Outcome<Changes>> RunAsync(IReadOnlyList<Input> taxonomies, Actor actor, CancellationToken cancellationToken)
    {
        if (Check(taxonomies) is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Taxonomies, cancellationToken);
        var (created, updated) = (0, 0);
        foreach (var input in taxonomies)
        {
            var taxonomy = await db.Taxonomies.FindAsync([input.Alias], cancellationToken);
            if (taxonomy is null)
            {
                db.Taxonomies.Add(taxonomy = new Taxonomy { Alias = input.Alias, Title = input.Title, ContentItemId = input.ContentItemId });
                created++;
                await PutTermsAsync(input, cancellationToken);
                continue;
            }

            var renamed = taxonomy.Title != input.Title;
            taxonomy.Title = input.Title;
            if (await PutTermsAsync(input, cancellationToken) || renamed)
                updated++;
        }

        var changes = new Changes(created, updated, taxonomies.Count - created - updated);
        if (changes.Any)
        {
            audit.Record(actor, "taxonomies.put", "taxonomy", string.Join(',', taxonomies.Select(taxonomy => taxonomy.Alias)), new { created, updated });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return changes;
    }

    private async Task<bool> PutTermsAsync(Input input, CancellationToken cancellationToken)
    {
        var known = await db.Terms.Where(term => term.Taxonomy == input.Alias).ToDictionaryAsync(term => term.Key, StringComparer.Ordinal, cancellationToken);
        var changed = false;
        foreach (var (order, given) in input.Terms.Index())
        {
            if (!known.TryGetValue(given.Key, out var term))
            {
                db.Terms.Add(new Term { Taxonomy = input.Alias, Key = given.Key, Title = given.Title, Description = given.Description, Order = order, ContentItemId = given.ContentItemId });
                changed = true;
            }
            else if ((term.Title, term.Description, term.Order) != (given.Title, given.Description, order))
            {
                (term.Title, term.Description, term.Order) = (given.Title, given.Description, order);
                changed = true;
            }
        }

        return changed;
    }
}
