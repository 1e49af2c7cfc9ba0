using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>A JSON request body, read by the house's rules; what cannot be read is a problem that names the place, not an exception.</summary>
public sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private JsonBody(Outcome<T> read) => Read = read;

    /// <summary>The body, or a 400 or 415 that says why there is none.</summary>
    public Outcome<T> Read { get; }

    /// <summary>Hands the body to a verb; the problem passes through.</summary>
    public async Task<Outcome<TResult>> ThenAsync<TResult>(Func<T, Task<Outcome<TResult>>> verb) =>
        Read.Succeeded ? await verb(Read.Value) : Read.Problem;

    static async ValueTask<JsonBody<T>?> IBindableFromHttpContext<JsonBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await JsonBodies.ReadAsync<T>(context.Request, context.RequestAborted));

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
