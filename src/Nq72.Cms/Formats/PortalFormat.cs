using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Formats;

/// <summary>
/// What a portal is pushed: <c>{operation, due, until, note, item}</c>, where <c>item</c> has the very shape that <c>GET /api/v1/items/{id}</c>
/// gives, so that pushing and pulling partners share one reader. A retraction's item is only <c>{id, type, lang, url}</c>.
/// </summary>
internal sealed class PortalFormat : IFormat
{
    private static readonly string[] KeptOnRetraction = ["id", "type", "lang", "url"];

    public ContentFormat Facts { get; } = new("portal", PerDestination: false, ".json");

    public ContentPayload Render(FormatInput input)
    {
        var request = input.Request;
        var publication = new Publication
        {
            Id = Guid.Empty,
            ItemId = input.Item.Id,
            Version = input.Version.Number,
            Type = input.Item.Type,
            Lang = input.Item.Lang,
            PublishedAt = input.PublishedAt,
            VisibleFrom = request.DueAt,
            VisibleUntil = request.Until,
            CorrectionNote = request.Operation == DeliveryOperation.Correct ? request.Note : null,
            RecordedAt = request.DueAt,
            RecordedBy = "",
        };
        var head = new VisibleHead(publication, input.Version.Slug, input.Version.Title, input.Item.LocalizationSet, []);
        var item = JsonNode.Parse(new ItemWriter(input.Installation, input.Media).WriteOne(head, VersionFragments.Render(input.Type, input.Content, input.Installation)))!.AsObject();
        if (request.Operation == DeliveryOperation.Retract)
        {
            foreach (var member in item.Select(member => member.Key).Except(KeptOnRetraction, StringComparer.Ordinal).ToList())
                item.Remove(member);
        }

        var push = new JsonObject
        {
            ["operation"] = request.Operation.ToString().ToLowerInvariant(),
            ["due"] = request.DueAt.ToWire(),
            ["until"] = request.Until?.ToWire(),
            ["note"] = request.Note,
            ["item"] = item,
        };
        return new ContentPayload("application/json; charset=utf-8", ".json", JsonSerializer.SerializeToUtf8Bytes(push, Json.Options));
    }
}
