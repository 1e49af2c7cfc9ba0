using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using Nq72.Cms.Accounts;
using Nq72.Cms.Composition;
using Nq72.Cms.Notices;
using Nq72.Cms.Notices.Messages;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;
using Nq72.Testing.Smtp;

namespace Nq72.Cms.Tests.Notices;

/// <summary>What is noticed is told by mail to those who can help, and to the webhook: not lost, not for ever, and a person sees what could not be told.</summary>
public sealed class NoticeMessageTests
{
    private static readonly string Secret = $"whsec_{Convert.ToBase64String(Encoding.ASCII.GetBytes("mot bi mat dai vua du 24+"))}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Mail_goes_once_to_each_person_who_can_help_and_to_nobody_else(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        await using var host = await CmsHost.StartNewAsync(provider, Token, [.. Mail(sink), "--Nq72:Smtp:User=nq72", "--Nq72:Smtp:Password=mat-khau"]);
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao", "dai");
        await PutDraftAsync(host, "Đợt 7/4");

        Assert.Equal(3, await SweepAsync(host));
        Assert.Equal(0, await SweepAsync(host));
        // lan may publish: the release; quan has every scope: all three in one mail
        Assert.Equal(4, await SendAsync(host, NoticeWay.Mail));
        Assert.Equal(0, await SendAsync(host, NoticeWay.Mail));

        var mails = sink.Mails.ToDictionary(mail => Assert.Single(mail.To), Read);
        Assert.Equal(["lan@nq72.test", "quan@nq72.test"], mails.Keys.Order(StringComparer.Ordinal));
        Assert.All(sink.Mails, mail => Assert.Equal("bao.cao@nq72.test", mail.From));
        Assert.Equal(2, sink.SignIns.Count(value => value == "nq72 mat-khau"));
        var one = mails["lan@nq72.test"];
        Assert.Equal("[Nq72] Đợt phát “Đợt 7/4” đã qua giờ mà chưa chốt", one.Subject);
        Assert.Equal("Hoàng Thị Lan", one.To.Mailboxes.Single().Name);
        Assert.Contains("Chọn giờ khác và chốt, hoặc hủy đợt phát.", one.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{CmsHost.PublicUrl}/admin/releases/", one.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", one.Headers["Auto-Submitted"]);
        var all = mails["quan@nq72.test"];
        Assert.StartsWith("[Nq72] 3 việc cần người xử lý: ", all.Subject, StringComparison.Ordinal);
        Assert.Contains($"{CmsHost.PublicUrl}/admin/channels#bao", all.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{CmsHost.PublicUrl}/admin/channels#dai", all.TextBody, StringComparison.Ordinal);
        Assert.All(await ListAsync(host), notice => Assert.Equal((host.Now.ToWire(), null), (Text(notice, "sentAt"), Text(notice, "sendFailed"))));
    }

    [Theory, OnEveryDatabase]
    public async Task Mail_server_that_is_down_is_tried_again_and_then_the_notice_says_that_it_was_not_told(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        await using var host = await CmsHost.StartNewAsync(provider, Token, Mail(sink));
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);
        await sink.StopAsync();

