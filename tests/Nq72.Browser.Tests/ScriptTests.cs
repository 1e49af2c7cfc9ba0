using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Nq72.Testing.Cms;

namespace Nq72.Browser.Tests;

/// <summary>
/// What people write never runs in anybody's browser. Hundreds of attempts, through the API, the editor's preview and a recipe, in every text field, looked at on the desk and on the public page, with the
/// content security policy switched off: it is the last line, not the only one.
/// </summary>
public sealed class ScriptTests(DeskFixture fixture)
{
    private const string Ran = "window.X = () => { window.nq72ran(String(location)); };";

    // what no page of ours holds, and what only somebody else's text could bring
    private const string Foreign = """
        () => [...document.querySelectorAll("*")].flatMap(e => {
          const bad = [...e.attributes].filter(a => /^on/i.test(a.name) || /^(hx-on|data-hx-on)/i.test(a.name) || (/^(href|src|action|formaction|xlink:href|data|srcdoc|ping|background)$/i.test(a.name) && /^[\s\x00-\x20]*(javascript|vbscript|data:text)/i.test(a.value)));
          const strange = ["IFRAME", "OBJECT", "EMBED", "BASE", "APPLET", "FRAMESET", "PORTAL", "MATH"].includes(e.tagName.toUpperCase()) || (e.tagName === "SCRIPT" && !e.src && !/json/.test(e.type));
          return bad.length || strange ? [e.outerHTML.slice(0, 160)] : [];
        })
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_people_write_runs_in_a_browser()
    {
        var vectors = Vectors();
        Assert.True(vectors.Count >= 200, $"only {vectors.Count} vectors");
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72" }, Token);
        var made = await cms.RunVerbAsync(Token, "user", "create", "--name", "quan", "--display", "Quản", "--role", "Administrator");
        var password = made.Output.Trim().Split('\n')[^1].Trim();
        using var client = cms.Client();
        var written = await WriteAsync(client, vectors);
        var brought = await BringAsync(client, vectors);

        await using var context = await fixture.ContextAsync(cms.Url);
        var wrongs = new List<string>();
        await context.ExposeFunctionAsync("nq72ran", (string where) =>
        {
            wrongs.Add($"ran at {where}");
            return true;
        });
        await context.AddInitScriptAsync(Ran);
        var page = await context.NewPageAsync();
        // the test of the test: where something runs, it is seen
        await page.SetContentAsync("<img src=x onerror='X()'>");
        await page.WaitForFunctionAsync("() => document.images[0].complete");
        await Expect(() => wrongs.Count > 0, "the detector saw nothing");
        Assert.NotEmpty(await page.EvaluateAsync<string[]>(Foreign));
        wrongs.Clear();

        await new Desk(context, page).SignInAsync("quan", password);
        foreach (var path in new[] { "/", "/admin", "/admin/items", "/admin/languages", "/admin/as-of", "/admin/audit", "/admin/releases/new" })
            await LookAsync(page, path, wrongs);
        foreach (var id in written)
        {
            await LookAsync(page, $"/admin/items/{id}/review", wrongs);
            await LookAsync(page, $"/admin/items/{id}", wrongs);
        }

        foreach (var address in await AddressesAsync(client, [.. written, .. brought]))
            await LookAsync(page, address, wrongs);
        await PreviewAsync(page, written[0], vectors, wrongs);

        Assert.True(wrongs.Count == 0, string.Join('\n', wrongs.Take(20)));
    }

    private static List<string> Vectors() =>
        [.. File.ReadLines(RepositoryRoot.Combine("tests", "Nq72.Browser.Tests", "Corpus", "script-vectors.txt")).Skip(1).Where(line => line.Length > 0).Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal))];

    // one vector in every field of an item, published
    private static async Task<List<string>> WriteAsync(CmsClient client, List<string> vectors)
    {
        var ids = new List<string>();
        foreach (var (number, vector) in vectors.Index())
        {
            var line = vector.ReplaceLineEndings(" ");
            var item = await client.CreateItemAsync("Article", $"{number} {line}", Token, fields: new
            {
                body = vector, claims = new[] { new { text = line, kind = "fact", source = line, verified = true } },
            }, further: new Dictionary<string, object?>(StringComparer.Ordinal) { ["summary"] = vector, ["authority"] = line, ["tags"] = new[] { line.Length > 100 ? line[..100] : line } });
            await client.SubmitAsync(item.Id, Token);
            await client.ApproveAsync(item.Id, item.Version, Token);
            (await client.PostAsync($"/api/v1/manage/items/{item.Id}/publish", new { }, Token)).ExpectSuccess();
            (await client.PutAsync($"/api/v1/manage/items/{item.Id}", new { summary = $"khác {vector}" }, Token, ("If-Match", "*"))).ExpectSuccess();
            ids.Add(item.Id);
        }

        return ids;
    }

    private static async Task<List<string>> BringAsync(CmsClient client, List<string> vectors)
    {
        const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
        var ids = vectors.Select((_, number) => $"4xss{string.Concat(Enumerable.Range(0, 22).Select(place => Letters[(number >> (place * 5)) & 31]))}").ToList();
        var data = vectors.Select((vector, number) => (JsonNode?)new JsonObject
        {
            ["ContentItemId"] = ids[number], ["ContentType"] = "Article", ["DisplayText"] = $"CT {number} {vector.ReplaceLineEndings(" ")}", ["Latest"] = true, ["Published"] = true,
            ["TitlePart"] = new JsonObject { ["Title"] = $"CT {number} {vector.ReplaceLineEndings(" ")}" }, ["LocalizationPart"] = new JsonObject { ["Culture"] = "vi" },
            ["EditorialPart"] = new JsonObject { ["Summary"] = vector }, ["Article"] = new JsonObject { ["Body"] = new JsonObject { ["Markdown"] = vector } },
        });
        var recipe = new JsonObject { ["name"] = "vectors", ["steps"] = new JsonArray(new JsonObject { ["name"] = "content", ["data"] = new JsonArray([.. data]) }) };
        (await client.PostAsync("/api/v1/manage/recipes", recipe, Token)).ExpectSuccess();
        return ids;
    }

    private static async Task<List<string>> AddressesAsync(CmsClient client, List<string> ids)
    {
        var addresses = new List<string>();
        foreach (var id in ids)
        {
            var item = await client.GetAsync($"/api/v1/items/{id}", Token);
            if (item.Status == HttpStatusCode.OK)
                addresses.Add(new Uri(item.Json.GetProperty("url").GetString()!).AbsolutePath);
        }

        Assert.Equal(ids.Count, addresses.Count);
        return addresses;
    }

    private static async Task LookAsync(IPage page, string path, List<string> wrongs)
    {
        var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        if (answer!.Status != 200)
            wrongs.Add($"{path} answers {answer.Status}");
        wrongs.AddRange((await page.EvaluateAsync<string[]>(Foreign)).Select(found => $"{path}: {found}"));
    }

    // the preview of the editor, put into the page as htmx puts it
    private static async Task PreviewAsync(IPage page, string id, List<string> vectors, List<string> wrongs)
    {
        await page.GotoAsync($"/admin/items/{id}");
        var found = await page.EvaluateAsync<string[]>("""
            async ([vectors]) => {
              const place = document.body.appendChild(document.createElement("div")), wrongs = [];
              for (const vector of vectors) {
                const body = new FormData(document.getElementById("text"));
                body.set("fields.body", vector);
                const answer = await fetch("?handler=Preview&field=body", { method: "POST", body, headers: { "HX-Request": "true" } });
                if (!answer.ok) wrongs.push(`preview answers ${answer.status}`);
                place.innerHTML = await answer.text();
                for (const e of place.querySelectorAll("*"))
                  if ([...e.attributes].some(a => /^on/i.test(a.name) || /^\s*(javascript|vbscript|data:text)/i.test(a.value)) || /^(SCRIPT|IFRAME|OBJECT|EMBED|STYLE|FORM|SVG|MATH)$/i.test(e.tagName)) wrongs.push("preview: " + e.outerHTML.slice(0, 160));
              }
              return wrongs;
            }
            """, new object[] { vectors.ToArray() });
        wrongs.AddRange(found);
    }

    private static async Task Expect(Func<bool> happened, string otherwise)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!happened())
        {
            Assert.False(limit.IsCancellationRequested, otherwise);
            await Task.Yield();
        }
    }
}
