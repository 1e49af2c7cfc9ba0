using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.Recipes;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;
using static Nq72.Cms.Tests.Recipes.RecipeRuns;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Files of the library that come and go with recipes.</summary>
public sealed class MediaRecipeTests
{
    private const string Recipes = "/api/v1/manage/recipes";
    private static int tag = 5_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Package_of_an_installation_makes_an_equal_one(DatabaseProvider provider)
    {
        await using var one = await RecipeTemplate.StartNewAsync(provider, Token);
        await one.RunSuccessfullyAsync(await File.ReadAllTextAsync(Campaign, Token), Token);
        var sound = MediaSamples.Mp3(Interlocked.Increment(ref tag));
        var file = await one.UploadAsync("Lời cô Lan.mp3", sound, Token);
        await one.DescribeAsync(file.IdOf(), new
        {
            alt = new { vi = "Cô Lan đọc lời kêu gọi" }, credit = "Đài xã", licence = "Dùng trong chiến dịch", people = "child", rightsUntil = one.Now.AddYears(1),
            consent = new { scope = "chiến dịch", reference = "ĐY-7", guardian = "Bà Hoa", own = "given", until = one.Now.AddYears(1) },
        }, Token);
        var item = await one.ApprovedAsync(Token, new { body = "Nội dung.", images = new[] { file.IdOf() } });
        await one.Admin.PublishAsync(item.Id, Token);
        one.Clock.Advance(TimeSpan.FromMinutes(1));
        var package = await PackAsync(one);

        await using var other = await RecipeTemplate.StartNewAsync(provider, Token);
        other.Clock.TurnTo(one.Now);
        var report = (await PostAsync(other, package)).ExpectSuccess().Json;
        other.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, Step(report, "media").GetProperty("created").GetInt32());
        var (before, after) = (await ReadAsync(one, file.IdOf()), await ReadAsync(other, file.IdOf()));
        foreach (var member in new[] { "name", "format", "sha256", "bytes", "alt", "credit", "licence", "rightsUntil", "people", "consent", "state", "isPublishable" })
            Assert.Equal(before.GetProperty(member).GetRawText(), after.GetProperty(member).GetRawText());
        var shown = (await other.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("media")[0];
        Assert.Equal(sound, await other.Public.Http.GetByteArrayAsync(new Uri(shown.GetProperty("url").GetString()!).PathAndQuery, Token));
        Assert.All((await PostAsync(other, package)).ExpectSuccess().Json.GetProperty("steps").EnumerateArray(), step => Assert.Equal((0, 0), (step.GetProperty("created").GetInt32(), step.GetProperty("updated").GetInt32())));
    }

