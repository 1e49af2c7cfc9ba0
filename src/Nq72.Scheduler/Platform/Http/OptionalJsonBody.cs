using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>As <see cref="JsonBody{T}"/>, for verbs that can do without a body.</summary>
public sealed class OptionalJsonBody<T> : IBindableFromHttpContext<OptionalJsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly Problem? problem;
    private readonly T? value;

    private OptionalJsonBody(T? value, Problem? problem)
    {
        this.value = value;
        this.problem = problem;
    }

    /// <summary>Hands the body, null when there is none, to a verb; the problem passes through.</summary>
    public async Task<Outcome<TResult>> ThenAsync<TResult>(Func<T?, Task<Outcome<TResult>>> verb) => problem is null ? await verb(value) : problem;

    static async ValueTask<OptionalJsonBody<T>?> IBindableFromHttpContext<OptionalJsonBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Request.ContentLength is 0 || (context.Request.ContentLength is null && !context.Request.HasJsonContentType()))
            return new(null, null);
        var read = await JsonBodies.ReadAsync<T>(context.Request, context.RequestAborted);
        return new(read.Value, read.Problem);
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: true));
}
