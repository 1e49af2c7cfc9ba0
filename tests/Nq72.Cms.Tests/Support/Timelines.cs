using System.Globalization;
using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Support;

/// <summary>Reads and edits timelines in the short form that tests compare: <c>v1 0..60, v2 60..</c>, in seconds from an instant.</summary>
internal static class Timelines
{
    public static async Task<string> TimelineAsync(this CmsHost host, string id, DateTimeOffset begin, CancellationToken cancellationToken)
    {
        var answer = (await host.Admin.GetAsync(Items.Manage(id, "timeline"), cancellationToken)).ExpectSuccess();
        return string.Join(", ", answer.Json.GetProperty("items").EnumerateArray().Select(interval =>
        {
            var until = interval.GetProperty("until");
            var end = until.ValueKind == System.Text.Json.JsonValueKind.Null ? "" : Seconds(until.GetDateTimeOffset());
            return $"v{interval.GetProperty("version").GetInt32()} {Seconds(interval.GetProperty("from").GetDateTimeOffset())}..{end}";
        }));

        string Seconds(DateTimeOffset instant) => (instant - begin).TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
    }

    public static Task<CmsAnswer> TryPublishAsync(this CmsHost host, string id, object request, CancellationToken cancellationToken) =>
        host.Admin.PostAsync(Items.Manage(id, "publish"), request, cancellationToken);

    public static Task<CmsAnswer> TryUnpublishAsync(this CmsHost host, string id, object request, CancellationToken cancellationToken) =>
        host.Admin.PostAsync(Items.Manage(id, "unpublish"), request, cancellationToken);

    public static Task<CmsAnswer> TryRetractAsync(this CmsHost host, string id, string reason, CancellationToken cancellationToken) =>
        host.Admin.PostAsync(Items.Manage(id, "retract"), new { reason }, cancellationToken);

    /// <summary>Fails the test unless the answer is this problem.</summary>
    public static CmsAnswer ExpectProblem(this CmsAnswer answer, HttpStatusCode status, string code)
    {
        answer.Expect(status);
        Assert.Equal(code, answer.Code);
        return answer;
    }
}
