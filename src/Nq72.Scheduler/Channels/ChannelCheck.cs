using System.Net;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Channels;

/// <summary>Finds everything that is wrong with a channel before it is saved.</summary>
internal sealed class ChannelCheck(FormatNames formats, AddressPolicy addresses, TimeProvider clock)
{
    private static readonly TimeSpan LongestLead = TimeSpan.FromDays(7);
    private static readonly TimeSpan LookupPatience = TimeSpan.FromSeconds(3);
    private const int MostDestinations = 1000;
    private const int LookupsAtATime = 16;

    // RFC 1035 §2.3.4, without the root's dot
    private const int LongestName = 253;

    /// <summary>What is wrong by itself; null when nothing is.</summary>
    public Problem? FindProblem(string name, ChannelInput input)
    {
        var fields = new Fields();
        fields.Key("name", name);
        fields.Optional("displayName", input.DisplayName, 200);
        fields.Optional("note", input.Note, 2000);
        if (input.Format is null || !formats.Names.Contains(input.Format))
            fields.Add("format", "unknownFormat", $"Không có định dạng '{input.Format}'; có: {string.Join(", ", formats.Names)}.", $"There is no format '{input.Format}'; there are: {string.Join(", ", formats.Names)}.");
        if (input.Transport is null)
            fields.Add("transport", "required", "Kênh cần cách truyền: webhook, fileDrop hoặc pull.", "A channel needs a transport: webhook, fileDrop or pull.");
        if (input.Lead is { } lead && (lead < TimeSpan.Zero || lead > LongestLead))
            fields.Add("lead", "range", "Gửi trước từ 0 đến 7 ngày.", "The lead is between 0 and 7 days.");
        CheckRange(fields, "limits.concurrency", input.Limits?.Concurrency, 32);
        CheckRange(fields, "limits.perMinute", input.Limits?.PerMinute, 6000);
        CheckRange(fields, "limits.timeoutSeconds", input.Limits?.TimeoutSeconds, 25);

        var destinations = input.Destinations ?? [];
        if (destinations.Count > MostDestinations)
            fields.Add("destinations", "tooMany", $"Nhiều nhất {MostDestinations} nơi nhận.", $"At most {MostDestinations} destinations.");
        foreach (var (index, destination) in destinations.Take(MostDestinations).Index())
            Check(fields, $"destinations[{index}]", destination);
        foreach (var twice in destinations.Index().Where(entry => entry.Item is not null).GroupBy(entry => entry.Item.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"destinations[{twice.Last().Index}].key", "duplicate", $"Nơi nhận '{twice.Key}' có hai lần.", $"The destination '{twice.Key}' is named twice.");
        return fields.AreInvalid ? fields.Problem : null;
    }

    /// <summary>
    /// Which addresses lead to where nothing may be sent; null when none does. Asks the name server, three seconds at most: call it before
    /// the pen is taken.
    /// </summary>
    public async Task<Problem?> FindPrivateAsync(ChannelInput input, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        using var patience = new CancellationTokenSource(LookupPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var hosts = (input.Destinations ?? []).Index().Take(MostDestinations).Where(entry => entry.Item?.Url is { } url && IsUrl(url))
            .ToLookup(entry => new Uri(entry.Item.Url!).IdnHost, entry => entry.Index, StringComparer.OrdinalIgnoreCase);
        foreach (var some in hosts.Chunk(LookupsAtATime))
        {
            var refused = await Task.WhenAll(some.Select(async host => (Host: host, Address: await FindRefusedAsync(host.Key, either.Token, cancellationToken))));
            foreach (var (host, index, address) in refused.Where(found => found.Address is not null).SelectMany(found => found.Host.Select(index => (found.Host.Key, index, found.Address))))
            {
                fields.Add($"destinations[{index}].url", "privateAddress",
                    $"'{host}' trỏ tới địa chỉ nội bộ {address}; chỉ gửi được khi {ChannelOptions.Section}:AllowPrivateNetworks cho phép dải đó.",
                    $"'{host}' leads to the private address {address}; that takes its range in {ChannelOptions.Section}:AllowPrivateNetworks.");
            }
        }

        return fields.AreInvalid ? fields.Problem : null;
    }

    private static void Check(Fields fields, string at, DestinationInput? destination)
    {
        if (destination is null)
        {
            fields.Add(at, "required", "Nơi nhận không được để trống.", "A destination is required here.");
            return;
        }

        fields.Key($"{at}.key", destination.Key);
        fields.Optional($"{at}.name", destination.Name, 200);
        fields.Optional($"{at}.place", destination.Place, 64);
        if (destination is { Secret: not null, Secrets: not null })
            fields.Add($"{at}.secrets", "secrets", "Chỉ dùng một trong secret và secrets.", "Give either secret or secrets.");
        if (destination.Rotate is not null && (destination.Secret is not null || destination.Secrets is not null))
            fields.Add($"{at}.rotate", "secrets", "Không đổi khóa cùng lúc với đặt khóa.", "Either rotate or give secrets.");
        if (destination.Secrets is { Count: 0 or > 2 })
            fields.Add($"{at}.secrets", "secrets", "Một hoặc hai khóa ký.", "One or two secrets.");
        if (destination.Secret is not null && !DestinationSecrets.IsValid(destination.Secret))
            AddSecret($"{at}.secret");
        foreach (var (index, _) in (destination.Secrets ?? []).Index().Where(entry => !DestinationSecrets.IsValid(entry.Item)))
            AddSecret($"{at}.secrets[{index}]");
        if (destination.Url is { } url && !IsUrl(url))
            fields.Add($"{at}.url", "url", $"'{url}' không phải địa chỉ http(s) đầy đủ.", $"'{url}' is not a complete http(s) address without user or fragment.");

        void AddSecret(string field) => fields.Add(field, "secret", "Khóa ký phải là whsec_ và base64 của 24–64 byte.", "A secret is whsec_ and base64 of 24 to 64 bytes.");
    }

    private static bool IsUrl(string url) =>
        url.Length <= 2000 && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
        && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && uri.IdnHost.Length <= LongestName;

    // a name that does not resolve today may do so tomorrow: every connection is checked again
    private async Task<IPAddress?> FindRefusedAsync(string host, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            return Array.Find(await AddressPolicy.ResolveAsync(host, patience), address => !addresses.Allows(address));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static void CheckRange(Fields fields, string field, int? value, int max)
    {
        if (value is { } given && (given < 1 || given > max))
            fields.Add(field, "range", $"'{field}' phải từ 1 đến {max}.", $"'{field}' must be between 1 and {max}.");
    }
}

/// <summary>The formats that a channel may have; the host says which.</summary>
internal sealed record FormatNames(IReadOnlyList<string> Names);
