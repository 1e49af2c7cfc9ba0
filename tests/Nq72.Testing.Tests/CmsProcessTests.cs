using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.Testing.Tests;

public sealed class CmsProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_after_KillAsync_answers_on_the_same_port()
    {
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings(), Token);
        using var client = cms.Client();
        (await client.GetAsync("/health/ready", Token)).Expect(HttpStatusCode.OK);

        await cms.KillAsync(Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health/ready", Token));
        await cms.StartAsync(Token);

        (await client.GetAsync("/health/ready", Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await cms.StopAsync(Token));
    }

    [Fact]
    public async Task Freeze_stops_answers_until_Resume()
    {
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings(), Token);
        using var client = cms.Client(null);

        cms.Freeze();
        var answer = client.GetAsync("/health/ready", Token);
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300), Token));
        cms.Resume();

        (await answer).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RunAsync_gives_exit_code_and_error_of_a_wrong_verb()
    {
        var result = await CmsProcess.RunAsync(new CmsSettings(), Token, "no-such-verb");

        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }
}
