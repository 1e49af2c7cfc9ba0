using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Feeds;
using Nq72.Cms.Formats;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Cms.ReleaseRoom;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Previews.Alongside;

/// <summary>
/// Shows what every channel would make of a text as it is typed: the very formats render it, the very checks look at it. Nothing is written.
/// </summary>
public sealed class ReadAlongside(
    CmsDb db, ContentTypeCatalog catalog, IEnumerable<IFormat> formats, FeedEntries feeds, ShownMediaReader media, SurroundingsReader around, SaveVersion save, SubmitItem submit, ApproveItem approve,
    SpeakText speak, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>Reads it.</summary>
    /// <param name="id">The item.</param>
    /// <param name="body">The body that would save it; what cannot be read is among the findings.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The view; 404 for no such item.</returns>
    public async Task<Outcome<AlongsideView>> RunAsync(string id, JsonObject body, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.ContentItems.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } item || (await catalog.GetAsync(cancellationToken)).Find(item.Type) is not { } type)
            return ItemProblems.NoItem(id);
        var before = await db.ContentVersions.AsNoTracking().SingleAsync(one => one.ItemId == id && one.Number == item.NewestVersion, cancellationToken);
        var input = new DraftInput((JsonObject)body.DeepClone(), type, await References.ReadAsync(db, cancellationToken));
        var read = input.Read(before.Read());
        var content = read with { Slug = read.Slug.Length > 0 ? read.Slug : SaveVersion.SlugStem(id, read.Title) };
        var ownClaims = await save.StampClaimsAsync(item, type, content.Fields, before.Read().Fields, actor, cancellationToken);
        var now = clock.Now();
        var version = WrittenVersion.Of(item, type, content, actor, now, before.VersionId).Row;
        (version.SourceItemId, version.SourceVersion) = (before.SourceItemId, before.SourceVersion);
        List<AlongsideFinding> findings =
        [
            .. Of("save", [.. input.Errors, .. ownClaims?.Errors ?? []]),
            .. Of("submit", await submit.MissingAsync(type, content, withMedia: true, cancellationToken)),
            .. Of("approve", await approve.ForbiddingAsync(type, content, cancellationToken)),
        ];
        var facts = new ContentFacts(id, version.Number, true, false, false, false, version.Number, item.Type, content.Title, item.Lang, false);
        findings.AddRange(TextPreflight.Look(facts, await around.ReadAsync(item, version, now, cancellationToken), now).Select(found => new AlongsideFinding("release", found.Field, found.Code, found.Message, found.Remedy)));
        return await ShowAsync(item, version, content, type, findings, now, cancellationToken);
    }

    private async Task<AlongsideView> ShowAsync(
        ContentItem item, ContentVersion version, VersionContent content, ContentType type, List<AlongsideFinding> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var place = content.Places is [var code, ..] ? (await db.Places.AsNoTracking().SingleOrDefaultAsync(one => one.Code == code, cancellationToken))?.FullName : null;
        var shown = await media.ReadAsync([.. content.Media(type)], now, cancellationToken);
        var input = new FormatInput
        {
            Request = new("", item.Id, version.Number, DeliveryOperation.Publish, now, null, null, null), Item = item, Version = version, Content = content, PublishedAt = now, Type = type,
            Terms = await db.Terms.AsNoTracking().ToDictionaryAsync(term => (term.Taxonomy, term.Key), term => term.Title, cancellationToken), PlaceName = place, Site = site, Installation = installation, Media = shown,
        };
        var head = new VisibleHead(
            new Publication { Id = Guid.Empty, ItemId = item.Id, Version = version.Number, Type = item.Type, Lang = item.Lang, PublishedAt = now, VisibleFrom = now, RecordedAt = now, RecordedBy = "" },
            version.Slug, content.Title, item.LocalizationSet, []);
        var card = await feeds.ReadAsync(head, VersionFragments.Render(type, content, installation), site, now, cancellationToken);
        return new(
            item.Lang, findings, Newspaper(Json(input, "ninjs")), Portal(Json(input, "portal")["item"]!),
            new(card.Title, card.Summary, card.Authority, "", [.. card.Files.Where(file => file.IsPicture).Take(1).Select(file => new ChannelPicture(file.Media.Id, file.Alt))]),
            await ScriptAsync(input, cancellationToken), [.. site.PostLimits.Select(limit => Measure(limit, content, input.Authority))]);
    }

    private static IEnumerable<AlongsideFinding> Of(string at, IEnumerable<FieldError> errors) => errors.Select(error => new AlongsideFinding(at, error.Field, error.Code, error.Message, null));

    private ContentPayload Render(FormatInput input, string format) => formats.First(one => one.Facts.Name == format).Render(input with { Request = input.Request with { Format = format } });

    private JsonNode Json(FormatInput input, string format) => JsonNode.Parse(Render(input, format).Bytes.Span)!;

    private ChannelText Newspaper(JsonNode sent) => new(
        Text(sent["title"]), Text(sent["descriptions"]?[0]?["value"]), Text(sent["by"]),
        Html(Objects(sent["bodies"]).Where(one => Text(one["contentType"]) == "text/html").Select(one => Text(one["value"]))),
        [.. Objects(sent["associations"]).Where(one => Text(one["type"]) == "picture").Select(one => new ChannelPicture(Text(one["uri"]).Split(':')[^1], Text(one["name"])))]);

    private ChannelText Portal(JsonNode item) => new(
        Text(item["title"]), Text(item["summary"]), Text(item["authority"]), Html((item["html"] as JsonObject ?? []).Select(field => Text(field.Value))),
        [.. Objects(item["media"]).Where(one => Text(one["kind"]) == "image").Select(one => new ChannelPicture(Text(one["id"]), Text(one["alt"])))]);

    private async Task<ScriptText> ScriptAsync(FormatInput input, CancellationToken cancellationToken)
    {
        var sheet = Encoding.UTF8.GetString(Render(input, "loudspeaker").Bytes.Span);
        var spoken = await speak.RunAsync(new(LoudspeakerFormat.ProgrammeOf(input), input.Item.Lang, null, input.Item.Id), cancellationToken);
        // nobody can tell how long another language takes, nor a text that is longer than any that is read out
        if (input.Item.Lang.Split('-')[0] != "vi" || !spoken.Succeeded)
            return new(sheet, null, null, 0, []);
        var read = spoken.Value.Read;
        return new(sheet, read.Syllables, read.Seconds, input.Site.Script.ItemSeconds, [.. read.Findings.Where(finding => finding.Asks).Select(finding => finding.Written).Distinct(StringComparer.Ordinal)]);
    }

    private static PostLength Measure(PostLimit limit, VersionContent content, string authority)
    {
        var text = limit.Part switch { "title" => content.Title, "summary" => content.Summary, "authority" => authority, _ => "" };
        return new(limit.Channel, limit.Part, new StringInfo(text).LengthInTextElements, limit.Most, limit.Source);
    }

    // pictures open at the desk by their ids, published or not; elsewhere they have this site's name before them
    private string Html(IEnumerable<string> texts) => SafeHtml.Sanitise(string.Join('\n', texts).Replace($"\"{installation.PublicUrl}{TextMedia.AddressOf("")}", $"\"{TextMedia.AddressOf("")}", StringComparison.Ordinal));

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static string Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
