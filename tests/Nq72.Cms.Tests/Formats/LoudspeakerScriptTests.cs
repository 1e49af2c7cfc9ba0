using System.Text;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Tests.Formats;

/// <summary>What a commune's operator reads at the head of a script.</summary>
public sealed class LoudspeakerScriptTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_says_from_when_and_who_publishes_in_the_words_of_the_desk()
    {
        var script = await RenderAsync(DeliveryOperation.Publish);

        Assert.Contains("\nPhát từ: ", script, StringComparison.Ordinal);
        Assert.Contains("\nCơ quan công bố: ", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_that_takes_back_names_no_hour_to_read_it_out()
    {
        var script = await RenderAsync(DeliveryOperation.Retract);

        Assert.Contains("THU HỒI: không phát nội dung", script, StringComparison.Ordinal);
        Assert.DoesNotContain("Phát từ", script, StringComparison.Ordinal);
    }

    private async Task<string> RenderAsync(DeliveryOperation operation)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var item = await host.ApprovedAsync(Token);
        var request = new RenderRequest("loudspeaker", item.Id, 1, operation, host.Now, null, null, "Sai số liệu.");
        var payload = await host.RunAsync<IContentGateway, ContentPayload>(gateway => gateway.RenderAsync(request, Token));
        return Encoding.UTF8.GetString(payload.Bytes.ToArray());
    }
}
