using System.Net;
using Microsoft.Extensions.Configuration;

namespace Nq72.Scheduler.Channels;

/// <summary>Settings of channels.</summary>
public sealed class ChannelOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Nq72:Channels";

    /// <summary>Networks that may be sent to although they are private, loopback or link-local (CIDR); none by default.</summary>
    public IReadOnlyList<IPNetwork> AllowPrivateNetworks { get; init; } = [];

    /// <summary>Reads the section; a list may be given as such or as one value with commas.</summary>
    /// <exception cref="InvalidOperationException">A network is not in CIDR form.</exception>
    public static ChannelOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection($"{Section}:{nameof(AllowPrivateNetworks)}");
        var given = (section.Value ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(section.GetChildren().Select(child => child.Value ?? ""));
        return new ChannelOptions
        {
            AllowPrivateNetworks =
            [
                .. given.Select(text => IPNetwork.TryParse(text, out var network)
                    ? network
                    : throw new InvalidOperationException($"{section.Path}: '{text}' is not a network such as 127.0.0.0/8.")),
            ],
        };
    }
}
