using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>The part of the walk that makes posters of the campaign's slogans.</summary>
internal sealed class PosterTour(CmsClient desk, CancellationToken cancel)
{
    private const string Items = "api/v1/manage/items";

    public async Task WalkAsync()
    {
        await Expect("api/v1/manage/posters/templates", HttpStatusCode.OK);
        var slogan = (await Expect($"{Items}?type=Slogan&limit=1", HttpStatusCode.OK)).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        var poster = await Expect($"{Items}/{slogan}/posters/mang-xa-hoi.svg?lang=vi&occasion=7-4-suc-khoe-toan-dan", HttpStatusCode.OK);
        Assert.Equal("image/svg+xml", poster.ContentHeaders.ContentType!.MediaType);
        (await desk.GetAsync($"{Items}/{slogan}/posters/mang-xa-hoi.svg?lang=vi&occasion=7-4-suc-khoe-toan-dan", cancel, ("If-None-Match", poster.ETag!))).Expect(HttpStatusCode.NotModified);
        await Expect($"{Items}/{slogan}/posters/khong-co.svg", HttpStatusCode.NotFound);
        await Expect($"{Items}/{slogan}/posters/led-256x64.pdf", HttpStatusCode.NotFound);
        await Expect($"{Items}/{slogan}/posters/a3.pdf?lang=tyz", HttpStatusCode.NotFound);
        var tooLong = await desk.CreateItemAsync("Slogan", string.Join(' ', Enumerable.Repeat("Khỏe để học, khỏe để làm việc", 6)), cancel);
        await Expect($"{Items}/{tooLong.Id}/posters/led-256x64.png", HttpStatusCode.UnprocessableEntity);
        var foreign = await desk.CreateItemAsync("Slogan", "健康 là vốn quý", cancel);
        await Expect($"{Items}/{foreign.Id}/posters/a3.pdf", HttpStatusCode.UnprocessableEntity);
        (await desk.SendAsync(HttpMethod.Delete, $"{Items}/{foreign.Id}", null, cancel)).ExpectSuccess();
        await Expect($"{Items}/{foreign.Id}/posters/a3.pdf", HttpStatusCode.Conflict);
        (await desk.SendAsync(HttpMethod.Delete, $"{Items}/{tooLong.Id}", null, cancel)).ExpectSuccess();
    }

    private async Task<CmsAnswer> Expect(string path, HttpStatusCode expected) => (await desk.GetAsync(path, cancel)).Expect(expected);
}
