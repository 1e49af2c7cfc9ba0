using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>The part of the walk that looks after people, and reads who did what.</summary>
internal sealed class PeopleTour(CmsClient desk, CancellationToken cancel)
{
    private const string Users = "api/v1/manage/users";

    public async Task WalkAsync()
    {
        var made = (await desk.PostAsync(Users, new { userName = "hoang.thi.lan", displayName = "Hoàng Thị Lan", email = "lan@example.vn", unit = "Sở Y tế", roles = new[] { "Writer" } }, cancel)).Expect(HttpStatusCode.Created).Json;
        var id = made.GetProperty("person").GetProperty("id").GetString();
        (await desk.PostAsync(Users, new { userName = "hoang.thi.lan", displayName = "Hoàng Thị Lan" }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.GetAsync($"{Users}?q=so%20y%20te&state=invited&limit=5", cancel)).ExpectSuccess();
        (await desk.GetAsync($"{Users}?state=vang", cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.GetAsync($"{Users}?limit=0", cancel)).Expect(HttpStatusCode.BadRequest);
        (await desk.GetAsync($"{Users}/{id}", cancel)).ExpectSuccess();
        (await desk.PutAsync($"{Users}/{id}", new { displayName = "Hoàng Thị Lan", email = "lan@example.vn", unit = "Trung tâm Kiểm soát bệnh tật", roles = new[] { "Writer", "Editor" } }, cancel)).ExpectSuccess();
        (await desk.PutAsync($"{Users}/{id}", new { displayName = "" }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        foreach (var deed in new[] { "link", "unlock", "end-sessions", "reset-second-factor", "disable" })
            (await desk.PostAsync($"{Users}/{id}/{deed}", null, cancel)).ExpectSuccess();
        (await desk.PostAsync($"{Users}/{id}/link", null, cancel)).Expect(HttpStatusCode.Conflict);
        (await desk.PostAsync($"{Users}/{id}/enable", null, cancel)).ExpectSuccess();
        await GiveRolesAsync(id!);
        await LoseTheLastAsync();
        var unknown = Guid.Empty;
        (await desk.GetAsync($"{Users}/{unknown}", cancel)).Expect(HttpStatusCode.NotFound);
        (await desk.PutAsync($"{Users}/{unknown}", new { displayName = "A" }, cancel)).Expect(HttpStatusCode.NotFound);
        foreach (var deed in new[] { "link", "unlock", "end-sessions", "reset-second-factor", "disable", "enable" })
            (await desk.PostAsync($"{Users}/{unknown}/{deed}", null, cancel)).Expect(HttpStatusCode.NotFound);
        (await desk.GetAsync($"api/v1/manage/audit?subject={id}&action=account.put", cancel)).ExpectSuccess();
        (await desk.GetAsync("api/v1/manage/audit?from=07/04/2027", cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.GetAsync("api/v1/manage/audit?limit=0", cancel)).Expect(HttpStatusCode.BadRequest);
    }

    private async Task GiveRolesAsync(string id)
    {
        (await desk.GetAsync("api/v1/manage/roles", cancel)).ExpectSuccess();
        (await desk.PutAsync("api/v1/manage/roles/PhotoEditor", new { description = "Biên tập ảnh: chọn ảnh, ghi chú thích.", scopes = new[] { "preview", "write" } }, cancel)).ExpectSuccess();
        (await desk.PutAsync("api/v1/manage/roles/PhotoEditor", new { scopes = new[] { "root" } }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.PutAsync("api/v1/manage/roles/Administrator", new { scopes = new[] { "read" } }, cancel)).Expect(HttpStatusCode.Conflict);
        (await desk.PutAsync($"{Users}/{id}/roles/Writer", new { types = new[] { "Article", "Clip" } }, cancel)).ExpectSuccess();
        (await desk.PutAsync($"{Users}/{id}/roles/Writer", new { types = new[] { "Khongco" } }, cancel)).Expect(HttpStatusCode.UnprocessableEntity);
        (await desk.PutAsync($"{Users}/{id}/roles/Planner", new { types = new[] { "Article" } }, cancel)).Expect(HttpStatusCode.NotFound);
    }

    // the first account, which set-up made, is the only one that administers
    private async Task LoseTheLastAsync()
    {
        var admin = (await desk.GetAsync($"{Users}?q=admin&state=active", cancel)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString();
        (await desk.PutAsync($"{Users}/{admin}", new { displayName = "Quản trị viên" }, cancel)).Expect(HttpStatusCode.Conflict);
        (await desk.PostAsync($"{Users}/{admin}/disable", null, cancel)).Expect(HttpStatusCode.Conflict);
    }
}
