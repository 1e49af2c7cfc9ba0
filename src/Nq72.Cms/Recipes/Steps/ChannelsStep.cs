using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>
/// <c>Nq72Channels</c>: channels and destinations. A recipe adds and renames; an address that people entered, and destinations that it does
/// not name, stay. Secrets never stand in a recipe.
/// </summary>
internal sealed class ChannelsStep(SchedulerDb db, UnitOfWork unitOfWork, ChannelQueries queries, PutChannel put)
{
    /// <summary>The step's name.</summary>
    public const string Name = "Nq72Channels";

    public async Task<Outcome<Done>> RunAsync(StepRun step, CancellationToken cancellationToken)
    {
        var given = step.Body.Objects("Channels").Select(channel => Read(step, channel)).ToList();
        // before the pen is taken: a slow name server must not hold the deliveries up
        foreach (var (at, _, input) in given.Where(channel => channel.Input is not null && !step.IsDryRun))
        {
            if (await put.LookUpAsync(input!, cancellationToken) is { } refused)
                at.Add(refused);
        }

        if (step.IsInvalid)
            return step.Problem;
        await using var work = await unitOfWork.BeginAsync(WritePriority.Bulk, cancellationToken);
        var before = await RevisionsAsync(cancellationToken);
        foreach (var (at, name, input) in given)
        {
            var known = (await queries.GetAsync(name, cancellationToken)).Value;
            var written = await put.WriteAsync(name, Merge(input!, known), step.Actor, cancellationToken);
            if (written.Problem is { } problem)
                at.Add(problem);
            foreach (var destination in written.Value?.Destinations.Where(destination => destination.Secret is not null) ?? [])
                step.Report.Note($"{at.Path}: nơi nhận '{destination.Key}' có khóa ký mới mà chưa ai biết; hãy đặt lại khóa ở kênh '{name}'. / A secret was made; set one that the receiver knows.");
        }

        if (step.IsInvalid)
            return step.Problem;
        await work.CommitAsync(cancellationToken);
        var after = await RevisionsAsync(cancellationToken);
        foreach (var name in given.Select(channel => channel.Name).Distinct(StringComparer.Ordinal))
            step.Report.Count(!before.ContainsKey(name), before.GetValueOrDefault(name) != after[name]);
        return Done.Value;
    }

    private static (RecipeObject At, string Name, ChannelInput? Input) Read(StepRun step, RecipeObject channel)
    {
        var name = channel.RequiredText("Name");
        foreach (var destination in channel.Objects("Destinations").Where(destination => destination.Any("Secret") is not null || destination.Any("Secrets") is not null))
            destination.Error("Secret", "secretInRecipe", "Khóa ký không được để trong công thức; đặt ở kênh sau khi chạy.", "Secrets never stand in a recipe; set them on the channel afterwards.");
        return (channel, name, step.Read<ChannelInput>(channel, channel.Node));
    }

    private static ChannelInput Merge(ChannelInput input, ChannelView? known)
    {
        if (known is null)
            return input;
        var given = (input.Destinations ?? []).Select(destination => destination.Url is null ? destination with { Url = known.Destinations.FirstOrDefault(other => other.Key == destination.Key)?.Url } : destination).ToList();
        given.AddRange(known.Destinations.Where(destination => !given.Exists(other => other.Key == destination.Key))
            .Select(destination => new DestinationInput(destination.Key, destination.Name, destination.Url, Place: destination.Place)));
        return input with { Destinations = given, Limits = input.Limits ?? known.Limits, Deduplicates = input.Deduplicates ?? known.Deduplicates };
    }

    private Task<Dictionary<string, int>> RevisionsAsync(CancellationToken cancellationToken) =>
        db.Set<Channel>().AsNoTracking().ToDictionaryAsync(channel => channel.Name, channel => channel.Revision, StringComparer.Ordinal, cancellationToken);
}
