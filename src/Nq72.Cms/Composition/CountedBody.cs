using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Nq72.Cms.Composition;

/// <summary>A response's body whose bytes are counted on their way out; nothing else is changed.</summary>
internal sealed class CountedBody : IHttpResponseBodyFeature
{
    private readonly CountedWriter writer;
    private readonly Stream stream;
    private long sent;

    public CountedBody(IHttpResponseBodyFeature inner)
    {
        Inner = inner;
        writer = new CountedWriter(inner.Writer);
        stream = writer.AsStream(leaveOpen: true);
    }

    /// <summary>What it wraps.</summary>
    public IHttpResponseBodyFeature Inner { get; }

    /// <summary>Bytes so far.</summary>
    public long Written => writer.Written + sent;

    public Stream Stream => stream;

    public PipeWriter Writer => writer;

    public void DisableBuffering() => Inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => Inner.StartAsync(cancellationToken);

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await Inner.SendFileAsync(path, offset, count, cancellationToken);
        sent += count ?? (new FileInfo(path).Length - offset);
    }

    public Task CompleteAsync() => Inner.CompleteAsync();

    private sealed class CountedWriter(PipeWriter inner) : PipeWriter
    {
        public long Written { get; private set; }

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            inner.Advance(bytes);
            Written += bytes;
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            Written += source.Length;
            return inner.WriteAsync(source, cancellationToken);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }
}
