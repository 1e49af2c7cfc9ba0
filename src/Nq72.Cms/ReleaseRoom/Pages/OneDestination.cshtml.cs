using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>One destination of a channel: where it is, whether it answers, a test push, its signing secrets.</summary>
public sealed class OneDestination(ChannelQueries queries, PutChannel put, TestChannel test) : DeskPage
{
    /// <summary>The channel.</summary>
    public ChannelView Channel { get; private set; } = null!;

    /// <summary>The destination.</summary>
    public DestinationView Destination { get; private set; } = null!;

    /// <summary>Its JSON name in what was sent, at which its errors stand.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Its name as typed.</summary>
    public string? GivenName { get; private set; }

    /// <summary>Its address as typed.</summary>
    public string? GivenUrl { get; private set; }

    /// <summary>What a test that was just sent came to.</summary>
    public DestinationTest? Tested { get; private set; }

    /// <summary>Secrets that were made just now: this once.</summary>
    public IReadOnlyList<(string Destination, string Secret)> NewSecrets { get; private set; } = [];

    /// <summary>What people call it.</summary>
    public string Name => Destination.Name.Length > 0 ? Destination.Name : Destination.Key;

    /// <summary>What people call the channel.</summary>
    public string ChannelName => Channel.DisplayName.Length > 0 ? Channel.DisplayName : Channel.Name;

    /// <summary>Whether nothing is sent to it until somebody says so.</summary>
    public bool CanStart => Destination.State is DestinationState.Stopped or DestinationState.Open;

    /// <summary>Whether pushes to it are signed.</summary>
    public bool IsSigned => Channel.Transport == TransportKind.Webhook && Destination.Url is not null;

    public async Task<IActionResult> OnGetAsync(string name, string key, CancellationToken cancellationToken)
    {
        var found = await queries.GetAsync(name, cancellationToken);
        return found.Succeeded && Take(found.Value, key) ? Page() : NotFound();
    }

    /// <summary>Changes its name and address.</summary>
    public Task<IActionResult> OnPostAsync(string name, string key, string? title, string? url, CancellationToken cancellationToken)
    {
        (GivenName, GivenUrl) = (title, url);
        return PutAsync(name, key, known => known with { Name = title, Url = string.IsNullOrWhiteSpace(url) ? null : url.Trim() }, "destination.saved", cancellationToken);
    }

    /// <summary>Starts one that is stopped or does not answer again.</summary>
    public Task<IActionResult> OnPostStartAsync(string name, string key, CancellationToken cancellationToken) =>
        PutAsync(name, key, known => known with { State = DestinationState.Ok }, "destination.started", cancellationToken);

    /// <summary>Makes a second secret, shown this once.</summary>
    public Task<IActionResult> OnPostBeginAsync(string name, string key, CancellationToken cancellationToken) =>
        PutAsync(name, key, known => known with { Rotate = SecretRotation.Begin }, "destination.saved", cancellationToken);

    /// <summary>Drops the older of two secrets.</summary>
    public Task<IActionResult> OnPostFinishAsync(string name, string key, CancellationToken cancellationToken) =>
        PutAsync(name, key, known => known with { Rotate = SecretRotation.Finish }, "destination.finished", cancellationToken);

    /// <summary>Sends a push that is marked as a test.</summary>
    public async Task<IActionResult> OnPostTestAsync(string name, string key, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Admin))
            return Refused();
        var tested = await test.ExecuteAsync(name, new TestInput(key), Actor, cancellationToken);
        if (tested.Succeeded)
            Tested = tested.Value.Destinations[0];
        else if (tested.Problem.Status == StatusCodes.Status404NotFound)
            return NotFound();
        else
            Show(tested.Problem);
        return await OnGetAsync(name, key, cancellationToken);
    }

    // a channel is put whole: what is not changed here is put back as it is read
    private async Task<IActionResult> PutAsync(string name, string key, Func<DestinationInput, DestinationInput> change, string notice, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Admin))
            return Refused();
        var found = await queries.GetAsync(name, cancellationToken);
        if (!found.Succeeded || !Take(found.Value, key))
            return NotFound();
        var outcome = await put.ExecuteAsync(name, With(found.Value, key, change), Actor, cancellationToken);
        if (!outcome.Succeeded)
        {
            Show(outcome.Problem);
            return Page();
        }

        NewSecrets = [.. outcome.Value.Destinations.Where(known => known.Secret is not null).Select(known => (new ChannelNames([outcome.Value]).OfDestination(name, known.Key), known.Secret!))];
        if (NewSecrets.Count == 0)
            return Done($"/admin/channels/{name}/{key}", notice);
        // shown this once: not by a redirect, not kept by the browser
        Response.Headers.CacheControl = "no-store";
        (GivenName, GivenUrl) = (null, null);
        return Take(outcome.Value, key) ? Page() : NotFound();
    }

    private static ChannelInput With(ChannelView channel, string key, Func<DestinationInput, DestinationInput> change) => new(
        channel.Format, channel.Transport, [.. channel.Destinations.Select(known => new DestinationInput(known.Key, known.Name, known.Url, Place: known.Place)).Select(known => known.Key == key ? change(known) : known)],
        channel.DisplayName, channel.Lead, channel.Limits, channel.Note, channel.Deduplicates);

    private bool Take(ChannelView channel, string key)
    {
        Channel = channel;
        foreach (var (index, known) in channel.Destinations.Index().Where(entry => entry.Item.Key == key))
            (Destination, Place) = (known, $"destinations[{index}]");
        return Destination is not null;
    }
}
