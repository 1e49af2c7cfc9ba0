using Microsoft.Extensions.Options;
using Nq72.Scheduler.Channels;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Where notices are posted to.</summary>
public sealed class NoticeWebhookOptions
{
    /// <summary>The address, http or https; empty: nothing is posted.</summary>
    public string Url { get; set; } = "";

    /// <summary>What signs: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
    public string Secret { get; set; } = "";

    internal bool IsOn => Url.Length > 0;
}

/// <summary>Says at the start what would keep the webhook from going.</summary>
internal sealed class NoticeOptionsCheck : IValidateOptions<NoticeOptions>
{
    public ValidateOptionsResult Validate(string? name, NoticeOptions options)
    {
        var webhook = options.Webhook;
        if (!webhook.IsOn)
            return ValidateOptionsResult.Success;
        var failures = new List<string>();
        if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            failures.Add($"Nq72:Notices:Webhook:Url '{webhook.Url}' không phải địa chỉ http hay https (is not an http or https address).");
        // its value is a secret and is not repeated
        if (!SignedPost.IsSecret(webhook.Secret))
            failures.Add("Nq72:Notices:Webhook:Secret phải là whsec_ và base64 của 24 đến 64 byte (must be whsec_ and base64 of 24 to 64 bytes).");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
