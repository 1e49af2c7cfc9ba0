using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChuyenTrang;
using Nq72.Cms.Posters;
using Nq72.Cms.Posters.Drawing;
using Nq72.Theming;
using SkiaSharp;

namespace Nq72.Cms.Tests.Posters;

/// <summary>The files: the same bytes each time, sizes as the template says, nothing in them that runs or is fetched.</summary>
public sealed class PosterFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Templates => [.. Slogans.Theme.Templates.Select(template => template.Key)];

    [Theory, MemberData(nameof(Templates))]
    public void Same_slogan_gives_the_same_bytes_also_from_fonts_read_anew(string key)
    {
        using var anew = new LayPoster(PosterFiles.Read());
        foreach (var slogan in Slogans.All)
        {
            var one = Slogans.Draw(key, slogan);
            var other = anew.Run(anew.Templates.Single(template => template.Key == key), Slogans.Content(slogan)).Value!;
            Assert.Equal(SvgPoster.Write(one), SvgPoster.Write(other));
            Assert.Equal(PdfPoster.Write(one), PdfPoster.Write(other));
            Assert.Equal(PngPoster.Write(one, 300), PngPoster.Write(other, 300));
        }
    }

    [Theory, MemberData(nameof(Templates))]
    public void Letters_drawn_from_many_threads_at_once_are_the_same(string key)
    {
        using var anew = new LayPoster(PosterFiles.Read());
        var template = anew.Templates.Single(template => template.Key == key);
        var expected = Slogans.All.Select(slogan => Convert.ToBase64String(SvgPoster.Write(Slogans.Draw(key, slogan)))).ToList();
        var made = new string[Slogans.All.Count * 4];
        Parallel.For(0, made.Length, at => made[at] = Convert.ToBase64String(SvgPoster.Write(anew.Run(template, Slogans.Content(Slogans.All[at % Slogans.All.Count])).Value!)));
        Assert.Equal(Enumerable.Repeat(expected, 4).SelectMany(all => all), made);
    }

    [Theory]
    [InlineData("a3", 1754, 2480), InlineData("bang-ron", 2400, 800), InlineData("mang-xa-hoi", 1080, 1080), InlineData("led-384x128", 384, 128), InlineData("led-256x64", 256, 64)]
    public void Png_has_the_pixels_of_its_template_and_no_metadata(string key, int width, int height)
    {
        var png = PngPoster.Write(Slogans.Draw(key, Slogans.All[1]), Slogans.Template(key).Pixels);
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        var text = Encoding.Latin1.GetString(png);
        Assert.All(["tEXt", "iTXt", "zTXt", "tIME", "eXIf"], chunk => Assert.DoesNotContain(chunk, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("led-384x128"), InlineData("led-256x64")]
    public void Board_has_letters_of_high_contrast_on_black(string key)
    {
        using var picture = PngPoster.Draw(Slogans.Draw(key, Slogans.All[0]), Slogans.Template(key).Pixels);
        var colours = picture.Pixels;
        Assert.True(colours.Count(colour => colour == SKColors.Black) > colours.Length / 3);
        Assert.True(colours.Count(colour => colour == new SKColor(0xff, 0xd2, 0x1f)) > colours.Length / 20);
    }

    [Theory]
    [InlineData("a3", 303, 426, 3), InlineData("bang-ron", 3040, 1040, 20)]
    public void Pdf_has_its_sheet_with_bleed_and_its_trimmed_sheet_in_points(string key, double width, double height, double bleed)
    {
        var pdf = Encoding.ASCII.GetString(PdfPoster.Write(Slogans.Draw(key, Slogans.All[0])));
        const double Points = 72 / 25.4;
        Assert.Equal([0, 0, width * Points, height * Points], Box(pdf, "MediaBox"), Near);
        Assert.Equal(Box(pdf, "MediaBox"), Box(pdf, "BleedBox"));
        Assert.Equal([bleed * Points, bleed * Points, (width - bleed) * Points, (height - bleed) * Points], Box(pdf, "TrimBox"), Near);
        Assert.StartsWith("%PDF-1.7\n", pdf, StringComparison.Ordinal);
        Assert.Contains("/Lang <FEFF00760069>", pdf, StringComparison.Ordinal);
        // what is drawn can be read out and searched
        Assert.Contains($"/ActualText <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Slogans.All[0]))}>", pdf, StringComparison.Ordinal);
        Assert.All(["/CreationDate", "/ModDate", "/ID", "/JavaScript", "/Font", "/URI"], name => Assert.DoesNotContain(name, pdf, StringComparison.Ordinal));
    }

    [Fact]
    public void Pdf_table_points_at_its_objects()
    {
        var pdf = Encoding.ASCII.GetString(PdfPoster.Write(Slogans.Draw("a3", Slogans.All[0])));
        var table = int.Parse(Regex.Match(pdf, @"startxref\n(?<at>\d+)\n", RegexOptions.ExplicitCapture, Patience).Groups["at"].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n0 8\n", pdf[table..], StringComparison.Ordinal);
        var offsets = Regex.Matches(pdf[table..], @"(?<at>\d{10}) 00000 n ", RegexOptions.ExplicitCapture, Patience).Select(match => int.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(7, offsets.Count);
        foreach (var (index, offset) in offsets.Index())
            Assert.StartsWith($"{index + 1} 0 obj\n", pdf[offset..], StringComparison.Ordinal);
        var length = int.Parse(Regex.Match(pdf, @"/Length (?<length>\d+)", RegexOptions.ExplicitCapture, Patience).Groups["length"].Value, CultureInfo.InvariantCulture);
        var begin = pdf.IndexOf("stream\n", StringComparison.Ordinal) + "stream\n".Length;
        Assert.Equal("endstream", pdf.Substring(begin + length, "endstream".Length));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Svg_is_well_formed_says_what_it_shows_and_holds_paths_only(string key)
    {
        foreach (var slogan in Slogans.All.Append("Ăn <sạch> & \"sống\" xanh"))
        {
            var template = Slogans.Template(key);
            var root = XDocument.Parse(Encoding.UTF8.GetString(SvgPoster.Write(Slogans.Draw(key, slogan)))).Root!;
            var unit = template.Unit == PosterUnit.Mm ? "mm" : "px";
            Assert.Equal($"{template.Width.ToString(CultureInfo.InvariantCulture)}{unit}", root.Attribute("width")!.Value);
            Assert.Equal(slogan, root.Elements().First(element => element.Name.LocalName == "title").Value);
            Assert.Equal("vi", root.Attribute(XNamespace.Xml + "lang")!.Value);
            Assert.Equal(template.Texts.Any(text => text.Shows == PosterField.Authority), root.Elements().First(element => element.Name.LocalName == "desc").Value.Contains(Slogans.Authority, StringComparison.Ordinal));
            Assert.All(root.Elements().Skip(2), element => Assert.Equal(("path", 2), (element.Name.LocalName, element.Attributes().Count())));
            Assert.DoesNotContain("NaN", root.ToString(), StringComparison.Ordinal);
        }
    }

    private static double[] Box(string pdf, string name) =>
        [.. Regex.Match(pdf, $@"/{name} \[(?<box>[^\]]+)\]", RegexOptions.ExplicitCapture, Patience).Groups["box"].Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static bool Near(double one, double other) => Math.Abs(one - other) < 0.01;
}
