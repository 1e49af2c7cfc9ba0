using System.Globalization;

namespace Nq72.Cms.Composition;

/// <summary>
/// How a caller stands with one limit, as <c>RateLimit-Policy</c> and <c>RateLimit</c> tell it.
/// Source: draft-ietf-httpapi-ratelimit-headers-10 §3 and §4 (structured fields; quantities in requests, spans in seconds).
/// </summary>
/// <param name="Name">Name of the limit: <c>minute</c> or <c>day</c>.</param>
/// <param name="Quota">Requests in a window.</param>
/// <param name="Window">The window.</param>
/// <param name="Left">Requests that would be answered now.</param>
/// <param name="Full">After what time as much as possible is left again.</param>
internal readonly record struct LimitStanding(string Name, long Quota, TimeSpan Window, long Left, TimeSpan Full)
{
    /// <summary>
    /// Tells the standing. Not on answers that go to everybody: an outside cache keeps the headers with the answer and would tell all its readers
    /// how one of them stood. So only answers that a key was sent for carry them (they vary by it), and refusals, which nobody keeps.
    /// </summary>
    public static void Write(HttpResponse response, IReadOnlyCollection<LimitStanding> standings)
    {
        if (standings.Count == 0)
            return;
        response.Headers["RateLimit-Policy"] = string.Join(", ", standings.Select(standing => string.Create(CultureInfo.InvariantCulture, $"\"{standing.Name}\";q={standing.Quota};w={standing.Window.TotalSeconds:0}")));
        response.Headers["RateLimit"] = string.Join(", ", standings.Select(standing => string.Create(CultureInfo.InvariantCulture, $"\"{standing.Name}\";r={Math.Max(0, standing.Left)};t={Math.Ceiling(standing.Full.TotalSeconds):0}")));
    }
}
