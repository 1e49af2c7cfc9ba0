using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Reads what stands of the files that versions refer to. By a statement of its own: the library knows items, since it tells where a file is used,
/// so that items do not know the library.
/// </summary>
public sealed class UsedMedia(PlainReads reads, ContentTypeCatalog catalog)
{
    /// <summary>Those of the files that there are, by id.</summary>
    public async Task<IReadOnlyDictionary<string, MediaStanding>> ReadAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return new Dictionary<string, MediaStanding>(StringComparer.Ordinal);
        var found = await reads.ListAsync($"SELECT id, name, state, obstacle, public_until, rights_until, lacks_alt, CASE WHEN kind = 'Video' THEN 1 ELSE 0 END FROM media_file WHERE {reads.Sql.IsAmong("id", "ids")}", [("ids", reads.Sql.Texts(wanted))],
            row => new MediaStanding(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), reads.Sql.InstantOrNull(row, 4), reads.Sql.InstantOrNull(row, 5), row.GetBoolean(6)) { IsClip = row.GetInt32(7) == 1 },
            cancellationToken);
        if (found.Exists(file => file.IsClip))
        {
            var captions = (await reads.ListAsync($"SELECT media_id, lang FROM media_captions WHERE kind = 'Captions' AND {reads.Sql.IsAmong("media_id", "ids")}", [("ids", reads.Sql.Texts(wanted))],
                row => (Id: row.GetString(0), Lang: row.GetString(1)), cancellationToken)).ToLookup(one => one.Id, one => one.Lang, StringComparer.Ordinal);
            found = [.. found.Select(file => file with { CaptionsIn = [.. captions[file.Id]] })];
        }

        return found.ToDictionary(file => file.Id, StringComparer.Ordinal);
    }

    /// <summary>The references of a version to files that there are not, for handing in.</summary>
    public async Task<IReadOnlyList<FieldError>> MissingAsync(ContentType type, VersionContent content, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(content.Media(type), cancellationToken);
        return [.. References(type, content).Where(reference => !known.ContainsKey(reference.Id)).Select(reference => new FieldError($"fields.{reference.Field.Key}", "unknownMedia", new(
            $"'{reference.Field.DisplayName}': không có tệp '{reference.Id}' trong thư viện.", $"'{reference.Field.DisplayName}': there is no file '{reference.Id}' in the library.")))];
    }

    /// <summary>The references of a version to files in which there are people who do not agree to be shown, for approval.</summary>
    public async Task<IReadOnlyList<FieldError>> WithoutConsentAsync(ContentType type, VersionContent content, DateTimeOffset now, CancellationToken cancellationToken) =>
        WithoutConsent(type, content, await ReadAsync(content.Media(type), cancellationToken), now);

    /// <summary>As above, with what stands of the files read already.</summary>
    public static IReadOnlyList<FieldError> WithoutConsent(ContentType type, VersionContent content, IReadOnlyDictionary<string, MediaStanding> known, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        foreach (var (field, id) in References(type, content).Where(reference => known.ContainsKey(reference.Id)))
        {
            var file = known[id];
            if (file.Obstacle is not null)
                errors.Add(new($"fields.{field.Key}", "consentMissing", new(
                    $"'{field.DisplayName}': tệp “{file.Name}” chưa khai có ai trong đó, hoặc thiếu đồng ý của họ.", $"'{field.DisplayName}': of the file “{file.Name}” it is not said who is in it, or their consent is missing.")));
            else if (file.ConsentIsOverAt(now))
                errors.Add(new($"fields.{field.Key}", "consentExpired", new(
                    $"'{field.DisplayName}': đồng ý của người trong tệp “{file.Name}” đã hết hạn.", $"'{field.DisplayName}': the consent of those in the file “{file.Name}” has expired.")));
        }

        return errors;
    }

    /// <summary>As above, for a version as it is kept.</summary>
    public async Task<IReadOnlyList<FieldError>> WithoutConsentAsync(ContentVersion version, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await catalog.GetAsync(cancellationToken)).Find(version.Type) is { } type ? await WithoutConsentAsync(type, version.Read(), at, cancellationToken) : [];

    private static IEnumerable<(ContentFieldDefinition Field, string Id)> References(ContentType type, VersionContent content) =>
        type.Fields.SelectMany(field => (field.Kind == FieldKind.Media ? ItemLinks.Of(content.Fields[field.Key]) : TextMedia.Of(field, content.Fields)).Select(id => (field, id)));
}
