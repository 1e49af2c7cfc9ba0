using System.Text;
using Nq72.Cms.Search;

namespace Nq72.Cms.Tests.Search;

public sealed class SearchWordTests
{
    [Theory]
    // where the tone stands
    [InlineData("hoà", "hòa"), InlineData("thuỷ", "thủy"), InlineData("khoẻ", "khỏe"), InlineData("UỶ", "ủy"), InlineData("loã", "lõa"), InlineData("doạ", "dọa")]
    // closed syllables, other vowels, and u that belongs to q
    [InlineData("hoàn", "hoàn"), InlineData("thuyền", "thuyền"), InlineData("của", "của"), InlineData("quà", "quà"), InlineData("oà", "òa")]
    // i and y
    [InlineData("Kỳ", "kì"), InlineData("Quý", "quí"), InlineData("quy", "qui"), InlineData("Mỹ", "mĩ"), InlineData("nghỹ", "nghĩ"), InlineData("ý", "ý"), InlineData("y", "y"), InlineData("Thủy", "thủy"), InlineData("huy", "huy")]
    [InlineData("quýt", "quýt"), InlineData("đy", "đi")]
    public void Exact_is_one_spelling_for_all(string written, string expected)
    {
        Assert.Equal(expected, Assert.Single(SearchWord.Of(written)).Exact);
        Assert.Equal(expected, Assert.Single(SearchWord.Of(written.Normalize(NormalizationForm.FormD))).Exact);
    }

    [Theory]
    [InlineData("Đảng – đảng, Ðảng (eth), Ɖảng", "dang dang dang eth dang")]
    [InlineData("Nghị quyết 72-NQ/TW; 4.5%", "nghi quyet 72 nq tw 4 5")]
    [InlineData("Cô-vít \"AND\" NEAR(a*)", "co vit and near a")]
    [InlineData("健康第一 ok かな", "健 康 第 一 ok か な")]
    [InlineData("\ud83d\ude00 – …", "")]
    public void Words_are_letters_and_digits(string text, string expected) => Assert.Equal(expected, string.Join(' ', SearchWord.Of(text).Select(word => word.Folded)));

    [Fact]
    public void Words_say_where_they_stand_in_the_text_as_it_is_stored()
    {
        const string Text = "a, Su\u031b\u0301c kho\u0309e!";

        Assert.Equal(["a", "Su\u031b\u0301c", "kho\u0309e"], SearchWord.Of(Text).Select(word => Text.Substring(word.Start, word.Length)));
    }

    [Fact]
    public void Tokens_stay_within_what_both_databases_take()
    {
        var tokens = SearchTokens.Of("a", [], [string.Join(' ', Enumerable.Range(0, 200_000).Select(number => $"{new string('ắ', 80)}{number}"))]).Joined.Split(' ');

        Assert.All(tokens, token => Assert.InRange(Encoding.UTF8.GetByteCount(token), 1, 2046));
        Assert.InRange(tokens.Sum(Encoding.UTF8.GetByteCount), 1, 1_000_000);
        var many = SearchTokens.Of("a", [], [string.Join(' ', Enumerable.Range(0, 200_000).Select(number => $"ắ{number}"))]).Joined.Split(' ');
        Assert.InRange(many.Sum(Encoding.UTF8.GetByteCount), 700_000, 1_000_000);
    }
}
