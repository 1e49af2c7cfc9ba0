using System.Text;
using Nq72.Cms.Recipes;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>The file itself: what is read, and how what is wrong is told of.</summary>
public sealed class RecipeReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_allows_comments_trailing_commas_a_mark_and_steps_in_any_letters()
    {
        var text = """
            // what it is for
            { "Name": "blog", /* the steps */ "Steps": [ { "NAME": "Settings", }, { "name": "content", "Data": [], }, ], }
            """;

        var read = await RecipeRuns.ReadAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], Token);

        Assert.Equal(("blog", 2), (read.Value!.Name, read.Value.Steps.Count));
        Assert.True(read.Value.Steps[0].Is("settings"));
    }

    [Theory]
    [InlineData("{\n  \"name\": \"x\",\n  \"steps\": [ { \"name\": \"sett", "recipeTruncated", 3)]
    [InlineData("{ \"name\": \"x\", \"steps\": [", "recipeTruncated", 1)]
    [InlineData("", "recipeTruncated", 1)]
    [InlineData("{\n \"name\": x }", "recipeNotJson", 2)]
    [InlineData("{ \"steps\": [] } }", "recipeNotJson", 1)]
    [InlineData("<recipe/>", "recipeNotJson", 1)]
    [InlineData("{ \"steps\": [],\n \"steps\": [] }", "recipeNotJson", null)]
    [InlineData("{\n\"name\": \"\\ud800\", \"steps\": [] }", "recipeNotJson", 2)]
    [InlineData("[1]", "recipeNotObject", null)]
    [InlineData("{ \"name\": \"x\" }", "recipeNoSteps", null)]
    [InlineData("{ \"steps\": {} }", "recipeNoSteps", null)]
    [InlineData("{ \"steps\": [ {} ] }", "required", null)]
    public async Task Read_of_what_is_no_recipe_says_what_and_where(string text, string code, int? line)
    {
        var read = await RecipeRuns.ReadAsync(Encoding.UTF8.GetBytes(text), Token);

        Assert.Equal(code, read.Problem?.Code);
        if (line is { } expected)
            Assert.Equal((long)expected, read.Problem!.Extensions["line"]);
    }

    [Fact]
    public async Task Read_of_wrong_bytes_names_the_byte()
    {
        var read = await RecipeRuns.ReadAsync([.. "{ \"name\": \""u8, 0xFF, .. "\" }"u8], Token);

        Assert.Equal(("recipeNotJson", (object?)1L, (object?)12L), (read.Problem!.Code, read.Problem.Extensions["line"], read.Problem.Extensions["byte"]));
    }

    [Fact]
    public void Lines_are_those_of_the_place_or_of_what_holds_it()
    {
        var file = """
            // comment
            { "name": "x",
              "Steps": [ { "name": "a" },
                { "name": "b", "Data": [ 1,
                  { "TitlePart": {
                      "Title": "x" } } ] } ] }
            """u8;

        var lines = RecipeLines.Find(file, ["steps[0]", "steps[1].data[1].TitlePart.Title", "steps[1].data[1].Article.Body", "steps[10]"]);

        Assert.Equal([3, 6, 5, 3], lines.Values);
    }

    [Fact]
    public async Task Read_of_50_MB_stops_at_the_limit()
    {
        using var endless = new Blanks(50 * 1024 * 1024);

        var read = await RecipeRuns.Reader(maxBytes: 1024 * 1024).ReadAsync(new(endless, null), RecipeRuns.Parameters, Token);

        Assert.Equal((413, "tooLarge"), (read.Problem!.Status, read.Problem.Code));
        Assert.InRange(endless.Given, 1024 * 1024, 2 * 1024 * 1024);
    }

    [Fact]
    public async Task Uuid_is_an_id_and_the_same_at_every_run()
    {
        var text = """{ "name": "x", "variables": { "a": "[js:uuid()]" }, "steps": [ { "name": "s", "one": "[js: variables('a')]", "two": "[js:uuid()]", "three": "[js: variables('A') ]" } ] }"""u8.ToArray();

        var (first, again) = ((await RecipeRuns.ReadAsync(text, Token)).Value!.Steps[0].Body, (await RecipeRuns.ReadAsync(text, Token)).Value!.Steps[0].Body);

        Assert.True(ContentIds.IsValid(first.Text("one")));
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(first.Text("one"), first.Text("three"));
        Assert.NotEqual(first.Text("one"), first.Text("two"));
    }

    [Fact]
    public async Task Unknown_expressions_are_left_empty_and_told_of()
    {
        var read = await RecipeRuns.ReadAsync("""{ "steps": [ { "name": "s", "a": "[js:parameters('AdminEmail')]", "b": ["[js: variables('none')]"], "c": "[Tin] thường" } ] }"""u8.ToArray(), Token);

        var step = read.Value!.Steps[0];
        Assert.Equal(2, step.Notes.Count);
        Assert.Contains("steps[0].a", step.Notes[0], StringComparison.Ordinal);
        Assert.Null(step.Body["a"]);
        Assert.Equal("[Tin] thường", step.Body.Text("c"));
    }

    [Theory]
    [InlineData("[js: parameters('SiteName')]", "Trang thử")]
    [InlineData("[js: parameters(\"sitename\");]", "Trang thử")]
    [InlineData("[js: variables(\"a\")]", "một")]
    [InlineData("[js: variables('b')]", "một")]
    [InlineData("[js: variables('a\")]", null)]
    [InlineData("[js: new Date().toISOString()]", null)]
    [InlineData("[js: configuration('ConnectionString')]", null)]
    [InlineData("[base64:x]", null)]
    [InlineData("[js: uuid()] và chữ", "[js: uuid()] và chữ")]
    public async Task Expressions_of_the_documentation_are_evaluated_or_told_of(string text, string? expected)
    {
        var file = $$"""{ "variables": { "a": "một", "b": "[js: variables('a')]" }, "steps": [ { "name": "s", "x": {{System.Text.Json.JsonSerializer.Serialize(text)}} } ] }""";

        var step = (await RecipeRuns.ReadAsync(Encoding.UTF8.GetBytes(file), Token)).Value!.Steps[0];

        Assert.Equal((expected, expected is null ? 1 : 0), (step.Body.Text("x"), step.Notes.Count));
    }

    [Fact]
    public async Task Literal_file_has_no_expressions()
    {
        var step = (await RecipeRuns.ReadAsync("""{ "Nq72Literal": true, "steps": [ { "name": "s", "x": "[js: uuid()]", "y": "[file:text('/etc/hostname')]" } ] }"""u8.ToArray(), Token)).Value!.Steps[0];

        Assert.Equal(("[js: uuid()]", "[file:text('/etc/hostname')]", 0), (step.Body.Text("x"), step.Body.Text("y"), step.Notes.Count));
    }

    [Fact]
    public async Task File_text_is_read_only_inside_the_recipes_own_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe/texts/body.md", "Nội dung");
        folder.Write("secret.txt", "secret");
        File.CreateSymbolicLink(folder.Combine("recipe", "link.txt"), folder.Combine("secret.txt"));
        var text = """{ "steps": [ { "name": "s", "in": "[file:text('texts/body.md')]", "up": "[file:text('../secret.txt')]", "root": "[file:text('/etc/hostname')]", "link": "[file:text('link.txt')]" } ] }"""u8.ToArray();

        var inside = (await RecipeRuns.ReadAsync(text, Token, folder.Combine("recipe"))).Value!.Steps[0];
        Assert.Equal("Nội dung", inside.Body.Text("in"));
        Assert.All(new[] { "up", "root", "link" }, name => Assert.Null(inside.Body[name]));
        Assert.Null((await RecipeRuns.ReadAsync(text, Token)).Value!.Steps[0].Body["in"]);
    }

    /// <summary>Blanks without a known length, as a body of unknown size is.</summary>
    private sealed class Blanks(long length) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(count, length - Given);
            buffer.AsSpan(offset, given).Fill((byte)' ');
            Given += given;
            return given;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
