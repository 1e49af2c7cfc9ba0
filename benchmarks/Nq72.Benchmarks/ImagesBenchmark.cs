using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Nq72.Cms.Media.Images;
using Nq72.Testing;

namespace Nq72.Benchmarks;

/// <summary>
/// What a reporter's phone photo costs: four WebP widths and a JPEG out of twelve megapixels, against Debian's <c>vipsthumbnail</c> asked for
/// the same five files; then AVIF alone, and the probe that an upload waits for.
/// </summary>
internal static class ImagesBenchmark
{
    private const int JpegWidth = 1280;
    private const string Media = "/api/v1/manage/media";

    private static readonly int[] Widths = [320, 640, 1280, 1920];

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder("nq72-benchmark-images-");
        var width = Scale.Of(4000, 400);
        var photo = await PhotoAsync(folder, width);
        var processor = new VipsImageProcessor(new ImageOptions { WallSeconds = 300, CpuSeconds = 300 }, NullLogger<VipsImageProcessor>.Instance);
        var (ours, theirs, avif, probe) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (peak, avifPeak) = (0L, 0L);
        IReadOnlyList<RenditionWish> wishes = [new(RenditionShape.Whole, RenditionFormat.Webp, Widths), new(RenditionShape.Whole, RenditionFormat.Jpeg, [JpegWidth])];
        // the first round fills the system's caches
        var rounds = Scale.Of(5, 1);
        for (var round = 0; round <= rounds; round++)
        {
            var counts = round > 0;
            peak = Math.Max(peak, await MeasureAsync(ours, counts, () => RenderAsync(processor, photo, folder, wishes)));
            await MeasureAsync(theirs, counts, () => VipsThumbnailAsync(photo, folder));
            avifPeak = Math.Max(avifPeak, await MeasureAsync(avif, counts, () => RenderAsync(processor, photo, folder, [new(RenditionShape.Whole, RenditionFormat.Avif, Widths)])));
            await MeasureAsync(probe, counts, async () => (await processor.ProbeAsync(photo, CancellationToken.None)).Succeeded ? 0 : throw new InvalidOperationException("The photo is refused."));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Photo of {width * (width * 3L / 4) / 1_000_000.0:0.##} megapixels with position, {new FileInfo(photo).Length >> 10} KB: four WebP widths and a JPEG {Median(ours):F2} s (vipsthumbnail {Median(theirs):F2} s, ratio {Median(ours) / Median(theirs):F2}), child's peak {peak >> 20} MB; four AVIF widths {Median(avif):F2} s, peak {avifPeak >> 20} MB; probe {Median(probe) * 1000:F0} ms"));
        foreach (var file in Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Path.GetFileName(file)} {new FileInfo(file).Length >> 10} KB"));
        await UploadAsync(photo);
    }

    // the whole way: sent to an installation of its own, looked into, kept, rendered in every shape, kept again, told of; then AVIF
    private static async Task UploadAsync(string photo)
    {
        await using var installation = await Installation.StartAsync("--Nq72:Media:Images:WallSeconds=300", "--Nq72:Media:Images:CpuSeconds=300");
        var (answered, ready, all) = (new List<double>(), new List<double>(), new List<double>());
        var rounds = Scale.Of(5, 1);
        for (var round = 0; round <= rounds; round++)
        {
            // other bytes each time: the same ones would be the same file
            byte[] bytes = [.. await File.ReadAllBytesAsync(photo), (byte)round];
            var began = Stopwatch.GetTimestamp();
            using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "photo.jpg" } };
            using var answer = await installation.Http.PostAsync(new Uri(Media, UriKind.Relative), form);
            var id = (string)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["items"]![0]!["media"]!["id"]!;
            var until = new[] { Stopwatch.GetElapsedTime(began), await UntilAsync(installation, began, id, media => (string?)media["state"] == "ready"), await UntilAsync(installation, began, id, media => media["work"]!.AsArray().Count == 0) };
            if (round == 0)
                continue;
            foreach (var (times, span) in new[] { answered, ready, all }.Zip(until))
                times.Add(span.TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The same photo uploaded: answered after {Median(answered):F2} s, ready (20 files) after {Median(ready):F2} s, with AVIF after {Median(all):F2} s"));
    }

    private static async Task<TimeSpan> UntilAsync(Installation installation, long began, string id, Func<JsonNode, bool> isThere)
    {
        while (!isThere(await installation.SendAsync(HttpMethod.Get, $"{Media}/{id}")))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<long> MeasureAsync(List<double> times, bool counts, Func<Task<long>> work)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await work();
        if (counts)
            times.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return result;
    }

    private static async Task<long> RenderAsync(VipsImageProcessor processor, string photo, TemporaryFolder folder, IReadOnlyList<RenditionWish> wishes)
    {
        var made = await processor.RenderAsync(new RenderRequest { SourcePath = photo, OutputFolder = folder.Path, Wishes = wishes }, CancellationToken.None);
        return made.Succeeded ? made.Value.PeakBytes : throw new InvalidOperationException($"The photo is refused: {made.Problem.Code}");
    }

    private static async Task<long> VipsThumbnailAsync(string photo, TemporaryFolder folder)
    {
        foreach (var width in Widths)
            await RunAsync("vipsthumbnail", photo, "--size", $"{width}x>", "-o", folder.Combine($"vipsthumbnail-{width}.webp[Q=75,strip]"));
        await RunAsync("vipsthumbnail", photo, "--size", $"{JpegWidth}x>", "-o", folder.Combine($"vipsthumbnail-{JpegWidth}.jpg[Q=78,optimize-coding,strip]"));
        return 0;
    }

    // light and shade in large shapes, leaves in small ones, a sensor's noise on all of it
    private static async Task<string> PhotoAsync(TemporaryFolder folder, int width)
    {
        var height = width * 3 / 4;
        var random = new Random(72);
        var plain = folder.Combine("photo.ppm");
        await using (var file = File.Create(plain))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6 {width} {height} 255\n")));
            var row = new byte[width * 3];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var shade = (60 * Math.Sin(x / 410.0) * Math.Cos(y / 290.0)) + (18 * Math.Sin((x * y) / 9000.0)) + (14 * Math.Sin(x / 7.0) * Math.Sin(y / 5.0)) + random.Next(-6, 7);
                    for (var band = 0; band < 3; band++)
                        row[(x * 3) + band] = (byte)Math.Clamp(90 + (band * 25) + shade + (30.0 * y / height), 0, 255);
                }

                await file.WriteAsync(row);
            }
        }

        var photo = folder.Combine("photo.jpg");
        await RunAsync("vips", "jpegsave", plain, photo, "--Q", "90");
        await RunAsync("exiftool", "-q", "-overwrite_original", "-GPSLatitude=21.8537", "-GPSLatitudeRef=N", "-GPSLongitude=106.7610", "-GPSLongitudeRef=E", "-Make=Phone", "-Orientation#=6", photo);
        File.Delete(plain);
        return photo;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
