using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Channels;

/// <summary>Finds everything that is wrong with a channel before it is saved.</summary>
internal sealed class ChannelCheck(FormatNames formats, AddressPolicy addresses, TimeProvider clock)
{
    private static readonly TimeSpan LongestLead = TimeSpan.FromDays(7);
    private static readonly TimeSpan LookupPatience = TimeSpan.FromSeconds(3);
    private const int MostDestinations = 1000;

    public async Task<Problem?> FindProblemAsync(string name, ChannelInput input, CancellationToken cancellationToken)
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
            await CheckAsync(fields, $"destinations[{index}]", destination, cancellationToken);
        foreach (var twice in destinations.Index().GroupBy(entry => entry.Item.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            fields.Add($"destinations[{twice.Last().Index}].key", "duplicate", $"Nơi nhận '{twice.Key}' có hai lần.", $"The destination '{twice.Key}' is named twice.");
        return fields.AreInvalid ? fields.Problem : null;
    }

    private async Task CheckAsync(Fields fields, string at, DestinationInput destination, CancellationToken cancellationToken)
    {
        fields.Key($"{at}.key", destination.Key);
        fields.Optional($"{at}.name", destination.Name, 200);
        fields.Optional($"{at}.place", destination.Place, 64);
        if (destination is { Secret: not null, Secrets: not null })
            fields.Add($"{at}.secrets", "secrets", "Chỉ dùng một trong secret và secrets.", "Give either secret or secrets.");
        if (destination.Secrets is { Count: 0 or > 2 })
            fields.Add($"{at}.secrets", "secrets", "Một hoặc hai khóa ký.", "One or two secrets.");
        foreach (var secret in (destination.Secrets ?? []).Append(destination.Secret).Where(secret => secret is not null))
        {
            if (!DestinationSecrets.IsValid(secret))
                fields.Add($"{at}.secret", "secret", "Khóa ký phải là whsec_ và base64 của 24–64 byte.", "A secret is whsec_ and base64 of 24 to 64 bytes.");
        }

        if (destination.Url is { } url)
            await CheckUrlAsync(fields, $"{at}.url", url, cancellationToken);
    }

    private async Task CheckUrlAsync(Fields fields, string field, string url, CancellationToken cancellationToken)
    {
        if (url.Length > 2000 || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            fields.Add(field, "url", $"'{url}' không phải địa chỉ http(s) đầy đủ.", $"'{url}' is not a complete http(s) address without user or fragment.");
            return;
        }

        // a name that does not resolve today may do so tomorrow: the connection is checked again
        using var patience = new CancellationTokenSource(LookupPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var found = await AddressPolicy.ResolveAsync(uri.IdnHost, either.Token);
            if (found.FirstOrDefault(address => !addresses.Allows(address)) is { } refused)
            {
                fields.Add(field, "privateAddress",
                    $"'{uri.Host}' trỏ tới địa chỉ nội bộ {refused}; chỉ gửi được khi {ChannelOptions.Section}:AllowPrivateNetworks cho phép dải đó.",
                    $"'{uri.Host}' leads to the private address {refused}; that takes its range in {ChannelOptions.Section}:AllowPrivateNetworks.");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // the name server is slow; see above
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
