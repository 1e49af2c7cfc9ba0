using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Composition;

/// <summary>
/// The OpenAPI document as ready bytes. It is long in the making and the same as long as the program runs, so it is made once, when somebody
/// first asks for it: no start waits for it. Thread-safe.
/// </summary>
internal sealed class ApiDocument(IServiceScopeFactory scopes)
{
    /// <summary>Its name among the documents of the program.</summary>
    public const string Name = "v1";

    private Lazy<Task<ReadyAnswer>>? made;

    /// <summary>The document; made anew where making it failed.</summary>
    public async Task<ReadyAnswer> GetAsync(CancellationToken cancellationToken)
    {
        var mine = LazyInitializer.EnsureInitialized(ref made, () => new(MakeAsync));
        try
        {
            return await mine.Value.WaitAsync(cancellationToken);
        }
        catch when (mine.Value.IsFaulted)
        {
            Interlocked.CompareExchange(ref made, null, mine);
            throw;
        }
    }

    private async Task<ReadyAnswer> MakeAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(CancellationToken.None);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        // half as long without what only indents
        document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return new ReadyAnswer(200, Answers.JsonType, Encoding.UTF8.GetBytes(text.ToString()), Built, null);
    }

    // it changes with the program
    private static DateTimeOffset Built => DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(ApiDocument).Assembly.Location)).ToUnixTimeSeconds());
}
