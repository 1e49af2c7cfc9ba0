using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Taxonomies;

/// <summary>Adds a term to a taxonomy, or renames, describes and places one. Its key never changes.</summary>
public sealed class PutTerm(CmsDb db, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    internal const int KeyLength = 100;
    internal const int TitleLength = 1000;
    private const int DescriptionLength = 4000;

    /// <summary>What is said of a term.</summary>
    /// <param name="Title">For people, 1–1000 characters.</param>
    /// <param name="Description">Help for editors, up to 4000 characters; null for none.</param>
    /// <param name="Place">Place in the list, from 1; null or beyond the end for the last.</param>
    public sealed record Input(string? Title, string? Description, int? Place);

    /// <summary>Writes it; the same input again changes nothing.</summary>
    public async Task<Outcome<Term>> RunAsync(string alias, string key, Input input, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (key.Length is < 1 or > KeyLength || !key.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            fields.Add("key", "key", $"'{key}' không dùng làm khóa được: chỉ gồm chữ không dấu, chữ số, '-', '_', '.', dài 1–{KeyLength}.", $"'{key}' cannot be a key: use 1 to {KeyLength} letters, digits, '-', '_' and '.'.");
        var title = fields.Required("title", input.Title, TitleLength);
        var description = fields.Optional("description", input.Description, DescriptionLength) ?? "";
        if (input.Place is < 1)
            fields.Add("place", "range", "Vị trí tính từ 1.", "The place counts from 1.");
        if (fields.AreInvalid)
            return fields.Problem;

        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Taxonomies, cancellationToken);
        if (await db.Taxonomies.FindAsync([alias], cancellationToken) is null)
            return Problem.NotFound($"Không có bảng phân loại '{alias}'.", $"There is no taxonomy '{alias}'.");
        var terms = await db.Terms.Where(term => term.Taxonomy == alias).OrderBy(term => term.Order).ThenBy(term => term.Key).ToListAsync(cancellationToken);
        var term = terms.Find(known => known.Key == key);
        var before = (term?.Title, term?.Description, Place: term is null ? -1 : terms.IndexOf(term));
        if (term is null)
            db.Terms.Add(term = new Term { Taxonomy = alias, Key = key, Title = title, ContentItemId = ContentIds.Of($"term\n{alias}\n{key}") });
        terms.Remove(term);
        var place = Math.Min((input.Place ?? terms.Count + 1) - 1, terms.Count);
        if (before != (title, description, place))
        {
            (term.Title, term.Description) = (title, description);
            terms.Insert(place, term);
            foreach (var (order, one) in terms.Index())
                one.Order = order;
            audit.Record(actor, "term.put", "taxonomy", $"{alias}/{key}", new { title, description, place = place + 1 });
            epochs.Bump(work, clock.Now());
        }

        await work.CommitAsync(cancellationToken);
        return term;
    }
}