    [Theory, OnEveryDatabase]
    public async Task Files_of_an_orchard_recipe_are_found_by_their_paths(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var known = MediaSamples.Pdf();
        var there = await host.UploadAsync("đã có.pdf", known, Token);
        var recipe = Recipe($$"""{ "TargetPath": "blog/huong-dan.pdf", "Base64": "{{Convert.ToBase64String(MediaSamples.Pdf())}}" }, { "Path": "blog/da-co.pdf", "SourcePath": "media/x.pdf" }""",
            $"{WithImage('m', "blog/huong-dan.pdf")}, {WithImage('n', "blog/da-co.pdf")}");

        (await PostAsync(host, Package(("Recipe.json", Encoding.UTF8.GetBytes(recipe)), ("media/x.pdf", known)))).ExpectSuccess();

        var ids = new List<string>();
        foreach (var id in new[] { 'm', 'n' })
            ids.Add((await host.Admin.GetAsync(Items.Manage(new string(id, 26)), Token)).ExpectSuccess().Json.GetProperty("fields").GetProperty("image").GetString()!);
        Assert.Equal([OrchardMedia.IdOf("blog/huong-dan.pdf"), there.IdOf()], ids);
        Assert.Equal("huong-dan.pdf", (await ReadAsync(host, ids[0])).GetProperty("name").GetString());
        Assert.Equal("đã có.pdf", (await ReadAsync(host, ids[1])).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Files_that_cannot_be_taken_are_named_and_nothing_is_kept()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var files = $$"""
            { "TargetPath": "a.pdf", "Base64": "{{Convert.ToBase64String(MediaSamples.Pdf())}}" }, { "TargetPath": "b.jpg", "Base64": "{{Convert.ToBase64String("<html><script>"u8)}}" }, { "TargetPath": "../c.pdf", "Base64": "" },
            { "TargetPath": "d.pdf", "SourcePath": "../../etc/passwd" }, { "TargetPath": "e.pdf", "SourceUrl": "http://127.0.0.1/x" }, { "TargetPath": "f.pdf", "Base64": "%%" }, { "Base64": "" }, { "TargetPath": "a.pdf", "Base64": "" }
            """;

        var refused = (await PostAsync(host, Package(("Recipe.json", Encoding.UTF8.GetBytes(Recipe(files)))))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid").Json.GetProperty("errorCodes");

        var codes = refused.EnumerateObject().ToDictionary(error => error.Name, error => error.Value[0].GetString(), StringComparer.Ordinal);
        Assert.Equal("mediaNotAllowed", codes["steps[0].Files[1]"]);
        Assert.Equal("path", codes["steps[0].Files[2].TargetPath"]);
        Assert.Equal("noFile", codes["steps[0].Files[3].SourcePath"]);
        Assert.Equal("noFile", codes["steps[0].Files[4].SourcePath"]);
        Assert.Equal("wrongKind", codes["steps[0].Files[5].Base64"]);
        Assert.Equal("required", codes["steps[0].Files[6].Path"]);
        Assert.Equal("duplicate", codes["steps[0].Files[7].TargetPath"]);
        Assert.Equal(0, (await host.Admin.GetAsync(MediaLibrary.Path, Token)).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Package_that_is_none_or_brings_harm_is_refused()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token, "--Nq72:Recipes:MaxPackageBytes=100000");
        var recipe = Encoding.UTF8.GetBytes(Recipe("""{ "TargetPath": "a.pdf", "SourcePath": "media/a.pdf" }"""));

        (await PostAsync(host, Package(("other.json", recipe)))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "recipePackageEmpty");
        (await PostAsync(host, Package(("Recipe.json", recipe), ("media/a.pdf", MediaSamples.Pdf()))[..^30])).ExpectProblem(HttpStatusCode.UnprocessableEntity, "recipePackageDamaged");
        (await PostAsync(host, Package(("Recipe.json", recipe), ("media/a.pdf", new byte[200_000])))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "tooLarge");
        // zeroes pack well: told by what they are, not by what they claim
        (await PostAsync(host, Pack(CompressionLevel.SmallestSize, ("Recipe.json", recipe), ("media/a.pdf", new byte[5_000_000])))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaUnknownKind");
        // a name that leads out is a name in the package and nothing else
        (await PostAsync(host, Package(("Recipe.json", Encoding.UTF8.GetBytes(Recipe("""{ "TargetPath": "a.pdf", "SourcePath": "../../a.pdf" }"""))), ("../../a.pdf", MediaSamples.Pdf())))).ExpectSuccess();
        (await PostAsync(host, Package(("Recipe.json", Encoding.UTF8.GetBytes(Recipe("""{ "TargetPath": "b.pdf", "SourcePath": "../../../../etc/hostname" }""")))))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "noFile");
        var bytes = MediaSamples.Pdf();
        var summed = Encoding.UTF8.GetBytes(Recipe($$"""{ "TargetPath": "c.pdf", "SourcePath": "c.pdf", "Sha256": "{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}}" }"""));
        (await PostAsync(host, Package(("Recipe.json", summed), ("c.pdf", MediaSamples.Pdf())))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaDamaged");
        (await PostAsync(host, Package(("Recipe.json", summed), ("c.pdf", bytes)))).ExpectSuccess();
    }

    [Fact]
    public async Task Consent_that_was_taken_back_does_not_come_back_with_a_package()
    {
        await using var one = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var file = await one.UploadAsync("lời.mp3", MediaSamples.Mp3(Interlocked.Increment(ref tag)), Token);
        await one.DescribeAsync(file.IdOf(), new { people = "adult", consent = new { scope = "s", reference = "ĐY-1" } }, Token);
        (await one.Admin.PostAsync($"{MediaLibrary.Path}/{file.IdOf()}/withdraw-consent", new { reason = "Rút." }, Token)).ExpectSuccess();

        await using var other = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var package = await PackAsync(one);
        var media = JsonNode.Parse(Entry(package, "Recipe.json"))!["steps"]!.AsArray().Single(step => (string?)step!["name"] == "media");
        (await PostAsync(other, Package(("Recipe.json", Encoding.UTF8.GetBytes(new JsonObject { ["name"] = "x", ["steps"] = new JsonArray(media!.DeepClone()) }.ToJsonString())), ($"media/{file.IdOf()}.mp3", Entry(package, $"media/{file.IdOf()}.mp3"))))).ExpectSuccess();

        var there = await ReadAsync(other, file.IdOf());
        Assert.False(there.GetProperty("isPublishable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, there.GetProperty("consent").ValueKind);
    }

    [Fact]
    public async Task Dry_run_keeps_no_file()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var recipe = Recipe($$"""{ "TargetPath": "a.pdf", "Base64": "{{Convert.ToBase64String(MediaSamples.Pdf())}}" }""", WithImage('d', "a.pdf"));

        var tried = await host.TryAsync(recipe, Token);

        Assert.True(tried.Succeeded);
        Assert.Equal(1, tried.Value.Steps[0].Created);
        Assert.Equal(0, (await host.Admin.GetAsync(MediaLibrary.Path, Token)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await host.RunSuccessfullyAsync(recipe, Token)).Steps[0].Created);
    }

    [Fact]
    public async Task Recipe_in_a_folder_brings_the_files_beside_it()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var folder = Directory.CreateTempSubdirectory("nq72-recipe-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "a.pdf"), MediaSamples.Pdf(), Token);
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(Recipe("""{ "TargetPath": "kho/a.pdf", "SourcePath": "a.pdf" }""")));

            var run = await host.RunAsync<RunRecipe, Nq72.Scheduler.Platform.Problems.Outcome<RecipeReport>>(verb => verb.RunAsync(new RecipeSource(file, new RecipeFolder(folder.FullName)), Actor.System, Token));

            Assert.True(run.Succeeded);
            await ReadAsync(host, OrchardMedia.IdOf("kho/a.pdf"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Recipe(string files, string? item = null) =>
        $$"""{ "name": "test", "steps": [ { "name": "media", "Files": [ {{files}} ] }{{(item is null ? "" : $$""", { "name": "content", "data": [ {{item}} ] }""")}} ] }""";

    private static string WithImage(char id, string path) => Article(id, id, fields: $$""" "Body": { "Markdown": "Nội dung." }, "Image": { "Paths": ["{{path}}"] } """);

    private static JsonElement Step(JsonElement report, string name) => report.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("name").GetString() == name);

    private static async Task<JsonElement> ReadAsync(CmsHost host, string id) => (await host.Admin.GetAsync($"{MediaLibrary.Path}/{id}", Token)).ExpectSuccess().Json;

    private static async Task<byte[]> PackAsync(CmsHost host)
    {
        using var answer = await host.Admin.Http.GetAsync("/api/v1/manage/export?media=true", Token);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsByteArrayAsync(Token);
    }

    private static Task<CmsAnswer> PostAsync(CmsHost host, byte[] package) => host.Admin.PostAsync(Recipes, package, Token, ("Content-Type", "application/zip"));

    private static byte[] Entry(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var entry = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Package(params (string Name, byte[] Bytes)[] files) => Pack(CompressionLevel.NoCompression, files);

    private static byte[] Pack(CompressionLevel level, params (string Name, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var entry = zip.CreateEntry(file.Name, level).Open();
                entry.Write(file.Bytes);
            }
        }

        return bytes.ToArray();
    }
}
