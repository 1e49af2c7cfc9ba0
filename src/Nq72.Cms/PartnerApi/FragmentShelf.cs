using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// Versions as the delivery side writes them, rendered when first asked for. A version never changes, so nothing ever makes them wrong but
/// another definition of its type and personal data that is blacked out, which are part of the key. Memory is bounded. Thread-safe.
/// </summary>
public sealed class FragmentShelf(InstallationOptions installation) : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;

    // from here on other processors help: a page of a partner's first round is nothing but versions that nobody asked for yet
    private const int Many = 16;

    private readonly MemoryCache shelf = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    private readonly record struct Key(string ItemId, int Version, int Redactions, string Shape);

    /// <summary>The fragments of every item, in their order. Documents are read, all in one query, only of versions that are not at hand.</summary>
    public async Task<IReadOnlyList<VersionFragments>> GetAsync(VisibleItems visible, ContentTypeSet types, IReadOnlyList<VisibleHead> items, CancellationToken cancellationToken)
    {
        var shapes = types.All.ToDictionary(type => type.Name, ShapeOf, StringComparer.Ordinal);
        var keys = items.Select(item => new Key(item.Publication.ItemId, item.Publication.Version, item.Redactions, shapes.GetValueOrDefault(item.Publication.Type, ""))).ToList();
        var found = keys.Select(key => shelf.Get<VersionFragments>(key)).ToArray();
        var missing = items.Where((_, index) => found[index] is null).Select(item => item.Publication.Id).ToList();
        if (missing.Count > 0)
        {
            var documents = await visible.DocumentsAsync(missing, cancellationToken);
            if (missing.Count < Many)
                Render(0, found.Length);
            else
                Parallel.ForEach(Partitioner.Create(0, found.Length), range => Render(range.Item1, range.Item2));

            void Render(int begin, int end)
            {
                for (var i = begin; i < end; i++)
                    found[i] ??= Keep(keys[i], VersionFragments.Render(types.Find(items[i].Publication.Type), VersionContent.Parse(documents[items[i].Publication.Id]), installation));
            }
        }

        return found!;
    }

    public void Dispose() => shelf.Dispose();

    private VersionFragments Keep(Key key, VersionFragments fragments) => shelf.Set(key, fragments, new MemoryCacheEntryOptions { Size = fragments.Size });

    // all of a type's definition that shapes what is kept
    private static string ShapeOf(ContentType type) => string.Join(',', type.Fields.Where(field => VersionFragments.IsHtml(field) || field.Kind == FieldKind.Media).Select(field => $"{field.Key}:{field.Kind}"));
}
