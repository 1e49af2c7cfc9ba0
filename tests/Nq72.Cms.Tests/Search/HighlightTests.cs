using Nq72.Cms.Search;

namespace Nq72.Cms.Tests.Search;

public sealed class HighlightTests
{
    [Theory]
    [InlineData("suc khoe", "Sức khoẻ & <b>sức</b> bền", "<mark>Sức</mark> <mark>khoẻ</mark> &amp; &lt;b&gt;<mark>sức</mark>&lt;/b&gt; bền")]
    [InlineData("khoe suc", "Sức khỏe", "<mark>Sức</mark> <mark>khỏe</mark>")]
    [InlineData("\"dân số\"", "Nhân dân số 72: Dân, số", "Nhân <mark>dân</mark> <mark>số</mark> 72: <mark>Dân</mark>, <mark>số</mark>")]
    [InlineData("\"dân số\"", "Số dân", null)]
    [InlineData("tiê", "Tiêm, tiền, ti", "<mark>Tiêm</mark>, <mark>tiền</mark>, ti")]
    [InlineData("ky lua", "Kỳ Lừa, Kì Lừa", "<mark>Kỳ</mark> <mark>Lừa</mark>, <mark>Kì</mark> <mark>Lừa</mark>")]
    [InlineData("script", "\"<script>alert('x')</script>\"", "&quot;&lt;<mark>script</mark>&gt;alert(&#39;x&#39;)&lt;/<mark>script</mark>&gt;&quot;")]
    [InlineData("lt", "a < b", null)]
    public void Title_is_whole_and_escaped(string query, string title, string? expected) => Assert.Equal(expected, Highlight.Of(SearchQuery.Read(query)!, title, []).Title);

    [Fact]
    public void Text_is_an_extract_around_where_most_of_it_stands()
    {
        var filler = string.Concat(Enumerable.Repeat("chuyện khác hẳn ", 40));
        var text = $"Dân ở đây. {filler}Công tác dân số và phát triển. {filler}";

        var found = Highlight.Of(SearchQuery.Read("dân số")!, "Tiêu đề", [text]).Text!;

        Assert.Contains("Công tác <mark>dân</mark> <mark>số</mark> và phát triển.", found, StringComparison.Ordinal);
        Assert.StartsWith("…", found, StringComparison.Ordinal);
        Assert.EndsWith("…", found, StringComparison.Ordinal);
        Assert.InRange(found.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal).Length, 150, 202);
        Assert.DoesNotContain("uyện ", found[..3], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_of_the_first_text_that_has_any()
    {
        var found = Highlight.Of(SearchQuery.Read("vắc xin")!, "Vắc xin", [null, "", "Không có gì.", "Một mũi vắc-xin.", "Vắc xin."]);

        Assert.Equal("Một mũi <mark>vắc</mark>-<mark>xin</mark>.", found.Text);
        Assert.Null(Highlight.Of(SearchQuery.Read("vắc xin")!, "Vắc xin", ["không"]).Text);
    }

    [Fact]
    public void Text_of_words_that_no_extract_holds_is_none()
    {
        Assert.Equal($"<mark>{new string('a', 200)}</mark>", Highlight.Of(SearchQuery.Read("aaa")!, "", [new string('a', 200)]).Text);
        Assert.Null(Highlight.Of(SearchQuery.Read("aaa")!, "", [new string('a', 201)]).Text);
    }
}
