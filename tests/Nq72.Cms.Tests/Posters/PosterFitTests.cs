using System.Globalization;
using System.Runtime.InteropServices;
using Nq72.Cms.Posters.Drawing;
using Nq72.Theming;

namespace Nq72.Cms.Tests.Posters;

/// <summary>Texts fit themselves: within the safe area, marks free of each other, breaks where they read well, never smaller than can be read.</summary>
public sealed class PosterFitTests
{
    public static TheoryData<string> Templates => [.. Slogans.Theme.Templates.Select(template => template.Key)];

    [Fact]
    public void Recipe_has_twelve_slogans_and_the_theme_its_five_formats()
    {
        Assert.Equal(12, Slogans.All.Count);
        Assert.Equal(["a3", "mang-xa-hoi", "bang-ron", "led-384x128", "led-256x64"], Slogans.Theme.Templates.Select(template => template.Key));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_slogan_fits_with_all_letters_within_the_safe_area_and_its_box(string key)
    {
        var template = Slogans.Template(key);
        foreach (var slogan in Slogans.All)
        {
            foreach (var occasion in new[] { null, Slogans.Occasion })
            {
                var drawing = Slogans.Draw(key, slogan, occasion);
                Assert.Equal(occasion is not null && template.Texts.Any(text => text.Shows == PosterField.Occasion), drawing.Texts.Any(text => text.Shows == PosterField.Occasion));
                var safe = new Area(template.Safe, template.Safe, template.Width - template.Safe, template.Height - template.Safe);
                foreach (var text in drawing.Texts)
                {
                    var box = template.Texts.Single(box => box.Shows == text.Shows);
                    Assert.InRange(text.Size, box.MinSize, box.MaxSize);
                    foreach (var bounds in text.Lines.Select(line => line.Shape.Outline.Bounds).Concat(text.Bars.Select(bar => bar.Outline.Bounds)))
                    {
                        Assert.True(safe.Holds(bounds), $"{slogan}: {text.Shows} {bounds} outside {safe}");
                        Assert.True(Wider(new Area(box.X, box.Y, box.X + box.Width, box.Y + box.Height), box.Whole ? 1 : 0.01).Holds(bounds), $"{slogan}: {text.Shows} {bounds} outside its box");
                    }
                }
            }
        }
    }

    [Theory, MemberData(nameof(Templates))]
    public void Pixels_of_letters_stay_off_the_edge_and_differ_from_what_is_below(string key)
    {
        var template = Slogans.Template(key);
        foreach (var slogan in Slogans.All)
        {
            var drawing = Slogans.Draw(key, slogan);
            using var with = PngPoster.Draw(drawing, template.Pixels);
            using var without = PngPoster.Draw(drawing with { Texts = [] }, template.Pixels);
            var touched = Area.Empty;
            var drawn = MemoryMarshal.Cast<byte, int>(with.GetPixelSpan());
            var below = MemoryMarshal.Cast<byte, int>(without.GetPixelSpan());
            for (var at = 0; at < drawn.Length; at++)
            {
                if (drawn[at] != below[at])
                    touched = touched.With(new Spot(at % with.Width, at / with.Width));
            }

            var scale = template.Pixels / template.Width;
            Assert.False(touched.IsEmpty);
            Assert.True(new Area((template.Safe * scale) - 1, (template.Safe * scale) - 1, with.Width - (template.Safe * scale), with.Height - (template.Safe * scale)).Holds(touched), $"{slogan}: {touched}");
        }
    }

    [Theory, MemberData(nameof(Templates))]
    public void Stacked_marks_never_touch_the_line_above(string key)
    {
        // the highest and the lowest letters of Vietnamese, in every line
        foreach (var slogan in Slogans.All.Append("Ậ Ễ Ổ Ẩ Ặ Ộ Ợ Ự g y p q Ẫ Ậ Ễ Ổ Ẩ Ặ Ộ Ợ"))
        {
            var text = Slogans.Slogan(Slogans.Draw(key, slogan));
            var box = Slogans.Template(key).Texts.Single(box => box.Shows == PosterField.Slogan);
            foreach (var (above, below) in text.Lines.Zip(text.Lines.Skip(1)))
            {
                var free = below.Shape.Outline.Bounds.Top - above.Shape.Outline.Bounds.Bottom;
                Assert.True(free >= (box.Clearance * text.Size) - 1e-6, $"{slogan}: {free} between '{above.Text}' and '{below.Text}'");
            }
        }
    }

    [Fact]
    public void Marks_are_measured_not_guessed()
    {
        // a line of letters without marks needs less height, so the same box holds larger ones
        var plain = Slogans.Slogan(Slogans.Draw("led-256x64", "AAA AAA AAA AAA AAA AAA AAA AAA AAA AAA AAA AAA AAA AAA"));
        var marked = Slogans.Slogan(Slogans.Draw("led-256x64", "ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ ẬẬẬ"));
        Assert.True(plain.Size > marked.Size, $"{plain.Size} > {marked.Size}");
    }

    [Theory]
    [InlineData("Việt Nam"), InlineData("y tế"), InlineData("sức khỏe"), InlineData("khỏe mạnh"), InlineData("gia đình"), InlineData("chất lượng"), InlineData("Tổ quốc"), InlineData("hạnh phúc")]
    public void Words_that_belong_together_stay_on_one_line_in_every_poster_of_the_campaign(string phrase)
    {
        foreach (var template in Slogans.Theme.Templates)
        {
            foreach (var slogan in Slogans.All)
            {
                var lines = Slogans.Slogan(Slogans.Draw(template.Key, slogan)).Lines.Select(line => line.Text.Replace('\u00a0', ' '));
                var torn = string.Join('|', lines);
                Assert.DoesNotContain(phrase.Replace(' ', '|'), torn, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("Hưởng ứng ngày 7/4 vì sức khỏe toàn dân", "ngày 7/4")]
    [InlineData("Mỗi ngày dành 30 phút tập thể dục để khỏe mạnh", "30 phút")]
    [InlineData("Thực hiện Nghị quyết số 72-NQ/TW của Bộ Chính trị", "số 72-NQ/TW")]
    [InlineData("Rửa tay bằng xà phòng trước khi ăn", "khi ăn")]
    public void Numbers_keep_their_words_and_blanks_that_do_not_break_do_not(string slogan, string together)
    {
        foreach (var template in Slogans.Theme.Templates)
        {
            var lines = Slogans.Slogan(Slogans.Draw(template.Key, slogan.Replace("khi ăn", "khi\u00a0ăn", StringComparison.Ordinal))).Lines.Select(line => line.Text.Replace('\u00a0', ' ').ToLower(CultureInfo.GetCultureInfo("vi-VN")));
            Assert.Contains(lines, line => line.Contains(together.ToLower(CultureInfo.GetCultureInfo("vi-VN")), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a3"), InlineData("mang-xa-hoi")]
    public void Clauses_begin_lines_and_their_dashes_become_bars(string key)
    {
        var text = Slogans.Slogan(Slogans.Draw(key, "Khỏe để học - Khỏe để làm việc - Khỏe để hạnh phúc"));
        Assert.Equal(2, text.Bars.Count);
        Assert.DoesNotContain(text.Lines, line => line.Text.Contains('-', StringComparison.Ordinal) || line.Text.Contains('–', StringComparison.Ordinal));
        Assert.All(["Khỏe để học", "Khỏe để làm"], beginning => Assert.Contains(text.Lines, line => line.Text.StartsWith(beginning, StringComparison.Ordinal)));
        Assert.Equal(3, text.Lines.Count(line => line.Text.StartsWith("Khỏe để", StringComparison.Ordinal)));
        foreach (var bar in text.Bars)
            Assert.All(text.Lines, line => Assert.True(line.Shape.Outline.Bounds.Bottom <= bar.Outline.Bounds.Top || line.Shape.Outline.Bounds.Top >= bar.Outline.Bounds.Bottom));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Longest_text_that_a_template_holds_is_its_limit_and_one_word_more_is_too_long(string key)
    {
        var template = Slogans.Template(key);
        var words = "Bảo vệ và chăm sóc sức khỏe vì một nước khỏe mạnh".Split(' ');
        var text = "";
        for (var count = 1; count <= 300; count++)
        {
            var longer = string.Join(' ', Enumerable.Range(0, count).Select(at => words[at % words.Length]));
            var drawn = Slogans.Theme.Run(template, Slogans.Content(longer));
            if (!drawn.Succeeded)
            {
                Assert.Equal(("posterTooLong", 422), (drawn.Problem.Code, drawn.Problem.Status));
                Assert.Equal(longer.Length, drawn.Problem.Extensions["characters"]);
                Assert.Contains("rút gọn", drawn.Problem.Detail!.Vi, StringComparison.Ordinal);
                Assert.True(text.Length > 60, text);
                Assert.True(Slogans.Slogan(Slogans.Draw(key, text)).Size >= template.Texts.Single(box => box.Shows == PosterField.Slogan).MinSize);
                return;
            }

            text = longer;
        }

        Assert.Fail("Nothing was too long.");
    }

    [Theory]
    [InlineData("健康 cho mọi người", "健", "康")]
    [InlineData("Sức khỏe 👍", "👍")]
    [InlineData("Kh\u0301oẻ", "\u0301")]
    [InlineData("สุขภาพ", "ส")]
    public void Letters_that_the_font_lacks_are_named_never_drawn_as_boxes(string slogan, params string[] named)
    {
        foreach (var template in Slogans.Theme.Templates)
        {
            var drawn = Slogans.Theme.Run(template, Slogans.Content(slogan));
            Assert.Equal(("posterGlyphs", 422), (drawn.Problem!.Code, drawn.Problem.Status));
            var letters = Assert.IsAssignableFrom<IReadOnlyList<string>>(drawn.Problem.Extensions["letters"]);
            Assert.All(named, letter => Assert.Contains(template.Texts.Any(box => box.Shows == PosterField.Slogan && box.Capitals) ? letter.ToUpperInvariant() : letter, letters));
        }
    }

    [Fact]
    public void Decomposed_text_is_composed_and_gives_the_same_poster()
    {
        var slogan = Slogans.All[0];
        Assert.Equal(SvgPoster.Write(Slogans.Draw("a3", slogan)), SvgPoster.Write(Slogans.Draw("a3", slogan.Normalize(System.Text.NormalizationForm.FormD))));
    }

    [Fact]
    public void Every_letter_of_Vietnamese_has_a_shape_of_its_own()
    {
        const string Vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
        using var font = new PosterFont(ChuyenTrang.PosterFiles.Read().Fonts["heavy"]);
        var letters = (Vowels + Vowels.ToUpper(CultureInfo.GetCultureInfo("vi-VN"))).EnumerateRunes().ToList();
        Assert.All(letters, letter => Assert.NotNull(font.Find(letter)));
        Assert.Equal(letters.Count, letters.Select(letter => string.Join(';', font.Find(letter)!.Outline.Steps)).Distinct().Count());
    }

    [Fact]
    public void Poster_that_names_who_publishes_is_not_made_without()
    {
        var without = Slogans.Content(Slogans.All[0]) with { Authority = " " };
        Assert.Equal("posterNoAuthority", Slogans.Theme.Run(Slogans.Template("a3"), without).Problem!.Code);
        Assert.True(Slogans.Theme.Run(Slogans.Template("led-256x64"), without).Succeeded);
    }

    private static Area Wider(Area area, double by) => new(area.Left - by, area.Top - by, area.Right + by, area.Bottom + by);
}