        Assert.Equal(1, await SendAsync(host, NoticeWay.Mail));
        // not before its time
        Assert.Equal(0, await SendAsync(host, NoticeWay.Mail));
        Assert.Null(Text(Assert.Single(await ListAsync(host)), "sendFailed"));
        sink.Start();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await SendAsync(host, NoticeWay.Mail));
        Assert.Single(sink.Mails);
        Assert.Equal(host.Now.ToWire(), Text(Assert.Single(await ListAsync(host)), "sentAt"));

        // another one, and this time nobody comes back
        await StopDestinationsAsync(host, "dai");
        await SweepAsync(host);
        await sink.StopAsync();
        var attempts = 0;
        for (; await host.InDatabaseAsync(db => db.Set<NoticeMessage>().AnyAsync(message => message.State == NoticeMessageState.Waiting, Token)); host.Clock.Advance(TimeSpan.FromHours(8)))
            attempts += await SendAsync(host, NoticeWay.Mail);
        Assert.InRange(attempts, 2, SendMessages.MaxAttempts);
        var notices = (await ListAsync(host)).ToDictionary(notice => Text(notice, "subject")!);
        Assert.StartsWith("mail quan: connectionFailed", Text(notices["dai/chinh"], "sendFailed"), StringComparison.Ordinal);
        Assert.Null(Text(notices["dai/chinh"], "sentAt"));
        Assert.Null(Text(notices["bao/chinh"], "sendFailed"));
        sink.Start();
    }

    [Theory, OnEveryDatabase]
    public async Task Mail_server_that_cannot_show_who_it_is_gets_nothing_and_the_notice_says_so(DatabaseProvider provider)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var sink = SmtpSink.Listening(certificate);
        await using var host = await CmsHost.StartNewAsync(provider, Token, [.. Mail(sink), "--Nq72:Smtp:Security=StartTls"]);
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);

        for (; await host.InDatabaseAsync(db => db.Set<NoticeMessage>().AnyAsync(message => message.State == NoticeMessageState.Waiting, Token)); host.Clock.Advance(TimeSpan.FromHours(8)))
            await SendAsync(host, NoticeWay.Mail);

        Assert.Empty(sink.Mails);
        Assert.Equal("mail quan: badCertificate", Text(Assert.Single(await ListAsync(host)), "sendFailed"));
    }

    [Theory, OnEveryDatabase]
    public async Task Mailbox_that_is_refused_for_good_is_not_tried_again(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        sink.Refuse = _ => "550 No such mailbox quan@nq72.test";
        await using var host = await CmsHost.StartNewAsync(provider, Token, Mail(sink));
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);

        Assert.Equal(1, await SendAsync(host, NoticeWay.Mail));

        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await SendAsync(host, NoticeWay.Mail));
        // who may read notices learns no address from it
        Assert.Equal("mail quan: 550 recipientRefused", Text(Assert.Single(await ListAsync(host)), "sendFailed"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_noticed_before_a_crash_goes_by_itself_after_the_next_start(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        await using var first = await CmsHost.StartNewAsync(provider, Token, Mail(sink));
        await PeopleAsync(first);
        await StopDestinationsAsync(first, "bao");
        await SweepAsync(first);
        // a node claims it and dies
        Assert.Single(await first.RunAsync<SendMessages, List<NoticeMessage>>(verb => verb.ClaimAsync(NoticeWay.Mail, Token)));
        Assert.Equal(0, await SendAsync(first, NoticeWay.Mail));
        Assert.Empty(sink.Mails);

        await using var second = await CmsHost.StartAsync(
            first.Services.GetRequiredService<DatabaseOptions>(), new SteppedClock(first.Now + SendMessages.Lease), Token, null, [.. Mail(sink), "--Nq72:Scheduler:Enabled=true"]);

        Assert.Contains("Nơi nhận", Read(Assert.Single(await sink.WaitForAsync(1, Token))).Subject, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Nodes_at_once_send_each_message_once(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        await using var host = await CmsHost.StartNewAsync(provider, Token, Mail(sink));
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SendAsync(host, NoticeWay.Mail), Token)));

        Assert.Single(sink.Mails);
    }

    [Theory, OnEveryDatabase]
    public async Task Subject_that_comes_and_goes_is_told_once_in_a_while_and_what_is_over_is_not_told(DatabaseProvider provider)
    {
        await using var sink = SmtpSink.Listening();
        await using var host = await CmsHost.StartNewAsync(provider, Token, Mail(sink));
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao");
        for (var i = 0; i < 4; i++)
        {
            await SetAsync(host, DestinationState.Stopped);
            await SweepAsync(host);
            await SendAsync(host, NoticeWay.Mail);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await SetAsync(host, DestinationState.Ok);
            await SweepAsync(host);
        }

        Assert.Single(sink.Mails);
        await SetAsync(host, DestinationState.Stopped);
        await SweepAsync(host);
        // quiet ends 15 minutes after the first mail, however often it flapped
        host.Clock.Advance(QueueMessages.Quiet - TimeSpan.FromMinutes(4) - TimeSpan.FromSeconds(1));
        await SendAsync(host, NoticeWay.Mail);
        Assert.Single(sink.Mails);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(host, NoticeWay.Mail);
        Assert.Equal(2, sink.Mails.Count);
        Assert.Equal(3, await host.InDatabaseAsync(db => db.Set<NoticeMessage>().CountAsync(message => message.State == NoticeMessageState.Withdrawn, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Webhook_is_posted_what_opens_and_closes_with_a_signature_that_verifies(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        receiver.Answer(request => new ReceiverAnswer(request.Number == 1 ? 500 : 204));
        await using var host = await CmsHost.StartNewAsync(provider, Token, Webhook(receiver.Url, "--Nq72:Channels:AllowPrivateNetworks=127.0.0.0/8"));
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);
        var noticed = host.Now;

        await SendAsync(host, NoticeWay.Webhook);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(host, NoticeWay.Webhook);
        var notice = Assert.Single(await ListAsync(host));
        Assert.Equal((host.Now.ToWire(), null), (Text(notice, "sentAt"), Text(notice, "sendFailed")));
        await SetAsync(host, DestinationState.Ok);
        await SweepAsync(host);
        await SendAsync(host, NoticeWay.Webhook);

        Assert.Equal(3, receiver.Requests.Count);
        Assert.All(receiver.Requests, request => Assert.Equal(
            WebhookSignature.Sign(request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Body.Span, [Secret]), request.Header("webhook-signature")));
        Assert.Equal(receiver.Requests[0].Header("webhook-id"), receiver.Requests[1].Header("webhook-id"));
        var opened = receiver.Requests[1].Json;
        Assert.Equal(("notice.opened", noticed.ToWire()), (Text(opened, "type"), Text(opened, "timestamp")));
        var data = opened.GetProperty("data");
        foreach (var same in new[] { "id", "kind", "severity", "scope", "title", "remedy", "code" })
            Assert.Equal(Text(notice, same), Text(data, same));
        Assert.Equal(($"{CmsHost.PublicUrl}{Text(notice, "link")}", 1), (Text(data, "link"), data.GetProperty("count").GetInt32()));
        Assert.Equal(("notice.closed", Text(notice, "id")), (Text(receiver.Requests[2].Json, "type"), Text(receiver.Requests[2].Json.GetProperty("data"), "id")));
    }

    [Theory, OnEveryDatabase]
    public async Task Webhook_hears_of_an_end_only_when_it_may_have_heard_of_the_beginning(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        receiver.Answer(_ => ReceiverAnswer.Cut);
        await using var host = await CmsHost.StartNewAsync(provider, Token, Webhook(receiver.Url, "--Nq72:Channels:AllowPrivateNetworks=127.0.0.0/8"));
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);
        // over before it was sent: nothing at all
        await SetAsync(host, DestinationState.Ok);
        await SweepAsync(host);
        Assert.Equal(2, await SendAsync(host, NoticeWay.Webhook));
        Assert.Empty(receiver.Requests);

        // it took the first and the answer was lost
        await SetAsync(host, DestinationState.Stopped);
        await SweepAsync(host);
        await SendAsync(host, NoticeWay.Webhook);
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await SetAsync(host, DestinationState.Ok);
        await SweepAsync(host);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(host, NoticeWay.Webhook);
        Assert.Equal(["notice.opened", "notice.closed"], receiver.Requests.Select(request => Text(request.Json, "type")));
    }

    [Theory, OnEveryDatabase]
    public async Task Webhook_at_a_private_address_is_not_called_and_one_that_is_gone_is_given_up(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using (var guarded = await CmsHost.StartNewAsync(provider, Token, Webhook(receiver.Url)))
        {
            await StopDestinationsAsync(guarded, "bao");
            await SweepAsync(guarded);
            Assert.Equal(1, await SendAsync(guarded, NoticeWay.Webhook));
            Assert.Empty(receiver.Requests);
            Assert.StartsWith("privateAddress", await guarded.InDatabaseAsync(db => db.Set<NoticeMessage>().Select(message => message.LastError).SingleAsync(Token)), StringComparison.Ordinal);
            // tomorrow it is not tried any more
            guarded.Clock.Advance(SendMessages.GivenUpAfter);
            await SendAsync(guarded, NoticeWay.Webhook);
            Assert.StartsWith("webhook: privateAddress", Text(Assert.Single(await ListAsync(guarded)), "sendFailed"), StringComparison.Ordinal);
        }

        receiver.Answer(_ => new ReceiverAnswer(410));
        await using var host = await CmsHost.StartNewAsync(provider, Token, Webhook(receiver.Url, "--Nq72:Channels:AllowPrivateNetworks=127.0.0.0/8"));
        await StopDestinationsAsync(host, "bao");
        await SweepAsync(host);
        await SendAsync(host, NoticeWay.Webhook);
        Assert.Equal("webhook: gone HTTP 410", Text(Assert.Single(await ListAsync(host)), "sendFailed"));
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_is_queued_where_nothing_is_set(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PeopleAsync(host);
        await StopDestinationsAsync(host, "bao");
        Assert.Equal(1, await SweepAsync(host));
        Assert.False(await host.InDatabaseAsync(db => db.Set<NoticeMessage>().AnyAsync(Token)));
    }

    [Theory]
    [InlineData("Nq72:Smtp:Port", "hai", "Nq72:Smtp:Port 'hai'"), InlineData("Nq72:Smtp:Port", "0", "Nq72:Smtp:Port '0'"), InlineData("Nq72:Smtp:Security", "SSL", "'SSL'")]
    [InlineData("Nq72:Smtp:From", "", "Nq72:Smtp:From ''"), InlineData("Nq72:Smtp:From", "khong phai", "Nq72:Smtp:From 'khong phai'")]
    [InlineData("Nq72:Notices:Webhook:Url", "ftp://x.test/", "'ftp://x.test/'"), InlineData("Nq72:Notices:Webhook:Secret", "abc", "Nq72:Notices:Webhook:Secret")]
    public async Task Wrong_setting_is_one_line_at_the_start(string key, string value, string expected)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Nq72:Smtp:Host"] = "127.0.0.1", ["Nq72:Smtp:From"] = "Nq72 <a@nq72.test>", ["Nq72:Notices:Webhook:Url"] = "https://x.test/", ["Nq72:Notices:Webhook:Secret"] = Secret, [key] = value,
        };

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, [.. settings.Select(pair => $"--{pair.Key}={pair.Value}")]);
        });

        var line = StartUp.Explain(refused);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line!);
    }

    private static string[] Mail(SmtpSink sink) => ["--Nq72:Smtp:Host=127.0.0.1", $"--Nq72:Smtp:Port={sink.Port}", "--Nq72:Smtp:Security=None", "--Nq72:Smtp:From=Nq72 <bao.cao@nq72.test>"];

    private static string[] Webhook(Uri url, params string[] further) => [$"--Nq72:Notices:Webhook:Url={url}", $"--Nq72:Notices:Webhook:Secret={Secret}", .. further];

    private static MimeMessage Read(ReceivedMail mail) => MimeMessage.Load(new MemoryStream(mail.Data.ToArray()), Token);

    // one who may publish, one who may do everything, one who may write, and one who may publish and has no address
    private static async Task PeopleAsync(CmsHost host) => await host.RunAsync<CreateAccount, bool>(async verb =>
    {
        var actor = Actor.System;
        await verb.PutRoleAsync("Phat", "Người phát", [Scopes.Publish, Scopes.Preview], Token);
        await verb.PutRoleAsync("Viet", "Người viết", [Scopes.Write, Scopes.Preview], Token);
        Assert.True((await verb.RunAsync("lan", "lan@nq72.test", "Hoàng Thị Lan", ["Phat"], null, actor, Token)).Succeeded);
        Assert.True((await verb.RunAsync("quan", "quan@nq72.test", "Quản trị", [CreateAccount.AdministratorRole, "Phat"], null, actor, Token)).Succeeded);
        Assert.True((await verb.RunAsync("viet", "viet@nq72.test", "Người viết", ["Viet"], null, actor, Token)).Succeeded);
        Assert.True((await verb.RunAsync("khong", null, "Không thư", ["Phat"], null, actor, Token)).Succeeded);
        return true;
    });

    private static async Task StopDestinationsAsync(CmsHost host, params string[] channels)
    {
        foreach (var channel in channels)
        {
            (await host.Admin.PutAsync($"/api/v1/manage/channels/{channel}", new
            {
                displayName = $"Báo {channel}", format = "portal", transport = "webhook", destinations = new[] { new { key = "chinh", name = "Tòa soạn", url = "https://bao.example/nhan" } },
            }, Token)).ExpectSuccess();
        }

        await SetAsync(host, DestinationState.Stopped);
    }

    private static Task<int> SetAsync(CmsHost host, DestinationState state) =>
        host.RunAsync<SchedulerDb, int>(db => db.Set<Destination>().ExecuteUpdateAsync(row => row.SetProperty(destination => destination.State, state), Token));

    // a draft whose instant passes
    private static async Task PutDraftAsync(CmsHost host, string name)
    {
        var item = await host.ApprovedAsync(Token);
        (await host.Admin.PostAsync("/api/v1/manage/releases", new
        {
            name, at = host.Now.AddHours(1), items = new[] { new { id = item.Id, channels = new[] { "bao" } } }, missed = new { policy = "skip" },
        }, Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromHours(2));
    }

    private static Task<int> SweepAsync(CmsHost host) => host.RunAsync<SweepNotices, int>(verb => verb.RunAsync(Token));

    private static Task<int> SendAsync(CmsHost host, NoticeWay way) => host.RunAsync<SendMessages, int>(verb => verb.RunAsync(way, Token));

    private static async Task<List<JsonElement>> ListAsync(CmsHost host) => [.. (await host.Admin.GetAsync("/api/v1/manage/notices", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();
}
