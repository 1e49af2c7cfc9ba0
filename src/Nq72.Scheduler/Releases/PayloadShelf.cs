using Nq72.Scheduler.Deliveries;

namespace Nq72.Scheduler.Releases;

/// <summary>Payloads rendered so far: once an item and format, once a place where the format says so.</summary>
internal sealed class PayloadShelf(IContentGateway gateway)
{
    private readonly Dictionary<RenderRequest, ContentPayload> rendered = [];
    private readonly Dictionary<string, ContentFormat> formats = gateway.Formats.ToDictionary(format => format.Name, StringComparer.Ordinal);

    public async Task<PlannedPayload> GetAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        if (!formats[request.Format].PerDestination)
            request = request with { Place = null };
        if (!rendered.TryGetValue(request, out var payload))
            rendered[request] = payload = await gateway.RenderAsync(request, cancellationToken);
        return new(payload.ContentType, payload.FileExtension, payload.Bytes);
    }
}
