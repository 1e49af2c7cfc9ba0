using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Support;

/// <summary>Items in the states that tests begin with.</summary>
internal static class Items
{
    /// <summary>Fields that an article can be handed in with.</summary>
    public static readonly object Complete = new { body = "Nội dung bài." };

    private static int count;

    /// <summary>A title that no other item has.</summary>
    public static string Title(string stem = "Tin thử") => $"{stem} {Interlocked.Increment(ref count)}";

    public static Task<CmsItem> DraftAsync(this CmsHost host, CancellationToken cancellationToken, object? fields = null) =>
        host.Admin.CreateItemAsync("Article", Title(), cancellationToken, fields: fields ?? Complete);

    public static Task<CmsItem> ApprovedAsync(this CmsHost host, CancellationToken cancellationToken, object? fields = null) =>
        host.Admin.CreateApprovedAsync("Article", Title(), cancellationToken, fields: fields ?? Complete);

    /// <summary>An English translation of an article, approved.</summary>
    public static async Task<CmsItem> ApprovedTranslationAsync(this CmsHost host, string source, CancellationToken cancellationToken)
    {
        var item = await host.Admin.CreateItemAsync("Article", Title(), cancellationToken, "en", Complete, new Dictionary<string, object?> { ["translationOf"] = source });
        await host.Admin.SubmitAsync(item.Id, cancellationToken);
        await host.Admin.ApproveAsync(item.Id, item.Version, cancellationToken);
        return item;
    }

    public static Task<CmsItem> PublishedAsync(this CmsHost host, CancellationToken cancellationToken, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        host.Admin.CreatePublishedAsync("Article", Title(), cancellationToken, fields: Complete, from: from, until: until);

    /// <summary>A next version, approved; returns its number.</summary>
    public static async Task<int> NextApprovedAsync(this CmsHost host, string id, CancellationToken cancellationToken, string? title = null)
    {
        var version = await host.NextDraftAsync(id, cancellationToken, title);
        await host.Admin.SubmitAsync(id, cancellationToken);
        await host.Admin.ApproveAsync(id, version, cancellationToken);
        return version;
    }

    /// <summary>A next version, a draft; returns its number.</summary>
    public static async Task<int> NextDraftAsync(this CmsHost host, string id, CancellationToken cancellationToken, string? title = null)
    {
        var answer = await host.Admin.PutAsync(Manage(id), new { title = title ?? Title() }, cancellationToken, ("If-Match", "*"));
        return answer.ExpectSuccess().Json.GetProperty("version").GetInt32();
    }

    /// <summary>Defines a type anew with another description: what is shown of its items counts as changed.</summary>
    public static async Task RedefineAsync(this CmsHost host, string type, CancellationToken cancellationToken)
    {
        var definition = (await host.InDatabaseAsync(db => db.ContentDefinitions.AsNoTracking().SingleAsync(row => row.Kind == DefinitionKind.Type && row.Name == type, cancellationToken))).ReadType();
        var defined = await host.RunAsync<DefineContentTypes, Outcome<int>>(verb => verb.RunAsync([definition with { Description = Title() }], [], Actor.System, cancellationToken));
        Assert.True(defined.Succeeded);
    }

    /// <summary>The address of an item on the desk side.</summary>
    public static string Manage(string id, string verb = "") => $"/api/v1/manage/items/{id}{(verb.Length == 0 ? "" : $"/{verb}")}";

    /// <summary>The address of an item on the delivery side.</summary>
    public static string Delivery(string id) => $"/api/v1/items/{id}";
}
