using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.Newsroom.Word;
using Nq72.Cms.Platform.Text;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Newsroom.Word;

/// <summary>Word documents as Markdown: what comes along, what is named as lost, and what is refused.</summary>
public sealed partial class ImportWordTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static readonly Actor Lan = new(ActorKind.User, "lan", "Hoàng Thị Lan", Scopes.All);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headings_begin_below_the_pages_title_and_look_is_kept()
    {
        var read = await ReadAsync(WordFiles.Of(
            WordFiles.Text("Khám sức khoẻ", "u1"), WordFiles.Text("Đối tượng", "berschrift2"), WordFiles.Text("Của tôi", "Mine"),
            WordFiles.Line(null, WordFiles.Bit("Người "), WordFiles.Bit("từ 60 tuổi ", new Bold()), WordFiles.Bit("trở lên", new Italic()), WordFiles.Bit(" 2*3 _x_ <b>")),
            WordFiles.Text("Sức khoẻ là vàng.", "Zitat")));

        Assert.Equal("## Khám sức khoẻ\n\n### Đối tượng\n\n### Của tôi\n\nNgười **từ 60 tuổi** *trở lên* 2\\*3 \\_x\\_ \\<b>\n\n> Sức khoẻ là vàng.", read.Markdown);
        Assert.Empty(read.Left);
    }

    [Fact]
    public async Task Letters_are_composed()
    {
        var read = await ReadAsync(WordFiles.Of(WordFiles.Text("Tiêm chủng mở rộng ở Lạng Sơn".Normalize(NormalizationForm.FormD))));

        Assert.Equal("Tiêm chủng mở rộng ở Lạng Sơn".Normalize(NormalizationForm.FormC), read.Markdown);
    }

    [Fact]
    public async Task Lists_nest_and_count_on()
    {
        var read = await ReadAsync(WordFiles.Of(
            WordFiles.Item("Một", 2), WordFiles.Item("Một a", 2, 1), WordFiles.Item("Một b", 2, 1), WordFiles.Item("Hai", 2), WordFiles.Text("Xen giữa."), WordFiles.Item("Ba", 2),
            WordFiles.Item("Gạch", 1), WordFiles.Item("Dưới gạch", 1, 1)));

        Assert.Equal("1. Một\n   1. Một a\n   2. Một b\n2. Hai\n\nXen giữa.\n\n3. Ba\n* Gạch\n  * Dưới gạch", read.Markdown);
        Assert.Equal([new("numberLooks", 2)], read.Left);
        var html = SafeHtml.FromMarkdown(read.Markdown);
        Assert.Contains("<ol start=\"3\">", html, StringComparison.Ordinal);
        Assert.Equal((3, 2), (html.Split("<ol").Length - 1, html.Split("<ul").Length - 1));
    }

    [Fact]
    public async Task Tables_are_tables_and_merged_cells_are_named()
    {
        var read = await ReadAsync(WordFiles.Of(WordFiles.Table(
            [WordFiles.Cell("Xã"), WordFiles.Cell("Số | người")],
            [WordFiles.Cell("Đồng Đăng"), WordFiles.Cell("1.250")],
            [WordFiles.Cell("Cộng", new GridSpan { Val = 2 })])));

        Assert.Equal("| Xã | Số \\| người |\n| --- | --- |\n| Đồng Đăng | 1.250 |\n| Cộng |  |", read.Markdown);
        Assert.Equal([new("mergedCells", 1)], read.Left);
        Assert.Contains("<td>Đồng Đăng</td>", SafeHtml.FromMarkdown(read.Markdown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lead_out_only_and_notes_have_their_own()
    {
        var read = await ReadAsync(WordFiles.Of((main, body) =>
        {
            var good = main.AddHyperlinkRelationship(new Uri("https://moh.gov.vn/a_(b)"), true);
            var bad = main.AddHyperlinkRelationship(new Uri("file:///C:/mat.docx"), true);
            var notes = main.AddNewPart<FootnotesPart>();
            notes.Footnotes = new Footnotes(new Footnote(WordFiles.Line(null, WordFiles.Bit("Xem "), new Hyperlink(WordFiles.Bit("quyết định")) { Id = good.Id })) { Id = 2 });
            notes.AddHyperlinkRelationship(new Uri("https://example.vn/chu-thich"), true, good.Id);
            body.Append(WordFiles.Line(null, new Hyperlink(WordFiles.Bit("Bộ Y tế")) { Id = good.Id }, WordFiles.Bit(" và "), new Hyperlink(WordFiles.Bit("tệp của tôi")) { Id = bad.Id }, new Run(new FootnoteReference { Id = 2 })));
        }));

        Assert.Equal("[Bộ Y tế](https://moh.gov.vn/a_%28b%29) và tệp của tôi[1]\n\n[1] Xem [quyết định](https://example.vn/chu-thich)", read.Markdown);
        Assert.Equal([new("links", 1)], read.Left);
    }

    [Fact]
    public async Task What_is_lost_is_named_in_both_languages()
    {
        var read = await ReadAsync(WordFiles.Of((main, body) => body.Append(
            WordFiles.Text("Mục lục.....1", "Mucluc1"),
            WordFiles.Line(null, WordFiles.Bit("gạch", new Underline { Val = UnderlineValues.Single }), WordFiles.Bit("đỏ", new Color { Val = "FF0000" }), WordFiles.Bit("ẩn", new Vanish()),
                new DeletedRun(new Run(new DeletedText("cũ"))), new InsertedRun(WordFiles.Bit(" mới")), new Run(new SymbolChar { Font = "Wingdings", Char = "F0FC" }), new Run(new CommentReference { Id = "0" })),
            new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), WordFiles.Bit("giữa")),
            new SectionProperties(new HeaderReference { Type = HeaderFooterValues.Default, Id = "rId99" }))));

        Assert.Equal("gạchđỏ mới\n\ngiữa", read.Markdown);
        Assert.Equal(["contents", "underline", "colour", "hidden", "deleted", "symbols", "comments", "alignment", "headers"], read.Left.Select(left => left.Key));
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src/Nq72.Cms/Newsroom/Word"), "*.cs").Select(File.ReadAllText));
        var codes = Code().Matches(source).Select(match => match.Groups["code"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var words = WordTexts.Table.Select(entry => entry.Key).Where(key => key.StartsWith("word.left.", StringComparison.Ordinal)).Select(key => key["word.left.".Length..]).Order(StringComparer.Ordinal);
        Assert.Equal(codes, words);
    }

    [Theory, OnEveryDatabase]
    public async Task Pictures_go_into_the_library_as_uploads_do(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var jpeg = MediaSamples.Jpeg();
        var document = WordFiles.Of((main, body) => body.Append(
            WordFiles.Text("Trước."), WordFiles.Line(null, WordFiles.Picture(main, jpeg, "Trẻ [nhỏ] được tiêm")),
            WordFiles.Line(null, WordFiles.Picture(main, "not a picture"u8.ToArray(), "hỏng"), WordFiles.Bit("Sau."))));

        var read = (await RunAsync(host, document)).Value!;

        var file = await host.InDatabaseAsync(db => db.Set<MediaFile>().AsNoTracking().SingleAsync(one => one.UploadedBy == Lan.Name, Token));
        Assert.Equal($"Trước.\n\n![Trẻ \\[nhỏ\\] được tiêm](/media/{file.Id})\n\nSau.", read.Markdown);
        Assert.Equal((1, "pictures"), (read.Pictures, Assert.Single(read.Left).Key));
        Assert.Equal((Lan.Name, null), (file.UploadedBy, file.People));
    }

    [Theory]
    [InlineData("wordNotDocx")]
    [InlineData("wordOld")]
    [InlineData("wordEncrypted")]
    [InlineData("wordTooLarge")]
    [InlineData("wordUnsafe")]
    [InlineData("wordDamaged")]
    [InlineData("wordEmpty")]
    public async Task What_is_no_text_is_refused_with_words(string code)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        foreach (var (name, file) in Bad().Where(bad => bad.Code == code).Select(bad => (bad.Name, bad.File)))
        {
            var refused = (await RunAsync(host, file)).Problem;
            Assert.True(code == refused?.Code, $"{name}: {refused?.Code}");
            Assert.NotEqual(refused!.Detail!.In("vi"), refused.Detail.In("en"));
        }
    }

    [Fact]
    public async Task Two_hundred_pages_are_read_within_seconds()
    {
        var sentence = string.Concat(Enumerable.Repeat("Người dân đến trạm y tế để được khám và tư vấn. ", 12));
        var document = WordFiles.Of([.. Enumerable.Range(1, 1000).Select(number => number % 10 == 1 ? WordFiles.Text($"Mục {number}", "berschrift2") : WordFiles.Text($"Đoạn {number}. {sentence}"))]);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var read = await ReadAsync(document);

        Assert.Equal(100, read.Markdown.Split("\n").Count(line => line.StartsWith("## Mục ", StringComparison.Ordinal)));
        Assert.EndsWith("Đoạn 1000. " + sentence.Trim(), read.Markdown, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        TestContext.Current.SendDiagnosticMessage($"200 pages, {read.Markdown.Length} characters: {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task One_paragraph_of_very_many_pieces_takes_no_longer()
    {
        var runs = string.Concat(Enumerable.Repeat("<w:r><w:t>ab </w:t></w:r>", 300_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var read = await ReadAsync(WordFiles.WithText(WordFiles.Xml($"<w:p>{runs}</w:p>")));

        Assert.Equal((3 * 300_000) - 1, read.Markdown.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{watch.Elapsed}");
    }

    private static IEnumerable<(string Code, string Name, byte[] File)> Bad()
    {
        yield return ("wordNotDocx", "a PDF", MediaSamples.Pdf());
        yield return ("wordNotDocx", "nothing", []);
        yield return ("wordNotDocx", "another archive", MediaSamples.Zip("xl/workbook.xml"));
        yield return ("wordOld", ".doc", WordFiles.Ole("WordDocument"));
        yield return ("wordEncrypted", "a password", WordFiles.Ole("EncryptedPackage"));
        yield return ("wordTooLarge", "21 MB", new byte[21_000_000]);
        yield return ("wordUnsafe", "a bomb", WordFiles.WithText(WordFiles.Xml(new string(' ', 31_000_000))));
        yield return ("wordUnsafe", "deep", WordFiles.WithText(WordFiles.Xml(string.Concat(Enumerable.Repeat("<w:sdt>", 300)) + string.Concat(Enumerable.Repeat("</w:sdt>", 300)))));
        yield return ("wordUnsafe", "many elements", WordFiles.WithText(WordFiles.Xml(string.Concat(Enumerable.Repeat("<w:p/>", 1_000_001)))));
        yield return ("wordUnsafe", "many parts", WordFiles.WithText(WordFiles.Xml("<w:p/>"), archive => Enumerable.Range(0, 2_001).ToList().ForEach(number => archive.CreateEntry($"word/{number}.xml"))));
        yield return ("wordUnsafe", "one part twice", WordFiles.WithText(WordFiles.Xml("<w:p/>"), archive => archive.CreateEntry("WORD/document.xml")));
        yield return ("wordUnsafe", "fields in fields", WordFiles.WithText(WordFiles.Xml($"<w:p><w:r>{string.Concat(Enumerable.Repeat("""<w:fldChar w:fldCharType="begin"/>""", 60))}</w:r></w:p>")));
        yield return ("wordDamaged", "a DTD", WordFiles.WithText($"<!DOCTYPE x [<!ENTITY a \"aaaa\">]>{WordFiles.Xml("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")}"));
        yield return ("wordDamaged", "cut off", WordFiles.Of(WordFiles.Text("Một."))[..^200]);
        yield return ("wordDamaged", "no XML", WordFiles.WithText("<w:document"));
        yield return ("wordDamaged", "no body", WordFiles.WithText("<a/>"));
        yield return ("wordEmpty", "no text", WordFiles.Of(WordFiles.Text("")));
    }

    private async Task<WordText> ReadAsync(byte[] document)
    {
        var read = await RunAsync(await hosts.OnAsync(DatabaseProvider.Sqlite), document);
        Assert.True(read.Succeeded, read.Problem?.Code);
        return read.Value;
    }

    private static Task<Outcome<WordText>> RunAsync(CmsHost host, byte[] document) =>
        host.RunAsync<ImportWord, Outcome<WordText>>(verb => verb.RunAsync(new MemoryStream(document), "Công văn.docx", Lan, Token));

    [GeneratedRegex("losses\\.Add\\(\"(?<code>\\w+)\"\\)|[?:] \"(?<code>charts|diagrams|shapes)\"", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
