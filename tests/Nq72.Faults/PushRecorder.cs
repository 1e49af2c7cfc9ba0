using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Nq72.Faults;

/// <summary>
/// A partner that records each push on disk, forced, before it answers: what it has seen outlives everybody's death. Of every so many things
/// that it sees for the first time the answer is lost after the push was recorded, so that the sender cannot know. Thread-safe.
/// </summary>
/// <param name="file">The record, appended to.</param>
/// <param name="pause">How long each answer takes.</param>
/// <param name="lose">Every which answer to something new is lost; 0 for none.</param>
internal sealed class PushRecorder(string file, TimeSpan pause, int lose) : IDisposable
{
    private readonly FileStream record = new(file, FileMode.Append, FileAccess.Write, FileShare.Read);
    private readonly Lock gate = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var lost = Write(new ReceivedPush(
            context.Request.Path, Header(context, "webhook-id"), Header(context, "Nq72-Delivery"), Header(context, "Nq72-Operation"),
            DateTimeOffset.Parse(Header(context, "Nq72-Due"), CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(body.ToArray())), TimeProvider.System.GetUtcNow()));
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, TimeProvider.System, context.RequestAborted);
        if (lost)
            context.Abort();
    }

    public void Dispose() => record.Dispose();

    // whether the answer is to be lost
    private bool Write(ReceivedPush push)
    {
        lock (gate)
        {
            record.Write([.. JsonSerializer.SerializeToUtf8Bytes(push), (byte)'\n']);
            record.Flush(flushToDisk: true);
            return keys.Add(push.Key) && lose > 0 && keys.Count % lose == 0;
        }
    }

    private static string Header(HttpContext context, string name) => context.Request.Headers[name].ToString();
}
