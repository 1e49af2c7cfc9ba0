using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>Files given out: to everyone exactly while a visible item uses them, safely, and in parts.</summary>
public sealed class MediaServingTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task File_is_there_from_the_instant_to_the_end_and_not_a_microsecond_around_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = await host.PdfAsync(Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()));
        var (from, until) = (host.Now.AddMinutes(10), host.Now.AddMinutes(20));
        await host.Admin.PublishAsync(item.Id, Token, from, until);

        await ExpectGoneAsync(host, file.PathOf());
        host.Clock.Advance(from - host.Now - TimeSpan.FromMicroseconds(1));
        await ExpectGoneAsync(host, file.PathOf());
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal("public, max-age=300, immutable", Lifetime((await host.Public.GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK)));
        host.Clock.Advance(until - host.Now - TimeSpan.FromSeconds(7.5));
        // whoever keeps it is done with it before the end
        Assert.Equal("public, max-age=7, immutable", Lifetime((await host.Public.GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK)));
        host.Clock.Advance(TimeSpan.FromSeconds(7.5));
        await ExpectGoneAsync(host, file.PathOf());
    }

    [Theory, OnEveryDatabase]
    public async Task Retraction_and_a_version_without_it_hide_it_at_once(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (taken, dropped) = (await host.PdfAsync(Token), await host.PdfAsync(Token));
        var retracted = await host.ApprovedAsync(Token, MediaLibrary.With(taken.IdOf()));
        var changed = await host.ApprovedAsync(Token, MediaLibrary.With(dropped.IdOf()));
        await host.Admin.PublishAsync(retracted.Id, Token);
        await host.Admin.PublishAsync(changed.Id, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.Public.GetAsync(taken.PathOf(), Token)).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync(dropped.PathOf(), Token)).Expect(HttpStatusCode.OK);

        await host.Admin.RetractAsync(retracted.Id, "Ảnh sai.", Token);
        await host.Admin.PutAsync(Items.Manage(changed.Id), new { fields = Items.Complete }, Token, ("If-Match", "*"));
        await host.Admin.SubmitAsync(changed.Id, Token);
        await host.Admin.ApproveAsync(changed.Id, 2, Token);
        await host.Admin.PublishAsync(changed.Id, Token, correction: "Bỏ tệp nhầm.");

        await ExpectGoneAsync(host, taken.PathOf());
        await ExpectGoneAsync(host, dropped.PathOf());
    }

    [Theory, OnEveryDatabase]
    public async Task Rights_and_consent_end_on_the_instant(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var end = host.Now.AddMinutes(5);
        var (rights, consent) = (await host.PdfAsync(Token), await host.UploadAsync("Lời cô Lan.mp3", MediaSamples.Mp3(tag: provider == DatabaseProvider.Sqlite ? 30 : 31), Token));
        await host.DescribeAsync(rights.IdOf(), new { rightsUntil = end }, Token);
        await host.DescribeAsync(consent.IdOf(), new { people = "adult", consent = new { scope = "s", reference = "r", until = end } }, Token);
        var items = new List<string>();
        foreach (var file in new[] { rights, consent })
        {
            var item = await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()));
            await host.Admin.PublishAsync(item.Id, Token);
            items.Add(Items.Delivery(item.Id));
        }

        host.Clock.Advance(TimeSpan.FromMinutes(4.5));
        foreach (var (file, item) in new[] { rights, consent }.Zip(items))
        {
            Assert.Equal("public, max-age=30, immutable", Lifetime((await host.Public.GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK)));
            var told = (await host.Public.GetAsync(item, Token)).ExpectSuccess();
            Assert.Equal(1, told.Json.GetProperty("media").GetArrayLength());
            // the end of rights is a boundary: no cache shows the file's address past it
            Assert.StartsWith("public, max-age=30", Lifetime(told), StringComparison.Ordinal);
        }

        host.Clock.Advance(TimeSpan.FromSeconds(29.999999));
        foreach (var file in new[] { rights, consent })
            (await host.Public.GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        foreach (var (file, item) in new[] { rights, consent }.Zip(items))
        {
            await ExpectGoneAsync(host, file.PathOf());
            Assert.Equal(0, (await host.Public.GetAsync(item, Token)).ExpectSuccess().Json.GetProperty("media").GetArrayLength());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Pictures_never_go_out_as_they_came(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        foreach (var (name, bytes) in new[] { ("ảnh.jpg", MediaSamples.Jpeg()), ("khác.jpg", MediaSamples.Jpeg()) })
        {
            var file = await host.UploadAsync(name, bytes, Token);
            await host.DescribeAsync(file.IdOf(), new { people = "none", alt = "Cảnh phiên chợ" }, Token);
            var item = await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()));
            await host.Admin.PublishAsync(item.Id, Token);

            await ExpectGoneAsync(host, file.PathOf());
            Assert.Equal(0, (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("media").GetArrayLength());
            var preview = await host.PreviewItemAsync(item.Id, Token);
            Assert.Equal(0, (await host.Public.GetAsync($"{Items.Delivery(item.Id)}?preview={preview.Secret}", Token)).ExpectSuccess().Json.GetProperty("media").GetArrayLength());
            Assert.Equal("private, no-cache", Lifetime((await host.Client(Scopes.Write).GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK)));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Desk_sees_what_is_not_public_and_partners_do_not(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var file = await host.PdfAsync(Token);

        foreach (var scope in new[] { Scopes.Write, Scopes.Preview, Scopes.Admin })
            (await host.Client(scope).GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.OK);
        (await host.Client(Scopes.Read).GetAsync(file.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
        await ExpectGoneAsync(host, file.PathOf());
        foreach (var path in new[] { "/media/x/y.pdf", $"/media/{new string('0', 32)}/y.pdf", $"/media/{new string('F', 32)}/y.pdf", $"/media/{new string('%', 32).Replace("%", "%25", StringComparison.Ordinal)}/y" })
            (await host.Admin.GetAsync(path, Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Preview_opens_it_by_a_signature_that_ends_and_is_for_one_file(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (file, other) = (await host.PdfAsync(Token), await host.PdfAsync(Token));
        var item = await host.DraftAsync(Token, MediaLibrary.With(file.IdOf()));
        var preview = await host.PreviewAsync(new { what = "item", item = item.Id, expiresAt = host.Now.AddMinutes(30) }, Token);

        var shown = (await host.Public.GetAsync($"{Items.Delivery(item.Id)}?preview={preview.Secret}", Token)).ExpectSuccess().Json.GetProperty("media")[0];

        var signed = shown.PathOf();
        Assert.StartsWith($"{file.PathOf()}?until=", signed, StringComparison.Ordinal);
        Assert.Equal("private, no-cache", Lifetime((await host.Public.GetAsync(signed, Token)).Expect(HttpStatusCode.OK)));
        await ExpectGoneAsync(host, file.PathOf());
        await ExpectGoneAsync(host, other.PathOf() + signed[signed.IndexOf('?', StringComparison.Ordinal)..]);
        await ExpectGoneAsync(host, signed[..^1] + (signed[^1] == '0' ? '1' : '0'));
        var later = long.Parse(signed.Split("until=")[1].Split('&')[0], CultureInfo.InvariantCulture) + 60;
        await ExpectGoneAsync(host, $"{file.PathOf()}?until={later}&signature={signed.Split("signature=")[1]}");
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await ExpectGoneAsync(host, signed);
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_is_safe_to_open_and_has_its_name(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = await host.PdfAsync(Token, "Nghị quyết 72 – hỏi \u201Cđáp\u201D.txt");
        var vtt = await host.UploadAsync("phụ đề.vtt", MediaSamples.Vtt(), Token);

        var answer = (await host.Admin.GetAsync(pdf.PathOf(), Token)).Expect(HttpStatusCode.OK);

        Assert.Equal("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("application/pdf", answer.ContentHeaders.ContentType!.ToString());
        var disposition = answer.ContentHeaders.ContentDisposition!;
        Assert.Equal(("attachment", "Nghị quyết 72 – hỏi \u201Cđáp\u201D.pdf"), (disposition.DispositionType, disposition.FileNameStar));
        Assert.EndsWith("/nghi-quyet-72-hoi-dap.pdf", pdf.PathOf(), StringComparison.Ordinal);
        var captions = (await host.Admin.GetAsync(vtt.PathOf(), Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(("inline", "text/vtt; charset=utf-8"), (captions.ContentHeaders.ContentDisposition!.DispositionType, captions.ContentHeaders.ContentType!.ToString()));
        // gone: no less safe, and kept by nobody
        var gone = await host.Public.GetAsync(pdf.PathOf(), Token);
        Assert.Equal(("sandbox; default-src 'none'", "no-store"), (gone.Headers.GetValues("Content-Security-Policy").Single(), Lifetime(gone)));
    }

    [Theory, OnEveryDatabase]
    public async Task Parts_and_validators_work(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var bytes = MediaSamples.Pdf(5000);
        var file = await host.UploadAsync("a.pdf", bytes, Token);
        var path = file.PathOf();
        var whole = (await host.Admin.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
        var tag = $"\"{file.GetProperty("sha256").GetString()}\"";
        Assert.Equal((tag, bytes.Length), (whole.ETag, whole.Body.Length));
        Assert.Equal(bytes, whole.Body.ToArray());

        var part = (await host.Admin.GetAsync(path, Token, ("Range", "bytes=100-199"))).Expect(HttpStatusCode.PartialContent);
        Assert.Equal(bytes[100..200], part.Body.ToArray());
        Assert.Equal($"bytes 100-199/{bytes.Length}", part.ContentHeaders.ContentRange!.ToString());
        Assert.Equal(bytes[^10..], (await host.Admin.GetAsync(path, Token, ("Range", "bytes=-10"))).Expect(HttpStatusCode.PartialContent).Body.ToArray());
        (await host.Admin.GetAsync(path, Token, ("Range", "bytes=99999-"))).Expect(HttpStatusCode.RequestedRangeNotSatisfiable);
        (await host.Admin.GetAsync(path, Token, ("Range", "bytes=0-1"), ("If-Range", "\"other\""))).Expect(HttpStatusCode.OK);
        (await host.Admin.GetAsync(path, Token, ("If-None-Match", tag))).Expect(HttpStatusCode.NotModified);
        var head = (await host.Admin.SendAsync(HttpMethod.Head, path, null, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal((0, bytes.Length), (head.Body.Length, head.ContentHeaders.ContentLength));
    }

    private static async Task ExpectGoneAsync(CmsHost host, string path)
    {
        var gone = (await host.Public.GetAsync(path, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        Assert.Equal("no-store", Lifetime(gone));
    }

    private static string Lifetime(CmsAnswer answer) => CacheControlHeaderValue.Parse(answer.Headers.GetValues("Cache-Control").Single()) is var lifetime ? string.Join(", ", Directives(lifetime)) : "";

    // in one order, whatever the client makes of the header
    private static IEnumerable<string> Directives(CacheControlHeaderValue lifetime)
    {
        if (lifetime.Public)
            yield return "public";
        if (lifetime.Private)
            yield return "private";
        if (lifetime.NoCache)
            yield return "no-cache";
        if (lifetime.NoStore)
            yield return "no-store";
        if (lifetime.MaxAge is { } age)
            yield return string.Create(CultureInfo.InvariantCulture, $"max-age={age.TotalSeconds}");
        foreach (var further in lifetime.Extensions)
            yield return further.ToString();
    }
}
