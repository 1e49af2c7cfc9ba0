using Microsoft.AspNetCore.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>From outcomes to HTTP answers.</summary>
public static class Outcomes
{
    /// <summary>200 with the value, or the problem.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome) => outcome.ToHttp(value => Results.Json(value, Json.Options));

    /// <summary>What <paramref name="success"/> makes of the value, or the problem.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome, Func<T, IResult> success) =>
        outcome.Succeeded ? success(outcome.Value) : new ProblemResult(outcome.Problem);

    /// <summary>201 with a Location and the value, or the problem.</summary>
    public static IResult ToCreated<T>(this Outcome<T> outcome, Func<T, string> location) =>
        outcome.ToHttp(value => new Created<T>(location(value), value));

    private sealed class Created<T>(string location, T value) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return Results.Json(value, Json.Options, statusCode: StatusCodes.Status201Created).ExecuteAsync(httpContext);
        }
    }
}
