using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Media.Uploads;

namespace Nq72.Cms.Media;

/// <summary>Registers the media library.</summary>
internal static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IBlobStore, FileBlobStore>();
        services.AddImages().AddClips();
        services.AddSingleton<MediaWorkBell>().AddScoped<MediaWorkLedger>().AddScoped<KeepRenditions>().AddScoped<LeasedWork>().AddScoped<RenderMedia>().AddScoped<MakeClips>().AddScoped<RetryMedia>().AddScoped<PutCaptions>().AddScoped<DropCaptions>().AddScoped<ChoosePoster>();
        return services.AddScoped<MediaIntake>().AddScoped<UploadMedia>().AddScoped<ReceiveMedia>().AddScoped<ReplaceMedia>().AddScoped<DescribeMedia>().AddScoped<DeleteMedia>().AddScoped<WithdrawConsent>().AddScoped<SweepMedia>()
            .AddScoped<MediaUse>().AddScoped<MediaQueries>().AddScoped<PublicMediaReader>().AddScoped<ServeMedia>()
            .AddScoped<BeginUpload>().AddScoped<ContinueUpload>().AddScoped<DropUpload>().AddScoped<FindUpload>();
    }
}
