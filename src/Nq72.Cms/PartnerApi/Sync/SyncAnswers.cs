using System.Buffers;
using System.Text.Json;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi.Sync;

/// <summary>
/// Makes the answers of delta sync: what a partner does not have yet, item by item in its newest state, and the token to come back with. A
/// round goes up to the point at which it began; what changes meanwhile comes with the next one. At least once, never a gap.
/// </summary>
public sealed class SyncAnswers(
    SyncChanges changes, TimelineMoments moments, VisibleItems visible, FragmentShelf shelf, ContentTypeCatalog catalog, Incarnation incarnation, SigningKeys keys, ShownMediaReader media, InstallationOptions installation)
{
    // nothing happened before it: a partner that has everything up to here has nothing
    private static readonly DateTimeOffset NoBoundary = DateTimeOffset.UnixEpoch;

    /// <summary>Reads the token; 400 for one that is not ours, 410 for one from before a restore.</summary>
    /// <param name="since">As the partner sent it; null or empty for everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Outcome<SyncToken?>> ReadAsync(string? since, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(since))
            return (SyncToken?)null;
        if (SyncToken.Read(since, await keys.GetAsync(SigningKeys.Sync, cancellationToken), out var life) is not { } token)
            return Problem.Malformed("since", new("'since' không phải mã đồng bộ của hệ thống này.", "The 'since' is not a sync token of this installation."));
        if (life != incarnation.Id)
            return new Problem(410, "resync", new("Cần đồng bộ lại từ đầu", "Begin again"), new(
                "Hệ thống đã được phục hồi từ một bản sao lưu sau khi mã này được cấp; hãy gọi lại không có 'since'.", "The installation was restored from a backup after this token was given; call again without 'since'."));
        return token;
    }

    /// <summary>A page of changes.</summary>
    public async Task<Outcome<ReadyAnswer>> AnswerAsync(SyncToken? token, int limit, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var moment = await moments.ReadAsync(at, cancellationToken);
        var until = token?.Until ?? new SyncPoint(moment.Epoch, moment.Last ?? NoBoundary);
        var page = token?.Since is { } since
            ? await changes.BetweenAsync(since, until, token.After, limit + 1, cancellationToken)
            : await changes.EverythingAsync(until, at, token?.After, limit + 1, cancellationToken);
        var more = page.Count > limit;
        if (more)
            page.RemoveAt(limit);
        var next = more ? new SyncToken(token?.Since, until, page[^1]) : new SyncToken(until, null, null);
        var body = await WriteAsync(page, next, more, at, cancellationToken);
        return new ReadyAnswer(200, Answers.JsonType, body, null, moment.Next);
    }

    private async Task<byte[]> WriteAsync(List<SyncPlace> page, SyncToken next, bool more, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = page.ConvertAll(place => place.Id);
        var heads = await visible.FindHeadsAsync(ids, at, cancellationToken);
        var fragments = await shelf.GetAsync(visible, await catalog.GetAsync(cancellationToken), heads, cancellationToken);
        var shown = heads.Zip(fragments).ToDictionary(pair => pair.First.Publication.ItemId, StringComparer.Ordinal);
        var gone = await visible.LastEndedAsync([.. ids.Where(id => !shown.ContainsKey(id))], at, cancellationToken);
        var writer = new ItemWriter(installation, await media.ReadAsync(fragments, at, cancellationToken));
        var bytes = new ArrayBufferWriter<byte>(fragments.Sum(fragment => fragment.Size) + (1024 * (page.Count + 1)));
        using (var json = new Utf8JsonWriter(bytes, ItemWriter.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("changes");
            foreach (var id in ids)
            {
                if (shown.TryGetValue(id, out var item))
                    WriteUpsert(json, writer, item.First, item.Second);
                else if (gone.TryGetValue(id, out var ended))
                    WriteRemove(json, ended);
            }

            json.WriteEndArray();
            json.WriteString("next", next.Write(incarnation.Id, await keys.GetAsync(SigningKeys.Sync, cancellationToken)));
            json.WriteBoolean("more", more);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteUpsert(Utf8JsonWriter json, ItemWriter writer, VisibleHead item, VersionFragments fragments)
    {
        json.WriteStartObject();
        json.WriteString("op", "upsert");
        json.WritePropertyName("item");
        writer.Write(json, item, fragments);
        json.WriteEndObject();
    }

    private static void WriteRemove(Utf8JsonWriter json, Publication ended)
    {
        json.WriteStartObject();
        json.WriteString("op", "remove");
        json.WriteString("id", ended.ItemId);
        json.WriteString("type", ended.Type);
        json.WriteString("reason", ended.RetractedReason is null ? "expired" : "retracted");
        json.WriteString("at", ended.VisibleUntil!.Value.ToWire());
        json.WriteEndObject();
    }
}
