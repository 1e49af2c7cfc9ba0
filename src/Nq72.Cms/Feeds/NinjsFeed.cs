using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Formats;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Feeds;

/// <summary>
/// A page of ninjs documents, each as it would be pushed: a correction has an <c>edNote</c>. What was taken back lately follows with
/// <c>pubStatus: canceled</c> and the public reason, and nothing of what it said.
/// </summary>
/// <remarks>Source: IPTC ninjs 3.1, which describes one document; <c>{items, next}</c> around them is the form of this installation's lists.</remarks>
public sealed class NinjsFeed(CmsDb db, ContentTypeCatalog catalog, ShownMediaReader media, IEnumerable<IFormat> formats, InstallationOptions installation)
{
    private const string FormatName = "ninjs";
    private const string Schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

    /// <summary>Writes it.</summary>
    public async Task<byte[]> WriteAsync(FeedPage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var format = formats.First(known => known.Facts.Name == FormatName);
        var inputs = await InputsAsync(page, at, cancellationToken);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, ItemWriter.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var input in inputs)
                json.WriteRawValue(format.Render(input).Bytes.Span, skipInputValidation: true);
            foreach (var retracted in page.Retracted)
                WriteCanceled(json, retracted);
            json.WriteEndArray();
            json.WriteString("next", page.NextCursor);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private async Task<IReadOnlyList<FormatInput>> InputsAsync(FeedPage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var types = await catalog.GetAsync(cancellationToken);
        var terms = await db.Terms.AsNoTracking().ToDictionaryAsync(term => (term.Taxonomy, term.Key), term => term.Title, cancellationToken);
        var intervals = page.Items.Select(item => item.Publication.Id).ToList();
        var rows = await (from publication in db.Publications
                          join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
                          join item in db.ContentItems on publication.ItemId equals item.Id
                          where intervals.Contains(publication.Id)
                          select new { publication.Id, Version = version, Item = item }).AsNoTracking().ToDictionaryAsync(row => row.Id, cancellationToken);
        var items = page.Items.Select(item => item.Publication.ItemId).ToList();
        var next = (await db.Publications.Where(publication => items.Contains(publication.ItemId) && publication.VisibleFrom > at)
            .Select(publication => new { publication.ItemId, publication.VisibleFrom }).ToListAsync(cancellationToken)).Select(begin => (begin.ItemId, begin.VisibleFrom)).ToHashSet();
        var shown = await media.ReadAsync([.. rows.Values.SelectMany(row => row.Version.Read().Media(types.Find(row.Version.Type)!))], at, cancellationToken);
        return [.. page.Items.Select(head =>
        {
            var row = rows[head.Publication.Id];
            var publication = head.Publication;
            return new FormatInput
            {
                Request = new RenderRequest(
                    FormatName, publication.ItemId, publication.Version, publication.CorrectionNote is null ? DeliveryOperation.Publish : DeliveryOperation.Correct, publication.VisibleFrom,
                    // where another version follows without a gap the item does not end
                    publication.VisibleUntil is { } until && next.Contains((publication.ItemId, until)) ? null : publication.VisibleUntil, null, publication.CorrectionNote),
                Item = row.Item,
                Version = row.Version,
                Content = row.Version.Read(),
                PublishedAt = publication.PublishedAt,
                Type = types.Find(publication.Type)!,
                Terms = terms,
                PlaceName = null,
                Site = page.Site,
                Installation = installation,
                Media = shown,
            };
        })];
    }

    private void WriteCanceled(Utf8JsonWriter json, Publication retracted)
    {
        json.WriteStartObject();
        json.WriteString("uri", $"{installation.PublicUrl}/api/v1/items/{retracted.ItemId}");
        json.WriteStartObject("standard");
        json.WriteString("name", "ninjs");
        json.WriteString("version", "3.1");
        json.WriteString("schema", Schema);
        json.WriteEndObject();
        json.WriteString("representationType", "partial");
        json.WriteString("profile", retracted.Type);
        json.WriteString("version", retracted.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteString("versionCreated", retracted.VisibleUntil!.Value.ToRfc3339(TimeZoneInfo.Utc));
        json.WriteString("pubStatus", "canceled");
        json.WriteString("language", retracted.Lang);
        json.WriteString("edNote", retracted.RetractedReason);
        json.WriteEndObject();
    }
}
