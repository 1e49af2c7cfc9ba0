using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts;

/// <summary>A token as it is shown: everything but its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Scopes">What it may.</param>
/// <param name="Origins">Web origins whose pages may read with it; <c>*</c> for every one.</param>
/// <param name="PerMinute">Its own requests a minute; null for the installation's.</param>
/// <param name="PerDay">Its requests a day; null for any number.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is refused; null for never.</param>
/// <param name="RevokedAt">When it was taken back; null while it holds.</param>
/// <param name="LastUsedAt">Its last use, to the minute; null before the first.</param>
/// <param name="PreviousHoldsUntil">Up to when the secret before the last rotation holds, or held; null without one.</param>
/// <param name="PreviousUsedAt">Last use of that secret.</param>
/// <param name="Warnings">What may be meant, but rarely is.</param>
public sealed record TokenView(
    Guid Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Origins, int? PerMinute, int? PerDay, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt, DateTimeOffset? PreviousHoldsUntil, DateTimeOffset? PreviousUsedAt, IReadOnlyList<TokenWarning> Warnings)
{
    internal static readonly LocalText AnyOrigin = new(
        "Trang web nào cũng đọc được bằng mã này: ai chép mã ra đều dùng được hết phần của đối tác.", "Pages of every site can read with this key: whoever copies it uses up the partner's share.");

    internal static TokenView Of(ApiToken token, string language) => new(
        token.Id, token.Name, Words(token.Scopes), Words(token.Origins), token.PerMinute, token.PerDay, token.CreatedAt, token.ExpiresAt, token.RevokedAt, token.LastUsedAt, token.PreviousHoldsUntil, token.PreviousUsedAt,
        token.Origins == WebOrigin.Any ? [new("anyOrigin", AnyOrigin.In(language))] : []);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Something about a token that was accepted and should be looked at.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">In the caller's language.</param>
public sealed record TokenWarning(string Code, string Message);
