using System.Text;
using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Composition;

/// <summary>The page at <c>/docs</c>: the OpenAPI document to read and try. Its script is bundled at build time where Node is present.</summary>
internal static class ApiPage
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private const string Page = """
        <!doctype html>
        <html lang="vi">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>API – Nq72</title>
          <link rel="icon" href="/desk/favicon.svg" type="image/svg+xml">
          <link rel="stylesheet" href="/dist/docs.css">
        </head>
        <body>
          <main id="api-docs" data-document="/openapi/v1.json"><p><a href="/openapi/v1.json">OpenAPI 3.1 (JSON)</a></p></main>
          <script src="/dist/docs.js"></script>
        </body>
        </html>
        """;

    private const string WithoutNode = """
        <!doctype html>
        <html lang="vi">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>API – Nq72</title>
        </head>
        <body>
          <main>
            <h1>API</h1>
            <p>Tài liệu máy đọc được: <a href="/openapi/v1.json">OpenAPI 3.1 (JSON)</a>.</p>
            <p>Trang đọc và thử API được đóng gói khi biên dịch có Node.js 20 trở lên; bản này biên dịch không có Node.js. Hãy cài Node.js rồi chạy lại
              <code>dotnet run --project src/Nq72.Cms</code>.</p>
          </main>
        </body>
        </html>
        """;

    public static void MapApiPage(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/openapi/v1.json", DeliveryEndpoints.GetOrHead, DocumentAsync).ExcludeFromDescription();
        app.MapMethods("/docs", DeliveryEndpoints.GetOrHead, Show).ExcludeFromDescription();
    }

    private static async Task<IResult> DocumentAsync(ApiDocument document, Answers answers, CancellationToken cancellationToken) => answers.Send(await document.GetAsync(cancellationToken));

    private static IResult Show(HttpContext http, IWebHostEnvironment environment, Answers answers)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return answers.Send(new ReadyAnswer(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(environment.WebRootFileProvider.GetFileInfo("dist/docs.js").Exists ? Page : WithoutNode), null, null));
    }
}
