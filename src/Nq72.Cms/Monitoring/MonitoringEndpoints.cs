using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Nq72.Cms.Accounts;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Monitoring;

/// <summary>What watches the program asks: <c>/metrics</c>, <c>/health/live</c>, <c>/health/ready</c>.</summary>
internal static class MonitoringEndpoints
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateOnStart();
        return services.AddSingleton<Metrics>().AddSingleton<Readiness>();
    }

    public static IEndpointRouteBuilder MapMonitoring(this IEndpointRouteBuilder routes)
    {
        // made now, not when it is first asked for: what counts must listen before the first delivery goes
        var metrics = routes.ServiceProvider.GetRequiredService<Metrics>();
        routes.MapGet("/metrics", (HttpContext http, IOptions<MetricsOptions> options) => MetricsAsync(metrics, options.Value, http)).ExcludeFromDescription();
        routes.MapGet("/health/live", static () => Results.Text("ok")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, HttpContext http)
    {
        var checks = await readiness.LookAsync(http.RequestAborted);
        var failed = checks.Where(check => check.State == HealthState.Failed).ToList();
        var status = failed.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (!http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
            return Results.Text(failed.Count == 0 ? "ok" : string.Join(", ", failed.Select(check => check.Code)), statusCode: status);
        var language = http.RequestLanguage();
        return Results.Json(
            new { ready = failed.Count == 0, checks = checks.Select(check => new { check.Code, check.State, Remedy = check.Remedy?.In(language) }) }, Json.Options, statusCode: status);
    }

    private static async Task MetricsAsync(Metrics metrics, MetricsOptions options, HttpContext http)
    {
        // a request from this machine counts for no more than any other: a proxy beside the program makes all of them look so
        if (!options.Anonymous && http.User.Identity?.IsAuthenticated != true)
        {
            await http.ChallengeAsync(TokenAuthentication.SchemeName);
            return;
        }

        http.Response.ContentType = MetricsText.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(await metrics.WriteAsync(http.RequestAborted), http.RequestAborted);
    }
}
