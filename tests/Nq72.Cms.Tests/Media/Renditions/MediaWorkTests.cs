using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Corpus;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media.Renditions;

/// <summary>Who works on a picture: one node at a time, another one when that dies, and again when it was refused for a while only.</summary>
public sealed class MediaWorkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Claimed_work_is_nobody_elses_until_the_lease_ends_and_what_the_old_claim_brings_is_turned_away(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var id = (await host.UploadAsync("a.png", MediaSamples.Picture(), Token)).IdOf();

        var dead = await ClaimAsync(host);
        Assert.NotNull(dead);
        Assert.Equal(("processing", "working"), await StandingAsync(host, id));
        Assert.Null(await ClaimAsync(host));
        // saying that it is still at it makes the lease longer
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True(await host.RunAsync<MediaWorkLedger, bool>(ledger => ledger.HoldAsync(dead, Token)));
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(await ClaimAsync(host));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var heir = await ClaimAsync(host);
        Assert.NotNull(heir);

        // the one that was thought dead was only slow
        Assert.False(await host.RunAsync<MediaWorkLedger, bool>(ledger => ledger.HoldAsync(dead, Token)));
        var made = new ImageRenderings { Renditions = [new Rendition(RenditionShape.Whole, RenditionFormat.Jpeg, 320, 200, 1, new string('0', 64), "320.jpg")] };
        await host.RunAsync<KeepRenditions, bool>(async keep =>
        {
            await keep.AllAsync(dead, new(null, null, made), Token);
            return true;
        });
        await RefuseAsync(host, dead, ImageProblems.Of(new(ImageRefusalCode.ImageBroken, What: "x")));
        Assert.Equal(("processing", "working"), await StandingAsync(host, id));
        Assert.Empty((await host.MediaAsync(id, Token)).PathsOf());
        Assert.True(await host.RunAsync<MediaWorkLedger, bool>(ledger => ledger.HoldAsync(heir, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Work_of_two_nodes_at_once_is_done_once(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var ids = new List<string>();
        for (var n = 0; n < 4; n++)
            ids.Add((await host.UploadAsync($"{n}.png", MediaSamples.Picture(64, 48), Token)).IdOf());

        await Task.WhenAll(host.RenderAsync(Token), host.RenderAsync(Token), host.RenderAsync(Token));

        foreach (var id in ids)
            Assert.Equal(("ready", ""), await StandingAsync(host, id));
        // one entry each: nobody did what another one had done
        Assert.Equal(4, await host.RunAsync<SchedulerDb, int>(db => db.Set<AuditEntry>().CountAsync(entry => entry.Action == "media.render", Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Refusal_that_is_about_the_picture_fails_it_until_a_person_says_again(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var id = (await host.UploadAsync("hỏng.png", MediaSamples.BrokenInside(), Token)).IdOf();

        await host.RenderAsync(Token);

        var failed = await host.MediaAsync(id, Token);
        Assert.Equal(("failed", "failed", "imageBroken"), (failed.GetProperty("state").GetString(), failed.GetProperty("work")[0].GetProperty("state").GetString(), failed.GetProperty("failureCode").GetString()));
        Assert.Contains("hãy mở bằng phần mềm ảnh", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Contains(failed.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("code").GetString() == "mediaFailed");
        // a year later it is the same
        host.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Null(await ClaimAsync(host));
        Assert.Null(await host.RunAsync<MediaWorkLedger, DateTimeOffset?>(ledger => ledger.NextAtAsync(true, Token)));

        var again = (await host.Admin.PostAsync($"{MediaLibrary.Path}/{id}/retry", new { }, Token)).ExpectSuccess().Json;
        Assert.Equal(("uploaded", "waiting", JsonValueKind.Null), (again.GetProperty("state").GetString(), again.GetProperty("work")[0].GetProperty("state").GetString(), again.GetProperty("failure").ValueKind));
        (await host.Admin.PostAsync($"{MediaLibrary.Path}/{id}/retry", new { }, Token)).ExpectProblem(HttpStatusCode.Conflict, "mediaNotFailed");
        (await host.Admin.PostAsync($"{MediaLibrary.Path}/{new string('4', 26)}/retry", new { }, Token)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(1, await host.RunAsync<SchedulerDb, int>(db => db.Set<AuditEntry>().CountAsync(entry => entry.Action == "media.retry" && entry.SubjectId == id, Token)));
        await host.RenderAsync(Token);
        Assert.Equal(("failed", "failed"), await StandingAsync(host, id));
    }

    [Theory, OnEveryDatabase]
    public async Task Refusal_that_may_pass_is_tried_again_at_its_time_and_by_a_person_at_once(DatabaseProvider provider)
    {
        ImageTools.Need();
        var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var whole = await CmsHost.StartAsync(database.Options, null, Token, database);
        var id = (await whole.UploadAsync("a.png", MediaSamples.Picture(64, 48), Token)).IdOf();
        var other = (await whole.UploadAsync("b.png", MediaSamples.Picture(64, 48), Token)).IdOf();
        // a node of the same installation that lacks the library
        await using (var lacking = await CmsHost.StartAsync(database.Options, null, Token, null, "--Nq72:Media:Images:VipsLibrary=/nowhere/libvips.so"))
        {
            await lacking.RenderAsync(Token);
            (await lacking.Admin.TryUploadAsync(Token, ("c.png", MediaSamples.Picture(64, 48)))).ExpectProblem(HttpStatusCode.ServiceUnavailable, "imageProcessorMissing");
            // all else works
            await lacking.PdfAsync(Token);
        }

        var waits = await whole.MediaAsync(id, Token);
        var work = waits.GetProperty("work")[0];
        Assert.Equal(("uploaded", "waiting", "imageProcessorMissing", 1), (waits.GetProperty("state").GetString(), work.GetProperty("state").GetString(), work.GetProperty("code").GetString(), work.GetProperty("attempts").GetInt32()));
        Assert.Contains("apt-get install libvips42", work.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.InRange(work.GetProperty("notBefore").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        await whole.RenderAsync(Token);
        Assert.Equal(("uploaded", "waiting"), await StandingAsync(whole, id));

        (await whole.Admin.PostAsync($"{MediaLibrary.Path}/{id}/retry", new { }, Token)).ExpectSuccess();
        await whole.RenderAsync(Token);
        Assert.Equal(("ready", ""), await StandingAsync(whole, id));
        Assert.Equal(("uploaded", "waiting"), await StandingAsync(whole, other));
    }

    [Theory, OnEveryDatabase]
    public async Task Passing_refusal_is_due_on_the_instant(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var id = (await host.UploadAsync("a.png", MediaSamples.Picture(64, 48), Token)).IdOf();
        await RefuseAsync(host, (await ClaimAsync(host))!, ImageProblems.Of(new(ImageRefusalCode.ImageNotWritten, What: "đĩa đầy")));

        Assert.Equal(host.Now.AddSeconds(30), await host.RunAsync<MediaWorkLedger, DateTimeOffset?>(ledger => ledger.NextAtAsync(true, Token)));
        host.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMicroseconds(1));
        await host.RenderAsync(Token);
        Assert.Equal(("uploaded", "waiting"), await StandingAsync(host, id));
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await host.RenderAsync(Token);
        Assert.Equal(("ready", ""), await StandingAsync(host, id));
    }

    [Theory, OnEveryDatabase]
    public async Task Pictures_of_an_older_program_are_put_into_the_line(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var id = (await host.UploadAsync("a.png", MediaSamples.Picture(64, 48), Token)).IdOf();
        await host.InDatabaseAsync(async db => await db.Set<MediaWork>().ExecuteDeleteAsync(Token)
            + await db.Set<Nq72.Cms.Media.MediaFile>().ExecuteUpdateAsync(set => set.SetProperty(file => file.Width, (int?)null).SetProperty(file => file.Height, (int?)null), Token));
        Assert.Null(await ClaimAsync(host));

        await host.RunAsync<MediaWorkLedger, bool>(async ledger =>
        {
            await ledger.QueueForgottenAsync(Token);
            return true;
        });
        await host.RenderAsync(Token);

        Assert.Equal(("ready", 64), ((await StandingAsync(host, id)).State, (await host.MediaAsync(id, Token)).GetProperty("width").GetInt32()));
    }

    [Theory]
    [InlineData(ImageRefusalCode.ImageTimeLimit, 1, 30)]
    [InlineData(ImageRefusalCode.ImageTimeLimit, 2, 120)]
    [InlineData(ImageRefusalCode.ImageTimeLimit, 3, null)]
    [InlineData(ImageRefusalCode.ImageWorkerDied, 1, 30)]
    [InlineData(ImageRefusalCode.ImageWorkerDied, 4, 1800)]
    [InlineData(ImageRefusalCode.ImageWorkerDied, 5, null)]
    [InlineData(ImageRefusalCode.ImageProcessorMissing, 1, 300)]
    [InlineData(ImageRefusalCode.ImageProcessorMissing, 99, 3600)]
    [InlineData(ImageRefusalCode.ImageNotWritten, 3, 600)]
    [InlineData(ImageRefusalCode.ImageBroken, 1, null)]
    [InlineData(ImageRefusalCode.ImageMemoryLimit, 1, null)]
    internal void Refusals_are_tried_again_by_what_they_are(ImageRefusalCode code, int attempts, int? seconds) =>
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, RetryRules.WaitAfter(ImageProblems.Of(new(code, What: "x")), attempts));

    private static Task<ClaimedWork?> ClaimAsync(CmsHost host) => host.RunAsync<MediaWorkLedger, ClaimedWork?>(ledger => ledger.ClaimAsync(true, Token));

    private static Task<bool> RefuseAsync(CmsHost host, ClaimedWork claim, Problem problem) => host.RunAsync<MediaWorkLedger, bool>(async ledger =>
    {
        await ledger.RefuseAsync(claim, problem, Token);
        return true;
    });

    private static async Task<(string State, string Work)> StandingAsync(CmsHost host, string id)
    {
        var media = await host.MediaAsync(id, Token);
        return (media.GetProperty("state").GetString()!, string.Join(", ", media.GetProperty("work").EnumerateArray().Select(work => work.GetProperty("state").GetString())));
    }
}
