using System.Text;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Tests.ContentTypes;

public sealed class FieldValuesTests
{
    private const string Item = "4abcdefghjkmnpqrstvwxyz012";

    private static readonly KnownReferences References = new(
        new HashSet<string> { "05977" }, new Dictionary<string, IReadOnlySet<string>> { ["genre"] = new HashSet<string> { "tin" } }, tag => tag == "vi");

    [Theory]
    [InlineData(FieldKind.Text, "\"a\"")]
    [InlineData(FieldKind.Text, "\"\"")]
    [InlineData(FieldKind.Markdown, "\"**a**\"")]
    [InlineData(FieldKind.Number, "1.5")]
    [InlineData(FieldKind.Number, "-3e2")]
    [InlineData(FieldKind.Boolean, "false")]
    [InlineData(FieldKind.Date, "\"2028-02-29\"")]
    [InlineData(FieldKind.Media, "\"m1\"")]
    [InlineData(FieldKind.ContentLink, $"\"{Item}\"")]
    [InlineData(FieldKind.Taxonomy, "\"tin\"")]
    [InlineData(FieldKind.Place, "\"05977\"")]
    [InlineData(FieldKind.Language, "\"vi\"")]
    public void Normalise_keeps_a_right_value(FieldKind kind, string json)
    {
        var (values, errors) = Normalise(kind, json);

        Assert.Empty(errors);
        Assert.Equal(json, values["value"]!.ToJsonString());
    }

    [Theory]
    [InlineData(FieldKind.Text, "1", "wrongKind")]
    [InlineData(FieldKind.Text, "{}", "wrongKind")]
    [InlineData(FieldKind.Text, "[\"a\"]", "wrongKind")]
    [InlineData(FieldKind.Markdown, "true", "wrongKind")]
    [InlineData(FieldKind.Html, "5", "wrongKind")]
    [InlineData(FieldKind.Number, "\"1\"", "wrongKind")]
    [InlineData(FieldKind.Boolean, "\"true\"", "wrongKind")]
    [InlineData(FieldKind.Boolean, "0", "wrongKind")]
    [InlineData(FieldKind.Date, "\"2027-02-29\"", "wrongKind")]
    [InlineData(FieldKind.Date, "\"7/4/2027\"", "wrongKind")]
    [InlineData(FieldKind.Date, "\"2027-04-07T00:00:00Z\"", "wrongKind")]
    [InlineData(FieldKind.Media, "1", "wrongKind")]
    [InlineData(FieldKind.ContentLink, "\"abc\"", "wrongKind")]
    [InlineData(FieldKind.ContentLink, "\"4ABCDEFGHJKMNPQRSTVWXYZ012\"", "wrongKind")]
    [InlineData(FieldKind.Taxonomy, "\"khac\"", "unknownTerm")]
    [InlineData(FieldKind.Taxonomy, "1", "wrongKind")]
    [InlineData(FieldKind.Place, "\"5977\"", "unknownPlace")]
    [InlineData(FieldKind.Place, "5977", "wrongKind")]
    [InlineData(FieldKind.Language, "\"xx\"", "unknownLanguage")]
    [InlineData(FieldKind.Claim, "\"a\"", "wrongKind")]
    public void Normalise_names_what_is_wrong(FieldKind kind, string json, string code)
    {
        var (values, errors) = Normalise(kind, json);

        var error = Assert.Single(errors);
        Assert.Equal(("fields.value", code), (error.Field, error.Code));
        Assert.NotEqual(error.Message.Vi, error.Message.En);
        Assert.Empty(values);
    }

    [Fact]
    public void Normalise_unknown_field_is_an_error_and_null_is_absent()
    {
        var values = new FieldValues(TypeOf(FieldKind.Text), References);

        Assert.Empty(values.Normalise(new JsonObject { ["value"] = null, ["khac"] = "a" }));
        Assert.Equal(("fields.khac", "unknownField"), (values.Errors.Single().Field, values.Errors.Single().Code));
    }

    [Fact]
    public void Normalise_text_is_NFC_and_as_long_as_it_may_be()
    {
        var decomposed = "ế".Normalize(NormalizationForm.FormD);
        var (values, errors) = Normalise(FieldKind.Text, JsonValue.Create(string.Concat(Enumerable.Repeat(decomposed, 20))).ToJsonString(), field => field with { MaxLength = 20 });
        Assert.Empty(errors);
        Assert.Equal(new string('ế', 20), (string?)values["value"]);

        (_, errors) = Normalise(FieldKind.Text, $"\"{new string('ế', 21)}\"", field => field with { MaxLength = 20 });
        Assert.Equal("tooLong", errors.Single().Code);
    }

