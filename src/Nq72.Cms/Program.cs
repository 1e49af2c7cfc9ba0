using Nq72.Cms.CommandLine;
using Nq72.Cms.Media.Clips.Ffmpeg;
using Nq72.Cms.Media.Images.Workers;

// the child process that decodes images: it starts for every image, so nothing of the host is loaded before this
if (args is [ImageWorker.Verb])
    return ImageWorker.Run();
// and the one that becomes ffmpeg
if (args is [ClipLauncher.Verb, .. var words])
    return ClipLauncher.Run(words);
return await Nq72Commands.RunAsync(args);
