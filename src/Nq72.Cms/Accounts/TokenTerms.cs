using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Accounts;

/// <summary>What a token is called, may do and how much of it: what whoever makes or changes one says.</summary>
/// <param name="Name">For people, 1–200 characters.</param>
/// <param name="Scopes">At least one.</param>
/// <param name="ExpiresAt">From when it is refused; null for never.</param>
/// <param name="Origins">Web origins whose pages may read answers, such as <c>https://example.vn</c>; a lone <c>*</c> for every one.</param>
/// <param name="PerMinute">Requests a minute, 1–1,000,000; null for what the installation says.</param>
/// <param name="PerDay">Requests a day, 1–1,000,000,000; null for any number.</param>
public sealed record TokenTerms(
    string? Name, IReadOnlyCollection<string>? Scopes, DateTimeOffset? ExpiresAt = null, IReadOnlyCollection<string>? Origins = null, int? PerMinute = null, int? PerDay = null)
{
    /// <summary>Most origins of one token.</summary>
    public const int MaxOrigins = 20;

    private const int MaxName = 200, MaxPerMinute = 1_000_000, MaxPerDay = 1_000_000_000;

    /// <summary>The terms as they are kept, or everything that is wrong with them.</summary>
    internal Outcome<TokenTerms> Check(IReadOnlyList<FieldError> further)
    {
        var errors = new Fields();
        var name = NormalText.Of(Name ?? "").Trim();
        if (name.Length is 0 or > MaxName)
            errors.Add("name", "required", "Tên mã truy cập dài từ 1 đến 200 ký tự.", "The token's name has 1 to 200 characters.");
        var scopes = CheckScopes(errors);
        var origins = CheckOrigins(errors);
        // a page's script is read by whoever opens the page, and the key with it
        if (origins.Count > 0 && scopes.Exists(scope => scope != Nq72.Scheduler.Platform.Scopes.Read))
            errors.Add("origins", "originsScope", "Mã dùng trong trang web thì ai cũng thấy: chỉ được có quyền 'read'.", "A key that web pages use is seen by everyone: it may only have the scope 'read'.");
        CheckCount(errors, "perMinute", PerMinute, MaxPerMinute);
        CheckCount(errors, "perDay", PerDay, MaxPerDay);
        return errors.AreInvalid || further.Count > 0 ? Problem.Invalid([.. errors.Errors, .. further]) : this with { Name = name, Scopes = scopes, Origins = origins };
    }

    private List<string> CheckScopes(Fields errors)
    {
        var known = Nq72.Scheduler.Platform.Scopes.All;
        var scopes = (Scopes ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var scope in scopes.Where(scope => !known.Contains(scope)))
            errors.Add("scopes", "unknownScope", $"Không có quyền '{scope}'; có: {string.Join(", ", known)}.", $"There is no scope '{scope}'; there are: {string.Join(", ", known)}.");
        if (scopes.Count == 0)
            errors.Add("scopes", "required", "Hãy cho ít nhất một quyền.", "At least one scope is needed.");
        return scopes;
    }

    private List<string> CheckOrigins(Fields errors)
    {
        var given = (Origins ?? []).ToList();
        if (given.Count > MaxOrigins)
            errors.Add("origins", "tooMany", $"Nhiều nhất {MaxOrigins} địa chỉ web.", $"At most {MaxOrigins} origins.");
        if (given.Count > 1 && given.Contains(WebOrigin.Any))
            errors.Add("origins", "anyOrigin", "'*' là mọi trang web: ghi một mình nó, hoặc ghi từng địa chỉ.", "'*' means every site: give it alone, or name each origin.");
        var origins = new List<string>();
        for (var i = 0; i < given.Count; i++)
        {
            if (WebOrigin.Read(given[i]) is { } origin)
                origins.Add(origin);
            else
                errors.Add($"origins[{i}]", "origin", $"'{given[i]}' không phải địa chỉ gốc của trang web: ghi như https://example.vn, không có đường dẫn.", $"'{given[i]}' is no web origin: write it like https://example.vn, without a path.");
        }

        return [.. origins.Distinct(StringComparer.Ordinal)];
    }

    private static void CheckCount(Fields errors, string field, int? count, int max)
    {
        if (count is { } given && (given < 1 || given > max))
            errors.Add(field, "outOfRange", $"'{field}' từ 1 đến {max}; bỏ trống là không đặt riêng.", $"'{field}' is 1 to {max}; leave it out for none of its own.");
    }
}
