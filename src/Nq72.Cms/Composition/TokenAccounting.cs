using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Nq72.Cms.Accounts;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Composition;

/// <summary>
/// What happens around a request with a key: it is counted, refused when the key's day is used up, and its answer tells how the key stands. A
/// request without one passes at the cost of a look. Goes after authentication and around the limits by minute.
/// </summary>
internal sealed class TokenAccounting(RequestDelegate next, TokenMeter meter)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public Task InvokeAsync(HttpContext context) => context.Features.Get<ApiToken>() is { } token ? CountAsync(context, token) : next(context);

    private async Task CountAsync(HttpContext context, ApiToken token)
    {
        var day = await meter.TodayAsync(token, context.RequestAborted);
        context.Response.OnStarting(() =>
        {
            Tell(context, token, day);
            return Task.CompletedTask;
        });
        if (!day.TryTake(token.PerDay))
        {
            await RefuseAsync(context, token);
            return;
        }

        var body = new CountedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body.Inner);
            var bytes = HttpMethods.IsHead(context.Request.Method) ? 0 : body.Written;
            day.Add(context.Response.StatusCode switch
            {
                // the minute's limit refused it: the day's share is not touched
                StatusCodes.Status429TooManyRequests => new(Requests: -1, Refused: 1),
                StatusCodes.Status304NotModified => new(NotModified: 1),
                _ => new(Bytes: bytes),
            });
        }
    }

    private void Tell(HttpContext context, ApiToken token, TokenDay day)
    {
        var standings = new List<LimitStanding>();
        if (RateLimits.StandingOf(context) is { } minute)
            standings.Add(minute);
        if (token.PerDay is { } perDay)
            standings.Add(new("day", perDay, Day, perDay - day.Requests, meter.UntilTomorrow()));
        LimitStanding.Write(context.Response, standings);
        // what an outside cache keeps is neither for another key, whose limits and origins differ, nor for nobody's
        if (!context.Response.Headers.Vary.Any(named => named?.Contains(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase) == true))
            context.Response.Headers.Vary = StringValues.Concat(context.Response.Headers.Vary, HeaderNames.Authorization);
    }

    private async Task RefuseAsync(HttpContext context, ApiToken token)
    {
        var wait = meter.UntilTomorrow();
        await new ProblemResult(new Problem(429, "quotaExceeded", new("Đã dùng hết phần của ngày hôm nay", "Today's share is used up"), new(
            $"Mã truy cập '{token.Name}' được hỏi {token.PerDay} lần một ngày; lại từ 0 giờ sáng mai. Dùng ETag và 'sync' để hỏi ít hơn, hoặc xin tăng.",
            $"The key '{token.Name}' may ask {token.PerDay} times a day; again from midnight. Use ETag and 'sync' to ask less, or ask for more."))
        { RetryAfter = wait }).ExecuteAsync(context);
    }
}
