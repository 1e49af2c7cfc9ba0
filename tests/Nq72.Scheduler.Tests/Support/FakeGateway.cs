using System.Collections.Concurrent;
using System.Text.Json;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler.Tests.Support;

/// <summary>A host's content in memory: items with versions, and what the scheduler asked to publish, withdraw and retract.</summary>
internal sealed class FakeGateway : IContentGateway
{
    private int mostRendered = int.MaxValue;
    private readonly ConcurrentDictionary<string, List<FakeVersion>> items = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> festive = new(StringComparer.Ordinal);

    public IReadOnlyList<ContentFormat> Formats { get; } = [new("ninjs", false, ".json"), new("portal", false, ".json"), new("loudspeaker", true, ".txt")];

    /// <summary>Publications that stand, by release.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Published { get; } = new(StringComparer.Ordinal);

    public List<string> Withdrawn { get; } = [];

    public List<(string Release, string Item)> WithdrawnItems { get; } = [];

    /// <summary>What there is to tell of an item only by looking around.</summary>
    public ConcurrentDictionary<string, ContentSurroundings> Around { get; } = new(StringComparer.Ordinal);

    public List<(string Release, string Reason)> Retracted { get; } = [];

    /// <summary>What the next retraction takes back, corrections included.</summary>
    public List<TakenBack> TakenBack { get; } = [];

    public List<RenderRequest> Rendered { get; } = [];

    /// <summary>Runs while an arming writes, to make it slow or fail.</summary>
    public Action OnPublish { get; set; } = () => { };

    /// <summary>A new item with one version.</summary>
    public string Add(bool approved = true, bool unverified = false, bool festive = false, params string[] tags)
    {
        var id = ContentIds.New();
        items[id] = [new(1, approved, unverified, false)];
        if (festive)
            this.festive[id] = tags;
        return id;
    }

    /// <summary>Lets renderings fail once there were so many more.</summary>
    public void FailRenderingAfter(int more)
    {
        lock (Rendered)
            mostRendered = more == int.MaxValue ? more : Rendered.Count + more;
    }

    public void Revoke(string id) => items[id][^1] = items[id][^1] with { Approved = false };

    public void AddVersion(string id, bool approved) => items[id].Add(new(items[id].Count + 1, approved, false, false));

    public void Approve(string id, int version) => items[id][version - 1] = items[id][version - 1] with { Approved = true };

    public void MarkRetracted(string id) => items[id][^1] = items[id][^1] with { Retracted = true };

    public Task<IReadOnlyList<ContentFacts>> InspectAsync(IReadOnlyList<ContentPin> pins, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContentFacts>>([.. pins.Select(Inspect)]);

    public Task<Outcome<Done>> PublishAsync(string releaseId, IReadOnlyList<ContentPublication> items, DateTimeOffset at, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        OnPublish();
        Published[releaseId] = at;
        return Task.FromResult<Outcome<Done>>(Done.Value);
    }

    public Task<IReadOnlyList<ContentSurroundings>> LookAroundAsync(IReadOnlyList<ContentPin> pins, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContentSurroundings>>([.. pins.Select(pin => Around.GetValueOrDefault(pin.ItemId) ?? ContentSurroundings.Nothing(pin.ItemId))]);

    public Task<Outcome<Done>> WithdrawAsync(string releaseId, IReadOnlyCollection<string>? items, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        if (items is not null)
        {
            foreach (var item in items)
                WithdrawnItems.Add((releaseId, item));
            return Task.FromResult<Outcome<Done>>(Done.Value);
        }

        Published.TryRemove(releaseId, out _);
        Withdrawn.Add(releaseId);
        return Task.FromResult<Outcome<Done>>(Done.Value);
    }

    public Task<Outcome<TakenBack[]>> RetractAsync(string releaseId, string reason, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        Retracted.Add((releaseId, reason));
        return Task.FromResult<Outcome<TakenBack[]>>(TakenBack.ToArray());
    }

    public Task<ContentPayload> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        lock (Rendered)
        {
            if (Rendered.Count >= mostRendered)
                throw new InvalidOperationException("The gateway was told to fail here.");
            Rendered.Add(request);
        }

        var extension = Formats.First(format => format.Name == request.Format).FileExtension;
        return Task.FromResult(new ContentPayload("application/json", extension, JsonSerializer.SerializeToUtf8Bytes(request, Json.Options)));
    }

    public Task<IReadOnlyDictionary<string, string>> PlaceNamesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(codes.ToDictionary(code => code, code => $"Xã {code}", StringComparer.Ordinal));

    private ContentFacts Inspect(ContentPin pin)
    {
        if (!items.TryGetValue(pin.ItemId, out var versions))
            return new(pin.ItemId, 0, false, false, false, false, 0, "", "", "", false);
        var found = pin.Version is { } number ? versions.Find(version => version.Number == number) : versions.FindLast(version => version.Approved) ?? versions[^1];
        return found is null
            ? new(pin.ItemId, 0, false, false, false, false, versions.Count, "", "", "", false)
            : new(pin.ItemId, found.Number, true, found.Approved, found.Unverified, found.Retracted, versions.Count, "Article", $"Bài {pin.ItemId[..4]}", "vi", festive.ContainsKey(pin.ItemId))
            {
                NewestApproved = versions.FindLast(version => version.Approved)?.Number,
                Tags = festive.GetValueOrDefault(pin.ItemId) ?? [],
            };
    }

    private sealed record FakeVersion(int Number, bool Approved, bool Unverified, bool Retracted);
}
