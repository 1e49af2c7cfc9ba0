using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Backups;
using Nq72.Cms.Composition;
using Nq72.Cms.Doctor;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Backups;

/// <summary>A backup made while people write, put back on an empty machine.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder folder = new("nq72-backup-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => folder.Combine("backup.zip");

    public void Dispose() => folder.Dispose();

    [Theory, OnEveryDatabase]
    public async Task Backup_under_writing_load_restores_everything_that_was_acknowledged_before(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var acknowledged = new ConcurrentQueue<string>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                acknowledged.Enqueue((await host.PublishedAsync(Token)).Id);
        }, Token)).ToList();
        await Eventually.TrueAsync(() => acknowledged.Count >= 20, TimeSpan.FromSeconds(60), Token);
        var before = acknowledged.ToArray();

        var manifest = await BackUpAsync(host);

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        Assert.True(acknowledged.Count > before.Length, "Nobody wrote while the backup was made.");
        await using var target = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var report = await RestoreAsync(target, host.Now);
        await using var restored = await CmsHost.StartAsync(target.Options, new SteppedClock(host.Now.AddHours(1)), Token);
        foreach (var id in before)
            (await restored.Public.GetAsync($"/api/v1/items/{id}", Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(manifest.MadeAt, report.MadeAt);
        Assert.DoesNotContain(await restored.RunAsync((Examination doctor) => doctor.RunAsync(Token)), checkup => checkup.State == CheckupState.Wrong);
        // it lives on: what is written next goes on counting
        await restored.PublishedAsync(Token);
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_holds_what_is_overdue_and_lets_what_is_ahead_go_on(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/channels/tep", new { format = "portal", transport = "fileDrop", destinations = new[] { new { key = "a" }, new { key = "b" } } }, Token)).ExpectSuccess();
        var (soon, later) = (await ArmAsync(host, host.Now.AddHours(1)), await ArmAsync(host, host.Now.AddDays(1)));
        await BackUpAsync(host);

        await using var target = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        var report = await RestoreAsync(target, host.Now.AddHours(2));

        Assert.Equal(2, report.Held);
        await using var restored = await CmsHost.StartAsync(target.Options, new SteppedClock(host.Now.AddHours(2)), Token);
        Assert.All(await DeliveriesAsync(restored, soon), delivery => Assert.Equal((DeliveryState.Held, DeliveryCode.Restored), (delivery.State, delivery.Code)));
        Assert.All(await DeliveriesAsync(restored, later), delivery => Assert.Equal((DeliveryState.Scheduled, (DeliveryCode?)null), (delivery.State, delivery.Code)));
        Assert.Equal(2, (await DeliveriesAsync(restored, later)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_begins_a_new_incarnation_that_old_validators_cursors_and_preview_links_do_not_reach(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.PublishedAsync(Token);
        await host.PublishedAsync(Token);
        var link = await host.PreviewSiteAsync(host.Now, Token);
        await BackUpAsync(host);
        await host.WithdrawAsync(link, Token);
        await using var target = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await RestoreAsync(target, host.Now);
        await using var restored = await CmsHost.StartAsync(target.Options, new SteppedClock(host.Now), Token);

        // the backup does not know that it was withdrawn
        Assert.Equal("active", (await restored.Admin.GetAsync($"{Support.Previews.Path}/{link.Id}", Token)).ExpectSuccess().Json.GetProperty("state").GetString());
        (await restored.Public.GetAsync(link.Api("/api/v1/items"), Token)).ExpectProblem(HttpStatusCode.NotFound, "noPreview");
        var before = (await host.Public.GetAsync($"/api/v1/items/{item.Id}", Token)).ExpectSuccess();
        var cursor = (await host.Public.GetAsync("/api/v1/items?limit=1", Token)).ExpectSuccess().Json.GetProperty("next").GetString();
        var after = await restored.Public.GetAsync($"/api/v1/items/{item.Id}", Token, ("If-None-Match", before.ETag!));

        (await host.Public.GetAsync($"/api/v1/items/{item.Id}", Token, ("If-None-Match", before.ETag!))).Expect(HttpStatusCode.NotModified);
        after.Expect(HttpStatusCode.OK);
        Assert.Equal(before.Text, after.Text);
        Assert.NotEqual(before.ETag, after.ETag);
        (await host.Public.GetAsync($"/api/v1/items?limit=1&cursor={cursor}", Token)).ExpectSuccess();
        Assert.Equal("cursor", (await restored.Public.GetAsync($"/api/v1/items?limit=1&cursor={cursor}", Token)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_brings_media_and_outgoing_files_along(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var data = host.Services.GetRequiredService<DatabaseOptions>().DataDirectory;
        Directory.CreateDirectory(Path.Combine(data, "outgoing", "loa", "a"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(data, "outgoing", "loa", "a", "tin.txt"), "Kính thưa bà con", Token);
        await System.IO.File.WriteAllTextAsync(Path.Combine(data, "outgoing", "loa", "a", ".tin.part"), "Kính th", Token);
        Directory.CreateDirectory(Path.Combine(data, "media"));
        await System.IO.File.WriteAllBytesAsync(Path.Combine(data, "media", "anh.webp"), new byte[300_000], Token);
        await BackUpAsync(host);

        await using var target = await DatabaseTemplate.CreateEmptyAsync(provider, Token);
        await RestoreAsync(target, host.Now);

        Assert.Equal("Kính thưa bà con", await System.IO.File.ReadAllTextAsync(Path.Combine(target.DataDirectory, "outgoing", "loa", "a", "tin.txt"), Token));
        Assert.Equal(300_000, new FileInfo(Path.Combine(target.DataDirectory, "media", "anh.webp")).Length);
        Assert.False(System.IO.File.Exists(Path.Combine(target.DataDirectory, "outgoing", "loa", "a", ".tin.part")));
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_into_what_is_not_empty_takes_force(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var kept = await host.PublishedAsync(Token);
        await BackUpAsync(host);
        await using var target = await CmsTemplate.Instance.CreateAsync(provider, Token);
        string lost;
        await using (var old = await CmsHost.StartAsync(target.Options, new SteppedClock(host.Now), Token))
            lost = (await old.PublishedAsync(Token)).Id;

        await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(target, host.Now));
        await RestoreAsync(target, host.Now, force: true);

        await using var restored = await CmsHost.StartAsync(target.Options, new SteppedClock(host.Now), Token);
        (await restored.Public.GetAsync($"/api/v1/items/{kept.Id}", Token)).Expect(HttpStatusCode.OK);
        (await restored.Public.GetAsync($"/api/v1/items/{lost}", Token)).Expect(HttpStatusCode.NotFound);
        if (provider == DatabaseProvider.Sqlite)
            Assert.Single(Directory.EnumerateFiles(target.DataDirectory, "nq72.db.replaced-*"));
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_by_force_leaves_a_running_installation_alone(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await BackUpAsync(host);
        await using var target = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var running = await CmsProcessOnAsync(target);

        var refused = await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(target, host.Now, force: true));

        Assert.Contains("stop", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Restore_refuses_what_is_damaged_foreign_or_newer()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await BackUpAsync(host);
        await using var target = await DatabaseTemplate.CreateEmptyAsync(DatabaseProvider.Sqlite, Token);
        var whole = await System.IO.File.ReadAllBytesAsync(File, Token);

        await RefusedAsync(bytes => bytes[(bytes.Length / 3)..]);
        await RefusedAsync(bytes => bytes[..(bytes.Length / 3)]);
        await RefusedAsync(bytes =>
        {
            // more than one bit: among the packed zeros of an empty page, one can be another way to say the same
            foreach (ref var damaged in bytes.AsSpan(bytes.Length / 3, 64))
                damaged ^= 0xff;
            return bytes;
        });
        await System.IO.File.WriteAllTextAsync(File, "không phải bản sao lưu", Token);
        await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(target, host.Now));
        await RewriteManifestAsync(manifest => manifest["provider"] = "PostgreSql");
        await RewriteManifestAsync(manifest => manifest["migrations"]!["CmsDb"]!.AsArray().Add("29990101000000_FromTheFuture"));
        await RewriteManifestAsync(manifest => manifest["form"] = "nq72-backup-2");
        Assert.False(System.IO.File.Exists(target.Options.SqliteFile), "Something was restored.");

        async Task RefusedAsync(Func<byte[], byte[]> damage)
        {
            await System.IO.File.WriteAllBytesAsync(File, damage([.. whole]), Token);
            await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(target, host.Now));
        }

        async Task RewriteManifestAsync(Action<JsonObject> change)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole, Token);
            await using (var archive = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, Token))
            {
                var entry = archive.GetEntry(BackupManifest.EntryName)!;
                JsonObject manifest;
                await using (var stream = await entry.OpenAsync(Token))
                    manifest = (await JsonNode.ParseAsync(stream, cancellationToken: Token))!.AsObject();
                change(manifest);
                entry.Delete();
                await using var written = await archive.CreateEntry(BackupManifest.EntryName).OpenAsync(Token);
                await written.WriteAsync(System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()), Token);
            }

            await Assert.ThrowsAsync<BackupFailure>(() => RestoreAsync(target, host.Now));
        }
    }

    [Fact]
    public async Task Backup_overwrites_nothing_and_leaves_nothing_behind_where_it_cannot_write()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await System.IO.File.WriteAllTextAsync(File, "của người khác", Token);

        await Assert.ThrowsAsync<BackupFailure>(() => BackUpAsync(host));
        await Assert.ThrowsAsync<BackupFailure>(() => BackUpAsync(host, folder.Combine("no", "such", "folder.zip")));

        Assert.Equal("của người khác", await System.IO.File.ReadAllTextAsync(File, Token));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private Task<BackupManifest> BackUpAsync(CmsHost host, string? file = null) => host.RunAsync((MakeBackup backup) => backup.RunAsync(file ?? File, Token));

    private async Task<RestoreReport> RestoreAsync(TestDatabase target, DateTimeOffset now, bool force = false)
    {
        await using var app = Nq72Host.Build(CmsHost.Settings(target.Options), CmsHost.Quiet, new SteppedClock(now));
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RestoreBackup>().RunAsync(File, force, Token);
    }

    private static Task<Nq72.Testing.Cms.CmsProcess> CmsProcessOnAsync(TestDatabase database) =>
        Nq72.Testing.Cms.CmsProcess.StartNewAsync(new Nq72.Testing.Cms.CmsSettings { Database = database, Scheduler = false }, Token);

    private static async Task<string> ArmAsync(CmsHost host, DateTimeOffset at)
    {
        var item = await host.ApprovedAsync(Token);
        var release = (await host.Admin.PostAsync("/api/v1/manage/releases", new
        {
            name = "Đợt", at = at.ToWire(), items = new[] { new { id = item.Id, channels = new[] { "tep" } } }, missed = new { policy = "sendUntil" },
        }, Token)).ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await host.Admin.PostAsync($"/api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
        return release;
    }

    private static async Task<IReadOnlyList<DeliveryView>> DeliveriesAsync(CmsHost host, string release) =>
        (await host.RunAsync((DeliveryQueries queries) => queries.ListAsync(new DeliveryFilter(release), PageRequest.First, Token))).Items;
}
