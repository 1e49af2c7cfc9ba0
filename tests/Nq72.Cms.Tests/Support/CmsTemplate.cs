using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Accounts;
using Nq72.Cms.Composition;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Support;

/// <summary>
/// A migrated database with the types <c>Article</c> (every kind of field; <c>body</c> is required) and <c>Slogan</c> (no field is), two
/// places, a taxonomy, and a token for each scope.
/// </summary>
internal static class CmsTemplate
{
    /// <summary>When the clock of the tests begins, and everything in the template was made.</summary>
    public static readonly DateTimeOffset Start = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DatabaseTemplate Instance = new("cms", MakeAsync);

    /// <summary>The secret of the token that has just this scope; <c>admin</c> may do everything.</summary>
    public static string Token(string scope) => $"test-token-of-{scope}-0123456789-0123456789";

    private static async Task MakeAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var app = Nq72Host.Build(CmsHost.Settings(options), CmsHost.Quiet, new SteppedClock(Start));
        await StartUp.OpenAsync(app.Services, cancellationToken);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CmsDb>();
            db.Places.Add(new Place { Code = "05977", Name = "Đoàn Kết", Kind = "xã", Province = "20" });
            db.Places.Add(new Place { Code = "05983", Name = "Tam Thanh", Kind = "phường", Province = "20" });
            db.Taxonomies.Add(new Taxonomy { Alias = "genre", Title = "Thể loại", ContentItemId = ContentIds.New() });
            foreach (var (key, title) in new[] { ("tin", "Tin"), ("bai", "Bài") })
                db.Terms.Add(new Term { Taxonomy = "genre", Key = key, Title = title, ContentItemId = ContentIds.New() });
            db.Terms.Add(new Term { Taxonomy = "audience", Key = "hoc-sinh", Title = "Học sinh", ContentItemId = ContentIds.New() });
            await db.SaveChangesAsync(cancellationToken);
        }

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var defined = await scope.ServiceProvider.GetRequiredService<DefineContentTypes>()
                .RunAsync([TypeOf("Article", "Bài"), TypeOf("Slogan", "Khẩu hiệu")], [ArticlePart, SloganPart], Actor.System, cancellationToken);
            Assert.True(defined.Succeeded, defined.Problem?.Detail?.En);
        }

        foreach (var name in Scopes.All)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var made = await scope.ServiceProvider.GetRequiredService<ApiTokens>().CreateAsync(name, [name], null, Actor.System, Token(name), cancellationToken);
            Assert.True(made.Succeeded, made.Problem?.Detail?.En);
        }
    }

    private static ContentPartDefinition ArticlePart => new("Article",
    [
        Field("Body", FieldKind.Markdown) with { Required = true },
        Field("Lead", FieldKind.Text) with { MaxLength = 20 },
        Field("Box", FieldKind.Html),
        Field("Count", FieldKind.Number),
        Field("Urgent", FieldKind.Boolean),
        Field("SignedOn", FieldKind.Date),
        Field("Image", FieldKind.Media),
        Field("Related", FieldKind.ContentLink) with { Multiple = true, Types = ["Article"] },
        Field("Topic", FieldKind.Taxonomy) with { Taxonomy = "genre" },
        Field("Commune", FieldKind.Place),
        Field("Spoken", FieldKind.Language),
        Field("Claims", FieldKind.Claim) with { Multiple = true },
    ], []);

    private static ContentPartDefinition SloganPart => new("Slogan", [Field("Note", FieldKind.Text)], []);

    private static ContentTypeDefinition TypeOf(string name, string displayName) => new(name, displayName, "", [new AttachedPart(name, name, [])], []);

    private static ContentFieldDefinition Field(string name, FieldKind kind) =>
        new() { Name = name, Key = char.ToLowerInvariant(name[0]) + name[1..], Kind = kind, DisplayName = name };
}
