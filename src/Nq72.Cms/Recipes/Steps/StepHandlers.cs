using Nq72.Cms.Recipes.Orchard;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

using Handler = Func<IServiceProvider, StepRun, CancellationToken, Task<Outcome<Done>>>;

/// <summary>Which step is done by whom: the one place that knows all of them.</summary>
internal static class StepHandlers
{
    private static readonly Dictionary<string, Handler> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        [SettingsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<SettingsStep>().RunAsync(step, cancellationToken),
        [RolesStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<RolesStep>().RunAsync(step, cancellationToken),
        [DefinitionsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<DefinitionsStep>().RunAsync(step, cancellationToken),
        [PlacesStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<PlacesStep>().RunAsync(step, cancellationToken),
        [BroadcastsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<BroadcastsStep>().RunAsync(step, cancellationToken),
        [ReadingsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<ReadingsStep>().RunAsync(step, cancellationToken),
        [ContentStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<ContentStep>().RunAsync(step, cancellationToken),
        [OrchardMedia.Step] = static (services, step, cancellationToken) => services.GetRequiredService<MediaStep>().RunAsync(step, cancellationToken),
        [OccasionsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<OccasionsStep>().RunOccasionsAsync(step, cancellationToken),
        [OccasionsStep.HolidaysName] = static (services, step, cancellationToken) => services.GetRequiredService<OccasionsStep>().RunHolidaysAsync(step, cancellationToken),
        [CampaignsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<CampaignsStep>().RunAsync(step, cancellationToken),
        [SamplesStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<SamplesStep>().RunAsync(step, cancellationToken),
        [ChannelsStep.Name] = static (services, step, cancellationToken) => services.GetRequiredService<ChannelsStep>().RunAsync(step, cancellationToken),
    };

    // steps that Orchard Core has, and why they are not done here, said in words
    private static readonly Dictionary<string, string> NotDone = new(StringComparer.OrdinalIgnoreCase)
    {
        ["feature"] = "tính năng có sẵn, không cần bật. / Features are built in; there is nothing to enable.",
        ["themes"] = "giao diện đặt ở settings (Theme). / The theme is named in the settings.",
        ["layers"] = "không có lớp và tiện ích (widget). / There are no layers and widgets.",
        ["queries"] = "truy vấn là API có sẵn. / Queries are what the API offers.",
        ["AdminMenu"] = "trình đơn của bàn biên tập là cố định. / The desk's menu is fixed.",
        ["Templates"] = "mẫu Liquid không dùng ở đây. / Liquid templates are not used here.",
        ["WorkflowType"] = "quy trình là duyệt bài có sẵn. / The workflow is the review that is built in.",
        ["custom-settings"] = "không có thiết lập tự tạo. / There are no custom settings.",
        ["deployment"] = "dùng xuất công thức thay cho kế hoạch triển khai. / Export a recipe instead of a deployment plan.",
        ["recipes"] = "công thức gọi công thức khác chưa được; hãy chạy từng tệp. / Recipes that call recipes are not supported; run each file.",
    };

    /// <summary>What does a step, in a scope of its own; null when nobody knows the step.</summary>
    public static Handler? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Why a step is not done; null when there is nothing to say but that it is unknown.</summary>
    public static string? Reason(string name) => NotDone.GetValueOrDefault(name);

    /// <summary>Registers everything that steps are made of.</summary>
    public static void AddTo(IServiceCollection services)
    {
        foreach (var type in new[]
        {
            typeof(StepFacts), typeof(SettingsStep), typeof(RolesStep), typeof(DefinitionsStep), typeof(PlacesStep), typeof(OccasionsStep), typeof(CampaignsStep), typeof(ChannelsStep), typeof(MediaStep), typeof(ReadingsStep), typeof(BroadcastsStep),
            typeof(SamplesStep), typeof(ContentStep), typeof(ContentPlanner), typeof(ContentChecks), typeof(SlugWishes), typeof(ContentChunk), typeof(ReviewPath),
        })
            services.AddScoped(type);
    }
}
