using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>What people do in an installation before it is exported.</summary>
internal static class EditorialWork
{
    /// <summary>Items in every state that an export tells of; by what they are.</summary>
    public static async Task<Dictionary<string, string>> DoAsync(CmsHost host, CancellationToken cancellationToken)
    {
        host.Clock.Advance(TimeSpan.FromHours(1));
        var day = host.Now.AddDays(1);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["published"] = (await host.PublishedAsync(cancellationToken)).Id,
            ["ending"] = (await host.PublishedAsync(cancellationToken, until: day)).Id,
            ["scheduled"] = (await host.PublishedAsync(cancellationToken, from: day, until: day.AddDays(1))).Id,
            ["approved"] = (await host.ApprovedAsync(cancellationToken)).Id,
            ["draft"] = (await host.DraftAsync(cancellationToken)).Id,
            ["corrected and drafted on"] = (await host.PublishedAsync(cancellationToken)).Id,
            ["replaced tomorrow"] = (await host.PublishedAsync(cancellationToken)).Id,
        };
        var (submitted, returned) = (await host.DraftAsync(cancellationToken), await host.DraftAsync(cancellationToken));
        await host.Admin.SubmitAsync(ids["submitted"] = submitted.Id, cancellationToken);
        await host.Admin.SubmitAsync(ids["returned"] = returned.Id, cancellationToken);
        (await host.Admin.PostAsync(Items.Manage(returned.Id, "return"), new { reason = "Thiếu nguồn" }, cancellationToken)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var corrected = ids["corrected and drafted on"];
        await host.NextApprovedAsync(corrected, cancellationToken);
        await host.Admin.PublishAsync(corrected, cancellationToken, correction: "Sửa số liệu");
        await host.NextDraftAsync(corrected, cancellationToken);
        await host.NextApprovedAsync(ids["replaced tomorrow"], cancellationToken);
        await host.Admin.PublishAsync(ids["replaced tomorrow"], cancellationToken, from: day);
        var fresh = await TranslateAsync(host, corrected, "tyz", cancellationToken);
        var stale = await TranslateAsync(host, ids["published"], "tyz", cancellationToken);
        await host.NextDraftAsync(ids["published"], cancellationToken);
        (ids["translation"], ids["stale translation"]) = (fresh, stale);
        (ids["planned by a release"], ids["replaced by a release"]) = ((await host.ApprovedAsync(cancellationToken)).Id, (await host.PublishedAsync(cancellationToken)).Id);
        await host.NextApprovedAsync(ids["replaced by a release"], cancellationToken);
        await ArmAsync(host, day, cancellationToken, ids["planned by a release"], ids["replaced by a release"]);
        await host.Admin.RetractAsync(ids["retracted"] = (await host.PublishedAsync(cancellationToken)).Id, "Số liệu sai nguồn.", cancellationToken);
        await host.Admin.RetractAsync(ids["retracted and drafted on"] = (await host.PublishedAsync(cancellationToken)).Id, "Sai tên thuốc.", cancellationToken);
        await host.NextDraftAsync(ids["retracted and drafted on"], cancellationToken);
        // on a clock that stands still what is retracted ends a microsecond later
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        return ids;
    }

    private static async Task ArmAsync(CmsHost host, DateTimeOffset at, CancellationToken cancellationToken, params string[] items)
    {
        var release = (await host.Admin.PostAsync("/api/v1/manage/releases", new
        {
            name = "Đợt phát", at = at.ToWire(), items = items.Select(id => new { id, channels = Array.Empty<string>() }), missed = new { policy = "sendUntil" },
        }, cancellationToken)).ExpectSuccess();
        (await host.Admin.PostAsync($"/api/v1/manage/releases/{release.Json.GetProperty("id").GetString()}/arm", null, cancellationToken)).ExpectSuccess();
    }

    private static async Task<string> TranslateAsync(CmsHost host, string source, string lang, CancellationToken cancellationToken) =>
        (await host.Admin.CreateItemAsync("Article", Items.Title(), cancellationToken, lang, Items.Complete, new Dictionary<string, object?>(StringComparer.Ordinal) { ["translationOf"] = source })).Id;
}
