using System.Text.Json;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Support;

/// <summary>A partner that keeps a copy by delta sync, as docs/partners.md tells it to, and knows nothing else.</summary>
internal sealed class SyncPartner(CmsClient client)
{
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private string? token;

    /// <summary>What it has: each item's JSON, by id.</summary>
    public IReadOnlyDictionary<string, string> Kept => kept;

    /// <summary>Takes one page; returns whether there is more.</summary>
    public async Task<bool> StepAsync(int limit, CancellationToken cancellationToken)
    {
        var answer = (await client.GetAsync($"/api/v1/sync?limit={limit}{(token is null ? "" : $"&since={token}")}", cancellationToken)).ExpectSuccess().Json;
        foreach (var change in answer.GetProperty("changes").EnumerateArray())
        {
            if (change.GetProperty("op").GetString() == "upsert")
                kept[change.GetProperty("item").GetProperty("id").GetString()!] = change.GetProperty("item").GetRawText();
            else
                kept.Remove(change.GetProperty("id").GetString()!);
        }

        token = answer.GetProperty("next").GetString();
        return answer.GetProperty("more").GetBoolean();
    }

    /// <summary>Takes everything that it does not have yet.</summary>
    public async Task CatchUpAsync(int limit, CancellationToken cancellationToken)
    {
        while (await StepAsync(limit, cancellationToken))
        {
        }
    }

    /// <summary>What <c>/items</c> shows, page by page, in the same form.</summary>
    public static async Task<Dictionary<string, string>> ShownAsync(CmsClient client, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        for (string? cursor = "", next = null; cursor is not null; cursor = next)
        {
            var page = (await client.GetAsync($"/api/v1/items?limit=100{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}", cancellationToken)).ExpectSuccess().Json;
            foreach (var item in page.GetProperty("items").EnumerateArray())
                shown.Add(item.GetProperty("id").GetString()!, item.GetRawText());
            next = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetString();
        }

        return shown;
    }
}
