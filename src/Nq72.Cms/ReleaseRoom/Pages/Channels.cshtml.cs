using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>Where content goes: each channel with its state, and what is missing where one cannot be used.</summary>
public sealed class Channels(ChannelQueries queries, ProbeChannel probe) : DeskPage
{
    public IReadOnlyList<ChannelView> Rows { get; private set; } = [];

    /// <summary>What a probe that was just asked for found.</summary>
    public ProbeView? Probed { get; private set; }

    /// <summary>The text that sums a probe up: a channel may be stopped although each of its destinations can be reached.</summary>
    public static string Heading(ProbeView probe) =>
        probe.Ok ? "channels.probeOk" : probe.Destinations.All(destination => destination.Ok) ? "channels.probeNotReady" : "channels.probeNotOk";

    /// <summary>A destination's name for people.</summary>
    public static string NameOf(ChannelView channel, string key) => new ChannelNames([channel]).OfDestination(channel.Name, key);

    /// <summary>Whether a destination is in trouble: then the list stands open.</summary>
    public static bool HasTrouble(ChannelView channel) => channel.Destinations.Any(destination => destination.State is DestinationState.Open or DestinationState.Stopped);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = (await queries.ListAsync(PageRequest.First, cancellationToken)).Items;
        return Page();
    }

    public async Task<IActionResult> OnPostProbeAsync(string? name, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish))
            return Refused();
        var found = await probe.ExecuteAsync(name ?? "", cancellationToken);
        if (found.Succeeded)
            Probed = found.Value;
        else
            Show(found.Problem);
        return await OnGetAsync(cancellationToken);
    }
}
