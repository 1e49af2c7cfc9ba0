using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;

namespace Nq72.Cms.Loudspeaker;

/// <summary>How the installation's documents are named aloud: by their newest approved version, which says it in words. Nothing is derived from a number.</summary>
public sealed class SpokenDocuments(CmsDb db)
{
    // 'Nghị quyết số bảy mươi hai của Bộ Chính trị'
    private const string BeforeNumber = " số ";
    private const string BeforeIssuer = " của ";

    /// <summary>The documents of these numbers that can be named: not those without a spoken name, and not those whose number several documents have with different names.</summary>
    public async Task<IReadOnlyDictionary<string, SpokenDocument>> FindAsync(IReadOnlySet<string> numbers, SiteSettings site, CancellationToken cancellationToken)
    {
        var types = site.Sections.Documents;
        var approved = db.ContentVersions.AsNoTracking().Where(version => types.Contains(version.Type) && version.Review == ReviewState.Approved);
        var newest = await approved
            .Where(version => !approved.Any(later => later.ItemId == version.ItemId && later.Number > version.Number) && db.ContentItems.Any(item => item.Id == version.ItemId && item.TrashedAt == null))
            .Select(version => version.Document).ToListAsync(cancellationToken);
        var names = site.DocumentFields;
        var known = newest.Select(document => VersionContent.Parse(document).Fields)
            .Select(fields => (Number: Text(fields, names.Number), Document: Name(Text(fields, names.SpokenName), Text(fields, names.Issuer))))
            .Where(entry => numbers.Contains(entry.Number));
        return known.GroupBy(entry => entry.Number, entry => entry.Document, StringComparer.Ordinal)
            .Where(group => group.First() is not null && group.Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First()!, StringComparer.Ordinal);
    }

    /// <summary>A spoken name in its parts; null when it does not tell kind, number and issuer.</summary>
    internal static SpokenDocument? Name(string spokenName, string issuer)
    {
        var number = spokenName.IndexOf(BeforeNumber, StringComparison.Ordinal);
        if (number <= 0)
            return null;
        var rest = spokenName[(number + BeforeNumber.Length)..];
        // an issuer may hold 'của' too: the field tells where it begins
        var of = issuer.Length > 0 && rest.EndsWith(BeforeIssuer + issuer, StringComparison.OrdinalIgnoreCase) ? rest.Length - issuer.Length - BeforeIssuer.Length : rest.IndexOf(BeforeIssuer, StringComparison.Ordinal);
        return of <= 0 ? null : new(spokenName[..number], rest[..of], rest[(of + BeforeIssuer.Length)..]);
    }

    private static string Text(System.Text.Json.Nodes.JsonObject fields, string name) => fields[name] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : "";
}
