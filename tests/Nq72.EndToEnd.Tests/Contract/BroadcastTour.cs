using System.Globalization;
using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>The part of the walk that plans loudspeakers: slots, a plan, a commune's day, what it says of it.</summary>
internal sealed class BroadcastTour(CmsClient desk, CmsClient reader, CancellationToken cancel)
{
    private const string Loudspeaker = "api/v1/manage/loudspeaker", Commune = "05977";

    public async Task WalkAsync()
    {
        // a slot that begins in two minutes may be told of: telephones' clocks are not ours
        var soon = TimeProvider.System.GetUtcNow().AddMinutes(2).ToOffset(TimeSpan.FromHours(7));
        var day = soon.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var slot = new { key = "hom-nay", name = "Buổi phát", start = soon.ToString("HH:mm", CultureInfo.InvariantCulture), minutes = 15, seconds = 600, days = Array.Empty<int>() };
        var usual = new { key = "sang", name = "Buổi sáng", start = "05:00", minutes = 30, seconds = 900, days = Array.Empty<int>() };
        (await desk.PutAsync($"{Loudspeaker}/slots", new { slots = new[] { usual }, places = new Dictionary<string, object>(StringComparer.Ordinal) { [Commune] = new[] { slot } }, turnTypes = new[] { "Slogan" }, note = "Xã báo giờ phát." }, cancel)).Expect(HttpStatusCode.OK);
        (await desk.PutAsync($"{Loudspeaker}/slots", new { slots = new[] { usual with { start = "25:61" } } }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.PutAsync($"{Loudspeaker}/slots", "{", cancel)).Expect(HttpStatusCode.BadRequest);
        (await desk.GetAsync($"{Loudspeaker}/slots", cancel)).Expect(HttpStatusCode.OK);

        (await desk.PostAsync($"{Loudspeaker}/plans", new { from = day, days = 1, places = new[] { Commune } }, cancel)).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"{Loudspeaker}/plans", new { days = 40 }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.PostAsync($"{Loudspeaker}/plans", "{", cancel)).Expect(HttpStatusCode.BadRequest);
        var one = (await desk.GetAsync($"{Loudspeaker}/plans?from={day}&days=1&place={Commune}", cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id").GetString();
        (await desk.GetAsync($"{Loudspeaker}/plans?from=hom-nay", cancel)).Expect(HttpStatusCode.BadRequest);

        (await desk.GetAsync($"api/v1/loudspeaker/{Commune}/{day}", cancel)).Expect(HttpStatusCode.OK);
        var open = (await reader.GetAsync($"api/v1/loudspeaker/{Commune}/2031-04-07", cancel)).Expect(HttpStatusCode.OK);
        (await reader.GetAsync($"api/v1/loudspeaker/{Commune}/2031-04-07", cancel, ("If-None-Match", open.ETag!))).Expect(HttpStatusCode.NotModified);
        (await reader.GetAsync($"api/v1/loudspeaker/{Commune}/2031-02-30", cancel)).Expect(HttpStatusCode.BadRequest);
        (await reader.GetAsync("api/v1/loudspeaker/99999/2031-04-07", cancel)).Expect(HttpStatusCode.NotFound);

        (await desk.PostAsync($"{Loudspeaker}/broadcasts/{one}/tell", new { done = true, note = "Bỏ đoạn cuối." }, cancel)).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"{Loudspeaker}/broadcasts/{one}/tell", new { done = false }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.PostAsync($"{Loudspeaker}/broadcasts/{one}/tell", "{", cancel)).Expect(HttpStatusCode.BadRequest);
        (await desk.PostAsync($"{Loudspeaker}/broadcasts/{Guid.Empty}/tell", new { done = true }, cancel)).Expect(HttpStatusCode.NotFound);
        var later = soon.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await desk.PostAsync($"{Loudspeaker}/plans", new { from = later, days = 1, places = new[] { Commune } }, cancel)).Expect(HttpStatusCode.OK);
        var ahead = (await desk.GetAsync($"{Loudspeaker}/plans?from={later}&days=1&place={Commune}", cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id").GetString();
        (await desk.PostAsync($"{Loudspeaker}/broadcasts/{ahead}/tell", new { done = true }, cancel)).Expect(HttpStatusCode.Conflict);
    }
}
