using System.CommandLine;
using Nq72.Cms.Composition;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Posters;
using Nq72.Cms.Posters.Drawing;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.CommandLine;

/// <summary><c>poster --item ID|--text TEXT|--all --template KEY --to FILE</c>: a slogan as a picture or a print file.</summary>
internal static class PosterCommand
{
    private const int MostSlogans = 100;

    public static Command Make()
    {
        var item = new Option<string?>("--item") { Description = "Mã nội dung. / Item." };
        var text = new Option<string?>("--text") { Description = "Chữ bất kỳ, thay cho nội dung. / Any text instead of an item." };
        var all = new Option<bool>("--all") { Description = "Mọi khẩu hiệu: một tờ xem nhanh (PNG), hoặc với --format mỗi khẩu hiệu một tệp, --to là thư mục. / Every slogan: on one sheet (PNG), or with --format one file each in the folder --to." };
        var template = new Option<string>("--template") { Description = "Khóa của mẫu, như a3. / Template, such as a3.", Required = true };
        var to = new Option<string>("--to") { Description = "Tệp ghi ra; đuôi .svg, .pdf, .png là định dạng. / File; its ending says the format.", Required = true };
        var format = new Option<string?>("--format") { Description = "Định dạng, với --all. / Format, with --all." };
        var lang = new Option<string?>("--lang") { Description = "Ngôn ngữ (BCP 47). / Language." };
        var occasion = new Option<string?>("--occasion") { Description = "Khóa của ngày, dịp ghi kèm. / Occasion to name." };
        var authority = new Option<string?>("--authority") { Description = "Cơ quan phát hành, với --text. / Who publishes, with --text." };
        var width = new Option<int?>("--width") { Description = "Chiều rộng PNG của mẫu in, điểm ảnh (100–6000). / Width of the PNG of a print template." };
        var command = new Command("poster", "Áp phích của một khẩu hiệu. / Poster of a slogan.") { item, text, all, template, to, format, lang, occasion, authority, width };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(result =>
        {
            var ways = (result.GetValue(item) is null ? 0 : 1) + (string.IsNullOrWhiteSpace(result.GetValue(text)) ? 0 : 1) + (result.GetValue(all) ? 1 : 0);
            if (ways != 1)
                result.AddError("Cho biết đúng một: --item, --text hoặc --all. / Give one of --item, --text and --all.");
        });
        command.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await StartUp.OpenAsync(app.Services, cancellationToken);
            await using var services = app.Services.CreateAsyncScope();
            var posters = services.ServiceProvider.GetRequiredService<RenderPoster>();
            var (key, target) = (parsed.GetValue(template)!, parsed.GetValue(to)!);
            if (parsed.GetValue(all))
            {
                await WriteAllAsync(services.ServiceProvider, parsed.GetValue(format), target, key, parsed.GetValue(width), cancellationToken);
                return 0;
            }

            var content = parsed.GetValue(text) is { } words
                ? await posters.ContentOfTextAsync(words, parsed.GetValue(lang) ?? "vi", parsed.GetValue(authority), cancellationToken)
                : await posters.ContentAsync(parsed.GetValue(item)!, parsed.GetValue(lang), parsed.GetValue(occasion), cancellationToken);
            var file = content.Succeeded ? await posters.RunAsync(content.Value, key, Path.GetExtension(target).TrimStart('.').ToLowerInvariant(), parsed.GetValue(width), cancellationToken) : content.Problem;
            await WriteAsync(target, file, cancellationToken);
            return 0;
        }));
        return command;
    }

    private static async Task WriteAllAsync(IServiceProvider services, string? format, string target, string template, int? width, CancellationToken cancellationToken)
    {
        var (posters, items) = (services.GetRequiredService<RenderPoster>(), services.GetRequiredService<ItemQueries>());
        var contents = new List<(string Slug, PosterContent Content)>();
        foreach (var type in (await services.GetRequiredService<SiteCatalog>().GetAsync(cancellationToken)).Sections.Slogans)
        {
            var page = await items.ListAsync(new ItemQueries.Filter(type, null, Limit: MostSlogans), cancellationToken);
            foreach (var slogan in page.Value?.Items ?? [])
            {
                var content = await posters.ContentAsync(slogan.Id, null, null, cancellationToken);
                // what was taken back is passed over: it is not to be shown
                if (content.Problem?.Code != "retracted")
                    contents.Add((slogan.Slug, content.Succeeded ? content.Value : throw Refusal.Of(content.Problem)));
            }
        }

        // 2 before 10
        contents.Sort((one, other) => one.Slug.Length != other.Slug.Length ? one.Slug.Length.CompareTo(other.Slug.Length) : string.CompareOrdinal(one.Slug, other.Slug));
        if (format is null)
        {
            await WriteSheetAsync(posters, contents.ConvertAll(content => content.Content), target, template, width, cancellationToken);
            return;
        }

        Directory.CreateDirectory(target);
        foreach (var (slug, content) in contents)
            await WriteAsync(Path.Combine(target, $"{slug}.{format}"), await posters.RunAsync(content, template, format, width, cancellationToken), cancellationToken);
    }

    private static async Task WriteSheetAsync(RenderPoster posters, List<PosterContent> contents, string target, string template, int? width, CancellationToken cancellationToken)
    {
        var drawings = new List<PosterDrawing>();
        foreach (var content in contents)
        {
            var drawn = await posters.DrawAsync(content, template, cancellationToken);
            drawings.Add(drawn.Succeeded ? drawn.Value : throw Refusal.Of(drawn.Problem));
        }

        if (drawings.Count == 0)
            throw new StartUpException("Chưa có khẩu hiệu nào. / There are no slogans.");
        await WriteAsync(target, new PosterFile(target, "image/png", RenderPoster.Sheet(drawings, width)), cancellationToken);
    }

    private static async Task WriteAsync(string target, Outcome<PosterFile> file, CancellationToken cancellationToken)
    {
        if (!file.Succeeded)
            throw Refusal.Of(file.Problem);
        try
        {
            await File.WriteAllBytesAsync(target, file.Value.Bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"Không ghi được tệp '{target}': {exception.Message} / The file cannot be written.");
        }

        Console.WriteLine(target);
    }
}