    [Fact]
    public void Normalise_html_is_sanitised() =>
        Assert.Equal("<p>a</p>", (string?)Normalise(FieldKind.Html, "\"<p onclick=x>a</p><script>b</script>\"").Values["value"]);

    [Fact]
    public void Normalise_many_values_gathers_every_error()
    {
        var (_, errors) = Normalise(FieldKind.Taxonomy, """["tin","khac",5]""", field => field with { Multiple = true });
        Assert.Equal(["fields.value[1] unknownTerm", "fields.value[2] wrongKind"], errors.Select(error => $"{error.Field} {error.Code}"));

        (_, errors) = Normalise(FieldKind.Taxonomy, "\"tin\"", field => field with { Multiple = true });
        Assert.Equal("wrongKind", errors.Single().Code);
        (_, errors) = Normalise(FieldKind.Text, $"[{string.Join(',', Enumerable.Repeat("\"a\"", 201))}]", field => field with { Multiple = true });
        Assert.Equal("tooMany", errors.Single().Code);
    }

    [Theory]
    [InlineData("""{"source":"Sở Y tế"}""", "fields.value.text", "required")]
    [InlineData("""{"text":" "}""", "fields.value.text", "required")]
    [InlineData("""{"text":5}""", "fields.value.text", "wrongKind")]
    [InlineData("""{"text":"a","kind":"wish"}""", "fields.value.kind", "unknownValue")]
    [InlineData("""{"text":"a","url":"javascript:alert(1)"}""", "fields.value.url", "url")]
    [InlineData("""{"text":"a","url":"/tin"}""", "fields.value.url", "url")]
    [InlineData("""{"text":"a","verified":"yes"}""", "fields.value.verified", "wrongKind")]
    [InlineData("""{"text":"a","who":"b"}""", "fields.value.who", "unknownField")]
    public void Normalise_claim_names_the_member(string json, string field, string code) =>
        Assert.Contains($"{field} {code}", Normalise(FieldKind.Claim, json).Errors.Select(error => $"{error.Field} {error.Code}"));

    [Fact]
    public void Missing_names_required_fields_without_a_value()
    {
        var type = TypeOf(FieldKind.Text, field => field with { Required = true });

        foreach (var fields in new[] { "{}", """{"value":" "}""", """{"value":[]}""", """{"value":null}""" })
            Assert.Equal("fields.value", FieldValues.Missing(type, JsonNode.Parse(fields)!.AsObject()).Single().Field);
        Assert.Empty(FieldValues.Missing(type, JsonNode.Parse("""{"value":"a"}""")!.AsObject()));
    }

    [Theory]
    [InlineData("""{"text":"a","verified":true}""", true)]
    [InlineData("""{"text":"a","source":" ","verified":true}""", true)]
    [InlineData("""{"text":"a","source":"b","verified":false}""", true)]
    [InlineData("""{"text":"a","source":"b","verified":true}""", false)]
    public void UnverifiedClaims_are_those_without_source_or_verification(string claim, bool unverified) =>
        Assert.Equal(unverified, FieldValues.UnverifiedClaims(TypeOf(FieldKind.Claim), new JsonObject { ["value"] = JsonNode.Parse(claim) }).Any());

    private static (JsonObject Values, IReadOnlyList<Nq72.Scheduler.Platform.Problems.FieldError> Errors) Normalise(
        FieldKind kind, string json, Func<ContentFieldDefinition, ContentFieldDefinition>? more = null)
    {
        var values = new FieldValues(TypeOf(kind, more), References);
        return (values.Normalise(new JsonObject { ["value"] = JsonNode.Parse(json) }), values.Errors);
    }

    private static ContentType TypeOf(FieldKind kind, Func<ContentFieldDefinition, ContentFieldDefinition>? more = null)
    {
        var field = new ContentFieldDefinition { Name = "Value", Key = "value", Kind = kind, DisplayName = "Giá trị", Taxonomy = kind == FieldKind.Taxonomy ? "genre" : null };
        return new ContentType(new ContentTypeDefinition("Test", "Test", "", [], []), [more?.Invoke(field) ?? field]);
    }
}
