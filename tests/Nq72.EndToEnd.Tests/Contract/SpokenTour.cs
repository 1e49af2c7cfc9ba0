using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>The part of the walk that has texts read out, and keeps how something is read.</summary>
internal sealed class SpokenTour(CmsClient desk, CancellationToken cancel)
{
    private const string Loudspeaker = "api/v1/manage/loudspeaker";

    public async Task WalkAsync()
    {
        const string text = "Kính thưa bà con {place}! Thực hiện Nghị quyết số 72-NQ/TW, ngày 7/4 trạm y tế khám cho 95% người có thẻ BHYT; hỏi thêm TT Y tế.";
        Assert.NotEmpty((await desk.PostAsync($"{Loudspeaker}/speak", new { text, lang = "vi", place = "05977" }, cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("findings").EnumerateArray());
        (await desk.PostAsync($"{Loudspeaker}/speak", new { text = "", lang = "vi" }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        var kept = (await desk.PutAsync($"{Loudspeaker}/readings", new { written = "TT Y tế", spoken = "Trung tâm Y tế" }, cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("id").GetString();
        (await desk.PutAsync($"{Loudspeaker}/readings", new { written = "TT Y tế" }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.PostAsync($"{Loudspeaker}/speak", "{", cancel)).Expect(HttpStatusCode.BadRequest);
        (await desk.PutAsync($"{Loudspeaker}/readings", "{", cancel)).Expect(HttpStatusCode.BadRequest);
        (await desk.GetAsync($"{Loudspeaker}/readings", cancel)).Expect(HttpStatusCode.OK);
        Assert.Empty((await desk.PostAsync($"{Loudspeaker}/speak", new { text, lang = "vi", place = "05977" }, cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("findings").EnumerateArray());
        (await desk.SendAsync(HttpMethod.Delete, $"{Loudspeaker}/readings/{kept}", null, cancel)).Expect(HttpStatusCode.NoContent);
        (await desk.SendAsync(HttpMethod.Delete, $"{Loudspeaker}/readings/{kept}", null, cancel)).Expect(HttpStatusCode.NotFound);
    }
}
