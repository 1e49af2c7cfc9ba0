using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Composition;

/// <summary>Turns what went wrong on the way into a problem: requests that cannot be read, methods that do not exist, and our own bugs.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            // no text of ours holds it, and PostgreSQL cannot
            if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
                throw new BadHttpRequestException("The query holds a null character.");
            await next(context);
            if (!context.Response.HasStarted && IsApi(context) && Describe(context) is { } problem)
                await new ProblemResult(problem).ExecuteAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await new ProblemResult(Describe(exception)).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the caller left; there is nobody to answer
        }
        catch (Exception exception) when (!context.Response.HasStarted && IsApi(context) && HasMetAnother(exception))
        {
            log.LogWarning(exception, "The request {Method} {Path} met another one and gave way", context.Request.Method, context.Request.Path);
            await new ProblemResult(MetAnother).ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && IsApi(context) && IsDatabaseAway(exception))
        {
            // those who come next need not find the dead connections one by one
            context.RequestServices.GetRequiredService<Connections>().ForgetIdleAfter(exception);
            log.LogWarning(exception, "The request {Method} {Path} found no database", context.Request.Method, context.Request.Path);
            await new ProblemResult(DatabaseAway).ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && IsApi(context))
        {
            var trace = Activity.Current?.Id ?? context.TraceIdentifier;
            log.LogError(exception, "The request {Method} {Path} failed ({Trace})", context.Request.Method, context.Request.Path, trace);
            await new ProblemResult(new Problem(500, "internal", new("Có lỗi trong hệ thống", "Something failed inside"), new("Lỗi đã được ghi lại; hãy báo mã 'trace' cho quản trị.", "It was recorded; tell the administrator the 'trace'."))
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["trace"] = trace },
            }).ExecuteAsync(context);
        }
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    // a server that was restarted, a connection that was cut, a lock that was not given in time: it passes by itself
    private static bool IsDatabaseAway(Exception? exception) =>
        exception is not null && (exception is DbException { IsTransient: true } or DbException { InnerException: TimeoutException or IOException or SocketException } || IsDatabaseAway(exception.InnerException));

    private static Problem DatabaseAway => new(
        503, "databaseUnavailable", new("Cơ sở dữ liệu tạm thời không trả lời", "The database does not answer at the moment"),
        new("Hãy thử lại sau vài giây; nếu vừa ghi, xem lại trước khi ghi lần nữa.", "Try again in a few seconds; after a write, look whether it stands before repeating it."))
    { RetryAfter = TimeSpan.FromSeconds(2) };

    // Source: PostgreSQL, appendix A: serialization_failure, deadlock_detected. The server undid the whole transaction: nothing stands of it
    private static bool HasMetAnother(Exception? exception) =>
        exception is not null && (exception is DbException { SqlState: "40001" or "40P01" } || HasMetAnother(exception.InnerException));

    private static Problem MetAnother => new(
        503, "conflictRetry", new("Hai việc cùng sửa một chỗ", "Two changes got into each other's way"),
        new("Việc này đã nhường và chưa ghi gì; hãy gửi lại ngay.", "This one gave way and nothing of it was written; send it again."))
    { RetryAfter = TimeSpan.FromSeconds(1) };

    // what routing itself refused, without a word
    private static Problem? Describe(HttpContext context) => context.Response.StatusCode switch
    {
        404 when context.GetEndpoint() is null => Problem.NotFound("Không có địa chỉ này.", "There is no such address."),
        405 => new Problem(405, "methodNotAllowed", new("Địa chỉ này không nhận phương thức đó", "This address does not take that method")),
        415 => NotJson,
        _ => null,
    };

    private static Problem NotJson => new(415, "notJson", new("Thân yêu cầu phải là application/json", "The body must be application/json"));

    private static Problem Unbound(string name, Group value)
    {
        var title = value.Success
            ? new LocalText($"'{name}' không nhận giá trị '{value.Value}'.", $"'{name}' does not take the value '{value.Value}'.")
            : new LocalText($"Thiếu tham số '{name}'.", $"The parameter '{name}' is missing.");
        return Problem.Malformed(name, title) with { Errors = [new(name, name, title)] };
    }

    // how the framework tells of parameters that it reads by itself; a test holds it to these words
    [GeneratedRegex("^(Required|Failed to bind) parameter \"[^\" ]+ (?<name>\\w+)\"( from \"(?<value>.*)\"\\.\\z)?", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    private static Problem Describe(BadHttpRequestException exception) => exception.StatusCode switch
    {
        413 => new Problem(413, "tooLarge", new("Yêu cầu quá lớn", "The request is too large")),
        415 => NotJson,
        408 => new Problem(408, "tooSlow", new("Yêu cầu đến quá chậm", "The request came too slowly"), new("Hãy gửi lại khi đường truyền tốt hơn.", "Send it again over a better line.")),
        _ when Parameter().Match(exception.Message) is { Success: true } parameter => Unbound(parameter.Groups["name"].Value, parameter.Groups["value"]),
        _ => Problem.Malformed(exception.InnerException is JsonException ? "malformedJson" : "malformed", new("Không đọc được yêu cầu", "The request cannot be read"), new(exception.Message, exception.Message)),
    };
}
