using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Nq72.Cms.Platform.Text;

namespace Nq72.Cms.Tests.Platform;

public sealed class SafeHtmlTests
{
    private static readonly string[] LinkSchemes = ["http", "https", "mailto", "tel"];

    /// <summary>What has been tried against sanitisers; each must come out harmless, whatever else becomes of it.</summary>
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=x OnErRoR=alert(1)//",
        "<p onclick='alert(1)' onmouseover=alert(1) style='background:url(javascript:alert(1))'>a</p>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href='JaVaScRiPt:alert(1)'>a</a>",
        "<a href=' \u0001javascript:alert(1)'>a</a>",
        "<a href='java\tscript:alert(1)'>a</a>",
        "<a href='java\nscript:alert(1)'>a</a>",
        "<a href='&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)'>a</a>",
        "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)'>a</a>",
        "<a href='javascript&colon;alert(1)'>a</a>",
        "<a href='jav&Tab;ascript&colon;alert(1)'>a</a>",
        "<a href='vbscript:msgbox(1)'>a</a>",
        "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>a</a>",
        "<a href='//evil.test'>a</a>",
        "<a href='\\\\evil.test'>a</a>",
        "<a href='/\\evil.test'>a</a>",
        "<a href='https:evil.test' target=_blank ping='//evil.test'>a</a>",
        "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
        "<img src='javascript:alert(1)' srcset='javascript:alert(1) 1x'>",
        "<img src='tel:1' lowsrc='javascript:alert(1)'>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x><text x=20 y=20>a</text></a></svg>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<p title=\"</p><script>alert(1)</script>\">a</p>",
        "<abbr title='\"><img src=x onerror=alert(1)>'>a</abbr>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "<template><script>alert(1)</script></template>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
        "<base href='https://evil.test/'><a href='x'>a</a>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><link rel=stylesheet href='//evil.test'>",
        "<style>@import '//evil.test/x.css'; p{background:url(javascript:alert(1))}</style>",
        "<form action='javascript:alert(1)'><input type=submit formaction='javascript:alert(1)' autofocus onfocus=alert(1)><button>a</button></form>",
        "<details open ontoggle=alert(1)>a</details>",
        "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>",
        "<body onload=alert(1)><html onclick=alert(1)><frameset onload=alert(1)>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?xml-stylesheet href='javascript:alert(1)'?>",
        "<xss onpointerdown=alert(1)>a<custom-element is=x>b</custom-element></xss>",
        "<plaintext><script>alert(1)</script>",
        "<table><td><form><script>alert(1)</script></table>",
        "<li id=x><a name=document href=cid:x>a</a>",
        "<time datetime='\"><script>alert(1)</script>'>a</time>",
    ];

    [Theory, MemberData(nameof(Attacks))]
    public void Sanitise_leaves_nothing_that_acts(string html)
    {
        var safe = SafeHtml.Sanitise(html);

        AssertHarmless(safe);
        Assert.Equal(safe, SafeHtml.Sanitise(safe));
    }

    [Theory, MemberData(nameof(Attacks))]
    public void FromMarkdown_leaves_nothing_that_acts(string html)
    {
        AssertHarmless(SafeHtml.FromMarkdown(html));
        AssertHarmless(SafeHtml.FromMarkdown($"> - {html}\n\n| a |\n|---|\n| {html} |"));
    }

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](<java\tscript:alert(1)>)")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("![a](data:image/svg+xml;base64,PHN2Zz4=)")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[a](vbscript:x \"t\\\" onmouseover=alert(1)\")")]
    public void FromMarkdown_links_only_where_links_may_lead(string markdown) => AssertHarmless(SafeHtml.FromMarkdown(markdown));

    [Theory]
    [InlineData("<p>Sức khỏe <strong>toàn dân</strong></p>", "<p>Sức khỏe <strong>toàn dân</strong></p>")]
    [InlineData("<a href=\"https://langson.gov.vn/a?b=1&amp;c=2\">a</a>", "<a href=\"https://langson.gov.vn/a?b=1&amp;c=2\" rel=\"noopener nofollow\">a</a>")]
    [InlineData("<a href=\"/tin/1#a:b\">a</a>", "<a href=\"/tin/1#a:b\" rel=\"noopener nofollow\">a</a>")]
    [InlineData("<img src=\"/media/1.jpg\" alt=\"Trạm y tế\" onerror=\"x\">", "<img src=\"/media/1.jpg\" alt=\"Trạm y tế\">")]
    [InlineData("<h1>Một</h1><section><p lang=\"tdd\">b</p></section>", "<h2>Một</h2><p lang=\"tdd\">b</p>")]
    [InlineData("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>")]
    [InlineData("chữ trần", "chữ trần")]
    [InlineData(" ", "")]
    [InlineData(null, "")]
    public void Sanitise_keeps_what_is_allowed(string? html, string expected) => Assert.Equal(expected, SafeHtml.Sanitise(html));

    [Theory]
    [InlineData("# Một\n\n**đậm** và ~~bỏ~~", "<h2>Một</h2>\n<p><strong>đậm</strong> và <del>bỏ</del></p>")]
    [InlineData("<b>không</b>", "<p>&lt;b&gt;không&lt;/b&gt;</p>")]
    [InlineData("", "")]
    public void FromMarkdown_gives_the_houses_html(string markdown, string expected) => Assert.Equal(expected, SafeHtml.FromMarkdown(markdown));

    [Fact]
    public void Plain_forms_have_no_marks()
    {
        Assert.Equal("Một\nhai ba", SafeHtml.PlainFromMarkdown("# Một\n\nhai **ba**"));
        Assert.Equal("Một hai", SafeHtml.PlainFromHtml("<p>Một <b>hai</b><script>x</script></p>"));
    }

    [Fact]
    public void Nesting_without_end_is_shown_as_text()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 40_000)) + "đáy";
        var quotes = new string('>', 50_000) + " đáy";
        var brackets = new string('[', 50_000) + "đáy" + new string(']', 50_000);
        var lists = string.Concat(Enumerable.Range(0, 300).Select(i => new string(' ', i * 2) + "- a\n"));

        var unmatched = string.Concat(Enumerable.Repeat("<div></x></b>", 15_000));
        var items = string.Concat(Enumerable.Repeat("<ul><li>một<li>hai</ul><p>ba<p>bốn<br><img src=/a.jpg>", 2_000));

        Assert.Contains("<li>hai</li>", SafeHtml.Sanitise(items), StringComparison.Ordinal);
        foreach (var safe in new[] { SafeHtml.Sanitise(html), SafeHtml.Sanitise(unmatched), SafeHtml.FromMarkdown(quotes), SafeHtml.FromMarkdown(brackets), SafeHtml.FromMarkdown(lists) })
            AssertHarmless(safe);
        Assert.Contains("đáy", SafeHtml.Sanitise(html), StringComparison.Ordinal);
        Assert.Contains("đáy", SafeHtml.PlainFromHtml(html), StringComparison.Ordinal);
        Assert.Contains("đáy", SafeHtml.PlainFromMarkdown(quotes), StringComparison.Ordinal);
        Assert.Contains("đáy", SafeHtml.FromMarkdown(quotes), StringComparison.Ordinal);
    }

    private static void AssertHarmless(string safe)
    {
        // as a browser would read it, in the places where it is put
        var parser = new HtmlParser();
        foreach (var document in new[] { parser.ParseDocument(safe), parser.ParseDocument($"<body><div>{safe}</div>"), parser.ParseDocument($"<table><tr><td>{safe}</td></tr></table>") })
        {
            foreach (var element in document.Body!.QuerySelectorAll("*"))
            {
                Assert.DoesNotContain(element.LocalName, (string[])["script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "textarea", "template", "noscript", "base", "link", "meta", "video", "audio", "frameset"]);
                foreach (var attribute in element.Attributes)
                {
                    Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{attribute.Name} in {safe}");
                    Assert.DoesNotContain(attribute.Name, (string[])["style", "srcdoc", "srcset", "formaction", "action", "ping", "target", "id", "name", "class"]);
                    if (attribute.Name is "href" or "src")
                        AssertLeadsSafely(attribute.Value, safe);
                }
            }
        }
    }

    private static void AssertLeadsSafely(string value, string safe)
    {
        // resolved the way a browser does it: nothing may leave the site without saying its scheme, nothing may run
        var resolved = new Url(new Url("https://nq72.test/tin/"), value);
        Assert.True(LinkSchemes.Contains(resolved.Scheme), $"{value} in {safe}");
        if (!value.Contains(':', StringComparison.Ordinal))
            Assert.Equal("nq72.test", resolved.HostName);
    }
}
