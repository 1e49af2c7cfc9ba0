using System.Globalization;
using Microsoft.Extensions.Options;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>Sends answers of the delivery side: conditional requests, compression, and lifetimes that end at the next boundary.</summary>
public sealed class Answers(AnswerCache cache, TimelineSight sight, Incarnation incarnation, TimeProvider clock, IOptions<CacheOptions> options)
{
    /// <summary>Media type of JSON answers.</summary>
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>Years that can be asked about: what lies around them has no room for the reckoning of days.</summary>
    internal const int FirstYear = 1900, LastYear = 2199;

    // of answers that are not everyone's
    private const string OfOne = "private, no-store";

    /// <summary>
    /// Answers the request as of now from the cache, or without it: as of <c>asOf</c> for someone who may preview, or as a preview link shows it.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="key">The normalised query; the language of problems is added here.</param>
    /// <param name="make">Makes the answer for an instant.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, string key, Func<IServiceProvider, DateTimeOffset, Task<Outcome<ReadyAnswer>>> make)
    {
        var language = http.RequestLanguage();
        if (sight.Preview is { } link)
            return await AnswerPreviewAsync(http, link, make);
        if (http.Request.Query.TryGetValue("asOf", out var asOf))
            return await AnswerAsOfAsync(http, asOf.ToString(), make);
        var answer = await cache.GetAsync($"{language} {key}", async (services, now) => Ready(await make(services, now), language));
        return Send(answer);
    }

    private async Task<IResult> AnswerAsOfAsync(HttpContext http, string asOf, Func<IServiceProvider, DateTimeOffset, Task<Outcome<ReadyAnswer>>> make)
    {
        if (http.Actor() is not { } actor)
            return new ProblemResult(new Problem(401, "noToken", new("Xem theo thời điểm cần mã truy cập", "As-of answers need a token")));
        if (!actor.May(Scopes.Preview))
            return new ProblemResult(new Problem(403, "scope", new("Xem theo thời điểm cần quyền preview", "As-of answers need the scope preview")));
        if (!Instants.TryParseWire(asOf, out var instant) || instant.Year is < FirstYear or > LastYear)
            return new ProblemResult(Problem.Malformed("asOf", new($"'asOf' là thời điểm như 2027-04-07T00:00:00Z; nhận được '{asOf}'.", $"'asOf' is an instant such as 2027-04-07T00:00:00Z; got '{asOf}'.")));
        sight.LookAsOf(instant, clock.Now());
        var answer = Ready(await make(http.RequestServices, instant), http.RequestLanguage());
        return new Sent(answer, OfOne, incarnation.Id);
    }

    private async Task<IResult> AnswerPreviewAsync(HttpContext http, PreviewGrant link, Func<IServiceProvider, DateTimeOffset, Task<Outcome<ReadyAnswer>>> make)
    {
        if (http.Request.Query.ContainsKey("asOf"))
            return new ProblemResult(Problem.Malformed("asOf", new("Liên kết xem trước đã định thời điểm; bỏ 'asOf'.", "A preview link says the instant itself; leave 'asOf' out.")));
        var answer = Ready(await make(http.RequestServices, link.At), http.RequestLanguage());
        return new Sent(answer, OfOne, incarnation.Id);
    }

    private static ReadyAnswer Ready(Outcome<ReadyAnswer> outcome, string language)
    {
        if (outcome.Succeeded)
            return outcome.Value;
        var problem = outcome.Problem;
        var sent = new Dictionary<string, object?>(problem.Extensions, StringComparer.Ordinal);
        sent.Remove(ValidUntilKey, out var validUntil);
        return new ReadyAnswer(problem.Status, ProblemResult.ContentType, ProblemResult.Write(problem with { Extensions = sent }, language), null, (DateTimeOffset?)validUntil);
    }

    /// <summary>The extension by which a maker of a 404 or 410 says until when it stands; it is not sent.</summary>
    internal const string ValidUntilKey = "\u0000validUntil";

    /// <summary>Sends what is no answer about content, and so stands whatever is recorded: the API's document and its page.</summary>
    public IResult Send(ReadyAnswer answer) => new Sent(answer, Lifetime(answer), incarnation.Id);

    // Source: RFC 9111 §5.2.2.1, RFC 5861 §3. A cache that shows what it has while it asks anew must be done before the boundary too: otherwise it
    // shows the minute before 07:00 to the first who comes after
    private string Lifetime(ReadyAnswer answer)
    {
        var room = answer.ValidUntil is { } until ? Math.Max(0, (long)Math.Floor((until - clock.Now()).TotalSeconds)) : long.MaxValue;
        var fresh = Math.Min(options.Value.MaxAge, room);
        var stale = Math.Min(Math.Min(options.Value.StaleWhileRevalidate, fresh), room - fresh);
        return stale > 0
            ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={fresh}, stale-while-revalidate={stale}")
            : string.Create(CultureInfo.InvariantCulture, $"public, max-age={fresh}");
    }

    private sealed class Sent(ReadyAnswer answer, string cacheControl, string incarnation) : IResult
    {
        private static readonly string[] Encodings = ["br", "gzip"];

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var request = httpContext.Request;
            var response = httpContext.Response;
            var encoding = Encoding(request);
            response.Headers.CacheControl = cacheControl;
            var form = answer.Status >= 400 ? "Accept-Encoding, Accept-Language" : "Accept-Encoding";
            response.Headers.Vary = answer.Vary is null ? form : $"{form}, {answer.Vary}";
            if (answer.Status is 200 or 301)
                response.Headers.ETag = answer.ETag(incarnation, encoding);
            if (answer.LastModified is { } lastModified)
                response.Headers.LastModified = lastModified.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
            if (answer.Location is { } location)
                response.Headers.Location = location;
            if (answer.Links is { } links)
                response.Headers.Link = links;
            if (answer.Status == StatusCodes.Status200OK && IsKnown(request))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var bytes = answer.Bytes(encoding);
            response.StatusCode = answer.Status;
            response.ContentType = answer.ContentType;
            response.ContentLength = bytes.Length;
            if (encoding is not null)
                response.Headers.ContentEncoding = encoding;
            if (!HttpMethods.IsHead(request.Method))
                await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }

        // a weight of 0 forbids (RFC 9110 §12.5.3)
        private static string? Encoding(HttpRequest request)
        {
            var accepted = request.GetTypedHeaders().AcceptEncoding;
            return Array.Find(Encodings, name => accepted.Any(encoding => encoding.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0));
        }

        // If-None-Match decides alone when it is there (RFC 9110 §13.2.2)
        private bool IsKnown(HttpRequest request)
        {
            if (request.Headers.IfNoneMatch.Count > 0)
                return answer.IsNamedBy(incarnation, request.Headers.IfNoneMatch.ToString());
            // the header is whole to the second, into which two changes may fall: of a change inside one it cannot tell that nothing followed
            return answer.LastModified is { } modified && request.GetTypedHeaders().IfModifiedSince is { } since
                && modified.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds() && modified.Ticks % TimeSpan.TicksPerSecond == 0;
        }
    }
}
