using System.Text.Json;
using System.Text.RegularExpressions;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.ContentTypes;

/// <summary>Adds or replaces content types and parts. Definitions that are equal to what is stored change nothing.</summary>
public sealed partial class DefineContentTypes(CmsDb db, PlainReads reads, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Writes the definitions; returns how many differed from what was stored.</summary>
    public async Task<Outcome<int>> RunAsync(
        IReadOnlyList<ContentTypeDefinition> types, IReadOnlyList<ContentPartDefinition> parts, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.ContentTypes, cancellationToken);
        var now = clock.Now();
        var errors = types.Select(type => ("type", type.Name)).Concat(parts.Select(part => ("part", part.Name)))
            .Where(named => !Name().IsMatch(named.Name))
            .Select(named => new FieldError(named.Item1, "definitionName", new(
                $"Tên '{named.Name}' không hợp lệ: chỉ dùng chữ cái la-tinh và chữ số, bắt đầu bằng chữ hoa.",
                $"The name '{named.Name}' is not valid: Latin letters and digits, beginning with a capital.")))
            .ToList();
        var changed = 0;
        foreach (var type in types)
            changed += await PutAsync(DefinitionKind.Type, type.Name, JsonSerializer.Serialize(type, Json.Options), now, cancellationToken);
        foreach (var part in parts)
            changed += await PutAsync(DefinitionKind.Part, part.Name, JsonSerializer.Serialize(part, Json.Options), now, cancellationToken);
        await work.FlushAsync(cancellationToken);
        var catalog = await ContentTypeCatalog.ReadAsync(reads, 0, cancellationToken);
        errors.AddRange(types.SelectMany(type => FieldClashes(catalog.Find(type.Name)!)));
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (changed > 0)
        {
            audit.Record(actor, "contentTypes.define", "contentType", string.Join(",", types.Select(type => type.Name)), new { parts = parts.Select(part => part.Name) });
            // a part may be of any type
            var names = (parts.Count > 0 ? catalog.All.Select(type => type.Name) : types.Select(type => type.Name)).ToList();
            await db.MarkIntervalsAsync(names, now, cancellationToken);
            epochs.Bump(work, now);
        }

        await work.CommitAsync(cancellationToken);
        return changed;
    }

    private static IEnumerable<FieldError> FieldClashes(ContentType type) =>
        type.Fields.GroupBy(field => field.Key, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => new FieldError(
            $"{type.Name}.{same.Key}", "fieldClash", new(
                $"Kiểu {type.Name} có hai trường cùng tên '{same.Key}'.", $"The type {type.Name} has two fields of the name '{same.Key}'.")));

    private async Task<int> PutAsync(DefinitionKind kind, string name, string document, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.ContentDefinitions.FindAsync([kind, name], cancellationToken);
        if (known?.Document == document)
            return 0;
        if (known is null)
            db.ContentDefinitions.Add(known = new ContentDefinition { Kind = kind, Name = name, Document = document });
        known.Document = document;
        known.UpdatedAt = now;
        return 1;
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{0,99}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
