using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Channels;

/// <summary>
/// Sets a channel and its destinations. Secrets that are not given stay as they are; a webhook with an address and without a secret gets a
/// new one, which the answer shows this once. A destination that was stopped, or whose circuit is open, starts again when its address
/// changes or its state is put to ok.
/// </summary>
public sealed class PutChannel
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly ChannelCheck check;
    private readonly DestinationSecrets secrets;
    private readonly ChannelChanges changes;
    private readonly TimeProvider clock;

    internal PutChannel(SchedulerDb db, UnitOfWork units, AuditRecorder audit, ChannelCheck check, DestinationSecrets secrets, ChannelChanges changes, TimeProvider clock)
    {
        this.db = db;
        this.units = units;
        this.audit = audit;
        this.check = check;
        this.secrets = secrets;
        this.changes = changes;
        this.clock = clock;
    }

    /// <summary>Makes or replaces the channel of this name.</summary>
    public async Task<Outcome<ChannelView>> ExecuteAsync(string name, ChannelInput input, Actor actor, CancellationToken cancellationToken) =>
        await LookUpAsync(input, cancellationToken) is { } problem
            ? check.FindProblem(name, input) is { } more ? Problem.Invalid([.. more.Errors, .. problem.Errors]) : problem
            : await WriteAsync(name, input, actor, cancellationToken);

    /// <summary>Asks the name server whether addresses lead to where nothing may be sent. Takes seconds when that is slow.</summary>
    public Task<Problem?> LookUpAsync(ChannelInput input, CancellationToken cancellationToken) => check.FindPrivateAsync(input, cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/> without the look-up: for who calls <see cref="LookUpAsync"/> before beginning a work that this one joins.</summary>
    public async Task<Outcome<ChannelView>> WriteAsync(string name, ChannelInput input, Actor actor, CancellationToken cancellationToken)
    {
        if (check.FindProblem(name, input) is { } problem)
            return problem;
        await using var work = await units.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Channels, cancellationToken);
        var channel = await db.Set<Channel>().Include(known => known.Destinations).FirstOrDefaultAsync(known => known.Name == name, cancellationToken);
        if (channel is null)
            db.Add(channel = new Channel { Name = name });
        var rotating = (input.Destinations ?? []).FirstOrDefault(given => given.Rotate == SecretRotation.Begin && channel.Destinations.Exists(known => known.Key == given.Key && known.Secrets.Count > 1));
        if (rotating is not null)
        {
            return Problem.Conflict("rotating", new("Đang đổi khóa ký", "The secret is being changed already"),
                new($"Nơi nhận '{rotating.Key}' đã có hai khóa; hãy kết thúc (finish) trước.", $"The destination '{rotating.Key}' has two secrets; finish first."));
        }

        Apply(channel, input);
        var made = Apply(channel, input.Destinations ?? []);
        var isNew = db.Entry(channel).State == EntityState.Added;
        if (db.ChangeTracker.HasChanges())
        {
            channel.Revision++;
            channel.UpdatedAt = clock.Now();
            audit.Record(actor, "channel.put", "channel", name, new
            {
                isNew,
                channel.Format,
                channel.Transport,
                destinations = channel.Destinations.Select(destination => new { destination.Key, destination.Url, destination.Place, secrets = destination.Secrets.Count }),
            });
            work.OnCommitted(changes.Announce);
        }

        await work.CommitAsync(cancellationToken);
        return ChannelView.Of(channel, made);
    }

    private static void Apply(Channel channel, ChannelInput input)
    {
        channel.DisplayName = string.IsNullOrWhiteSpace(input.DisplayName) ? channel.Name : input.DisplayName.Trim();
        channel.Format = input.Format!;
        channel.Transport = input.Transport!.Value;
        channel.LeadSeconds = (int)(input.Lead?.TotalSeconds ?? 0);
        channel.Concurrency = input.Limits?.Concurrency;
        channel.PerMinute = input.Limits?.PerMinute;
        channel.TimeoutSeconds = input.Limits?.TimeoutSeconds;
        channel.Deduplicates = input.Deduplicates ?? true;
        channel.Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim();
    }

    private Dictionary<string, string> Apply(Channel channel, IReadOnlyList<DestinationInput> inputs)
    {
        var made = new Dictionary<string, string>(StringComparer.Ordinal);
        channel.Destinations.RemoveAll(known => !inputs.Any(input => input.Key == known.Key));
        foreach (var (position, input) in inputs.Index())
        {
            var destination = channel.Destinations.Find(known => known.Key == input.Key);
            var isNew = destination is null;
            if (destination is null)
            {
                destination = new Destination { Channel = channel.Name, Key = input.Key! };
                channel.Destinations.Add(destination);
                db.Add(destination);
            }

            var moved = destination.Url != input.Url;
            destination.Name = string.IsNullOrWhiteSpace(input.Name) ? input.Key! : input.Name.Trim();
            destination.Url = input.Url;
            destination.Place = input.Place;
            destination.Position = position;
            if (Apply(channel, destination, input) is { } secret)
                made[destination.Key] = secret;
            ApplyState(channel, destination, isNew || moved, input.State == DestinationState.Ok);
        }

        return made;
    }

    private string? Apply(Channel channel, Destination destination, DestinationInput input)
    {
        var given = input.Secrets ?? (input.Secret is null ? null : [input.Secret]);
        if (given is not null)
        {
            // encrypting gives other bytes each time: only real changes are written
            if (!secrets.Unprotect(destination.Secrets).SequenceEqual(given, StringComparer.Ordinal))
                destination.Secrets = [.. given.Select(secrets.Protect)];
            return null;
        }

        if (input.Rotate == SecretRotation.Finish)
        {
            destination.Secrets = [.. destination.Secrets.Take(1)];
            return null;
        }

        if (input.Rotate == SecretRotation.Begin)
        {
            var next = DestinationSecrets.Create();
            destination.Secrets = [secrets.Protect(next), .. destination.Secrets.Take(1)];
            return next;
        }

        // secrets that the key ring no longer opens sign nothing: they are as good as none
        if (channel.Transport != TransportKind.Webhook || destination.Url is null || secrets.Unprotect(destination.Secrets).Count > 0)
            return null;
        var secret = DestinationSecrets.Create();
        destination.Secrets = [secrets.Protect(secret)];
        return secret;
    }

    private void ApplyState(Channel channel, Destination destination, bool isAnother, bool restart)
    {
        var state = channel.Transport switch
        {
            TransportKind.Webhook when destination.Url is null => DestinationState.NotConfigured,
            TransportKind.Pull => DestinationState.Ok,
            _ when isAnother || destination.State == DestinationState.NotConfigured => DestinationState.Unprobed,
            // nobody has reached it since
            _ when restart && destination.State is DestinationState.Stopped or DestinationState.Open => DestinationState.Unprobed,
            _ => destination.State,
        };
        if (isAnother || state != destination.State)
            destination.Reset(state, clock.Now());
    }
}

