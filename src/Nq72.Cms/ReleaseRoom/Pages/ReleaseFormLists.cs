using Nq72.Cms.Admin.Components;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>What an editor of a release may choose from, and what would go wrong with what was chosen.</summary>
public sealed class ReleaseFormLists(EditorLists lists, ChannelQueries channels, ItemQueries items, IContentGateway gateway, PreflightDraft preflight)
{
    /// <summary>Items that a search shows at most.</summary>
    public const int MostFound = 20;

    /// <summary>Type names.</summary>
    public Task<IReadOnlyList<Choice>> TypesAsync(CancellationToken cancellationToken) => lists.TypeChoicesAsync(cancellationToken);

    /// <summary>Languages.</summary>
    public Task<IReadOnlyList<Choice>> LanguagesAsync(CancellationToken cancellationToken) => lists.LanguagesAsync(cancellationToken);

    /// <summary>The channels.</summary>
    public async Task<IReadOnlyList<ChannelView>> ChannelsAsync(CancellationToken cancellationToken) => (await channels.ListAsync(PageRequest.First, cancellationToken)).Items;

    /// <summary>Items that a search finds, the last written first; words match with and without accents.</summary>
    public Task<Outcome<ItemQueries.Page>> FindAsync(ReleaseFind find, CancellationToken cancellationToken) =>
        items.ListAsync(new(Blank(find.Type), find.ItemState, Blank(find.Lang), Blank(find.Text), Limit: MostFound), cancellationToken);

    /// <summary>What is known of the items that are named, in their order.</summary>
    public async Task<IReadOnlyList<ContentFacts>> FactsAsync(IReadOnlyList<ReleaseItemInput> named, CancellationToken cancellationToken) =>
        named.Count == 0 ? [] : await gateway.InspectAsync([.. named.Select(item => new ContentPin(item.Id ?? "", item.Version))], cancellationToken);

    /// <summary>What would go wrong if it were saved and armed now; writes nothing.</summary>
    public Task<DraftReport> CheckAsync(string? id, ReleaseInput input, CancellationToken cancellationToken) => preflight.ExecuteAsync(id, input, cancellationToken);

    private static string? Blank(string text) => text.Length == 0 ? null : text;
}
