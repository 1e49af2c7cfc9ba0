using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Channels;

/// <summary>
/// Sends a push that is marked as a test to a channel's destinations, signed like every other: <c>Nq72-Operation: test</c>, a
/// <c>webhook-id</c> of its own, no <c>Nq72-Delivery</c>, and a body that says what it is. A receiver checks the signature, answers 2xx and
/// shows nothing. File drops get a file <c>test-….json</c>. It is no delivery: it stands in the audit log, not in the ledger.
/// </summary>
public sealed class TestChannel
{
    /// <summary>The value of <c>Nq72-Operation</c>.</summary>
    public const string Operation = "test";

    private const int AtATime = 8;
    private const int DetailLength = 300;

    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly DestinationSecrets secrets;
    private readonly NoteReached reached;
    private readonly IEnumerable<ITransport> transports;
    private readonly TimeProvider clock;

    internal TestChannel(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DestinationSecrets secrets, NoteReached reached, IEnumerable<ITransport> transports, TimeProvider clock)
    {
        this.db = db;
        this.units = units;
        this.audit = audit;
        this.secrets = secrets;
        this.reached = reached;
        this.transports = transports;
        this.clock = clock;
    }

    /// <summary>Tests one destination, or all of them. 409 <c>nothingToSend</c> on a channel that is only pulled from; 404 for a destination that it does not have.</summary>
    public async Task<Outcome<TestView>> ExecuteAsync(string name, TestInput input, Actor actor, CancellationToken cancellationToken)
    {
        var channel = await db.Set<Channel>().AsNoTracking().Include(known => known.Destinations).FirstOrDefaultAsync(known => known.Name == name, cancellationToken);
        if (channel is null)
            return Problem.NotFound("Không có kênh này.", "There is no such channel.");
        if (channel.Transport == TransportKind.Pull)
            return Problem.Conflict("nothingToSend", new("Kênh này không gửi gì", "This channel sends nothing"), new("Nơi nhận tự lấy nội dung; không có gì để gửi thử.", "Its receivers fetch; there is nothing to test."));
        var destinations = channel.Destinations.Where(destination => input.Destination is null || destination.Key == input.Destination).OrderBy(destination => destination.Position).ToList();
        if (input.Destination is not null && destinations.Count == 0)
            return Problem.NotFound("Kênh không có nơi nhận này.", "The channel has no such destination.");

        using var places = new SemaphoreSlim(AtATime);
        var tested = await Task.WhenAll(destinations.Select(async destination =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await SendAsync(channel, destination, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }));
        await RecordAsync(name, tested, actor, cancellationToken);
        await reached.ExecuteAsync(name, [.. tested.Where(test => test.Ok).Select(test => test.Key)], cancellationToken);
        return new TestView(name, Array.TrueForAll(tested, test => test.Ok), tested);
    }

    private async Task<DestinationTest> SendAsync(Channel channel, Destination destination, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var id = Guid.CreateVersion7(now);
        var begun = clock.GetTimestamp();
        var result = await transports.First(transport => transport.Kind == channel.Transport).SendAsync(new Parcel
        {
            DeliveryId = id, IdempotencyKey = id, IsTest = true, Channel = channel.Name, Destination = destination.Key, Operation = Operation, DueAt = now,
            ContentType = "application/json", FileExtension = ".json", Bytes = Body(channel.Name, destination.Key, now),
            Url = destination.Url, Secrets = secrets.Unprotect(destination.Secrets), Timeout = TimeSpan.FromSeconds(channel.TimeoutSeconds ?? Channel.DefaultTimeoutSeconds),
        }, cancellationToken);
        var detail = result.Excerpt?.Length > DetailLength ? result.Excerpt[..DetailLength] : result.Excerpt;
        return new(destination.Key, result.Verdict == SendVerdict.Accepted, result.Code, result.HttpStatus, (int)clock.GetElapsedTime(begun).TotalMilliseconds, detail, id);
    }

    private static byte[] Body(string channel, string destination, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(
        new { test = true, channel, destination, at = now, message = "Tin thử, không đăng. / A test, not for publication." }, Json.Options);

    private async Task RecordAsync(string name, DestinationTest[] tested, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        audit.Record(actor, "channel.test", "channel", name, new { destinations = tested.Select(test => new { test.Key, test.Ok, test.Code, test.Status, test.WebhookId }) });
        await work.CommitAsync(cancellationToken);
    }
}

/// <summary>What to test.</summary>
/// <param name="Destination">Key of one destination; all of them when not said.</param>
public sealed record TestInput(string? Destination = null);

/// <summary>What a test came to.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Ok">Whether every destination took it.</param>
/// <param name="Destinations">Each of them.</param>
public sealed record TestView(string Channel, bool Ok, IReadOnlyList<DestinationTest> Destinations);

/// <summary>What a test of one destination came to.</summary>
/// <param name="Key">The destination.</param>
/// <param name="Ok">Whether it took it.</param>
/// <param name="Code">Why not.</param>
/// <param name="Status">What it answered.</param>
/// <param name="Milliseconds">How long that took.</param>
/// <param name="Detail">The beginning of its answer, at most 300 characters, or the error's words.</param>
/// <param name="WebhookId">The header <c>webhook-id</c> that was sent.</param>
public sealed record DestinationTest(string Key, bool Ok, DeliveryCode? Code, int? Status, int Milliseconds, string? Detail, Guid WebhookId);