/// <summary>What is said of a channel.</summary>
/// <param name="Format">Name of a format, required.</param>
/// <param name="Transport">Required.</param>
/// <param name="Destinations">All of them: one that is left out is removed.</param>
/// <param name="DisplayName">For people; the name when not said.</param>
/// <param name="Lead">How long before the instant, up to 7 days.</param>
/// <param name="Limits">What the destinations are spared.</param>
/// <param name="Note">For people.</param>
/// <param name="Deduplicates">
/// Whether receivers tell repeats by <c>webhook-id</c>; true when not said. Where it is false, what may have arrived (no answer in time, a
/// connection that broke, a node that died) becomes <c>unknown</c> instead of being sent again.
/// </param>
public sealed record ChannelInput(
    string? Format, TransportKind? Transport, IReadOnlyList<DestinationInput>? Destinations, string? DisplayName = null,
    [property: JsonConverter(typeof(DurationConverter))] TimeSpan? Lead = null, ChannelLimits? Limits = null, string? Note = null, bool? Deduplicates = null);

/// <summary>What is said of a destination.</summary>
/// <param name="Key">Within the channel, required.</param>
/// <param name="Name">For people; the key when not said.</param>
/// <param name="Url">Where a webhook posts to; without it the channel is not configured.</param>
/// <param name="Secret">One signing secret in place of those it has; write-only.</param>
/// <param name="Secrets">One or two, newest first, in place of those it has; write-only.</param>
/// <param name="Place">Code of the place it stands for.</param>
/// <param name="Rotate">
/// <c>begin</c> makes a new secret beside the one it has, shown this once: both sign until <c>finish</c> drops the old one. 422 with <c>secret</c>
/// or <c>secrets</c>; beginning again before finishing is 409 <c>rotating</c>, because receivers that know only the oldest would be lost.
/// </param>
/// <param name="State"><c>ok</c> starts a stopped destination, or one whose circuit is open, again: it is <c>unprobed</c> then. All else is ignored.</param>
public sealed record DestinationInput(
    string? Key, string? Name = null, string? Url = null, string? Secret = null, IReadOnlyList<string>? Secrets = null, string? Place = null, DestinationState? State = null,
    SecretRotation? Rotate = null);

/// <summary>Steps of changing a secret while pushes go on.</summary>
public enum SecretRotation
{
    /// <summary>A new one signs beside the old one.</summary>
    Begin,

    /// <summary>Only the new one signs.</summary>
    Finish,
}
