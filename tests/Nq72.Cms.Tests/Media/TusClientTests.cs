using System.Security.Cryptography;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Media;

/// <summary>A client of tus that others wrote gets on with us.</summary>
public sealed class TusClientTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const int Length = 900_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Client_of_others_uploads_breaks_off_and_goes_on(bool overridePatch, bool withCreation)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var pdf = MediaSamples.Pdf(Length);

        var ran = await NodeClient.RunAsync("upload-tus.mjs", JsonSerializer.Serialize(new
        {
            endpoint = new Uri(host.Url, TusUploads.Path), token = CmsTemplate.Token(Scopes.Write), name = "Cẩm nang sức khỏe.pdf", base64 = Convert.ToBase64String(pdf), chunk = 200_000, breakAfter = 400_000, overridePatch, withCreation,
        }), Token);

        Assert.True(ran.ExitCode == 0, ran.Error);
        using var told = JsonDocument.Parse(ran.Output);
        Assert.Equal(400_000, told.RootElement.GetProperty("offsetAtBreak").GetInt32());
        var requests = told.RootElement.GetProperty("requests").EnumerateArray().Select(request => request.GetString()).ToList();
        Assert.Contains("POST 201", requests);
        Assert.Contains("HEAD 200", requests);
        var view = (await host.Admin.GetAsync(new Uri(told.RootElement.GetProperty("url").GetString()!).AbsolutePath, Token)).ExpectSuccess().Json;
        Assert.Equal(("Cẩm nang sức khỏe.pdf", Convert.ToHexStringLower(SHA256.HashData(pdf))), (view.GetProperty("media").GetProperty("name").GetString(), view.GetProperty("media").GetProperty("sha256").GetString()));
    }

    [Fact]
    public async Task Client_of_others_hears_why_it_is_refused()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);

        var ran = await NodeClient.RunAsync("upload-tus.mjs", JsonSerializer.Serialize(new
        {
            endpoint = new Uri(host.Url, TusUploads.Path), token = CmsTemplate.Token(Scopes.Write), name = "tệp.pdf", base64 = Convert.ToBase64String([.. "MZ"u8, .. new byte[9_000]]), chunk = 200_000,
        }), Token);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("mediaNotAllowed", ran.Error, StringComparison.Ordinal);
    }
}
