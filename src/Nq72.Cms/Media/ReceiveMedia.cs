using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>Takes the files of a form into the library, each by itself: one that is refused does not hold up the others.</summary>
public sealed class ReceiveMedia(UploadMedia upload, MediaQueries queries, IOptions<MediaOptions> options)
{
    /// <summary>What became of each; a problem when the form itself cannot be read or holds no file.</summary>
    public async Task<Outcome<IReadOnlyList<(string Name, Outcome<UploadMedia.Result> Outcome)>>> RunAsync(HttpRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var form = MultipartFiles.Open(request);
        return form.Succeeded ? await ReadAsync(form.Value, actor, cancellationToken) : form.Problem;
    }

    /// <summary>The same of what is left of a form.</summary>
    internal async Task<Outcome<IReadOnlyList<(string Name, Outcome<UploadMedia.Result> Outcome)>>> ReadAsync(MultipartReader form, Actor actor, CancellationToken cancellationToken)
    {
        var results = new List<(string, Outcome<UploadMedia.Result>)>();
        try
        {
            while (await form.NextAsync(cancellationToken) is { } file)
            {
                if (results.Count == options.Value.FilesAtOnce)
                {
                    results.Add((file.Name, TooMany));
                    break;
                }

                var taken = await upload.RunAsync(file.Content, file.Name, actor, cancellationToken);
                results.Add((file.Name, taken));
                // the rest of it would be sent for nothing
                if (taken.Problem is { Status: 413 or 507 })
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException and not BadHttpRequestException or InvalidDataException)
        {
            if (results.Count == 0)
                return MultipartFiles.CutOff;
            results.Add(("", MultipartFiles.CutOff));
        }

        return results.Count == 0 ? Problem.Invalid("file", "required", "Không có tệp nào trong yêu cầu.", "There is no file in the request.") : results;
    }

    /// <summary>The answer: 201 when every file was taken, 200 when some were, and the problem of the first when none was.</summary>
    public async Task<IResult> AnswerAsync(IReadOnlyList<(string Name, Outcome<UploadMedia.Result> Outcome)> results, string language, CancellationToken cancellationToken)
    {
        var shown = await ShowAsync(results, language, cancellationToken);
        if (!results.Any(result => result.Outcome.Succeeded) && results[0].Outcome.Problem is { } first)
            return new ProblemResult(results.Count == 1 ? first : first with { Extensions = new Dictionary<string, object?>(first.Extensions, StringComparer.Ordinal) { ["items"] = shown.Items } });
        return Results.Json(shown, Json.Options, statusCode: results.All(result => result.Outcome.Succeeded) ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    internal async Task<MediaUploads> ShowAsync(IReadOnlyList<(string Name, Outcome<UploadMedia.Result> Outcome)> results, string language, CancellationToken cancellationToken)
    {
        var files = await queries.ShowAsync([.. results.Where(result => result.Outcome.Succeeded).Select(result => result.Outcome.Value!.File)], language, cancellationToken);
        var views = files.DistinctBy(file => file.Id, StringComparer.Ordinal).ToDictionary(file => file.Id, StringComparer.Ordinal);
        return new([.. results.Select(result => result.Outcome switch
        {
            { Succeeded: true, Value: { } taken } => new MediaUploadResult(result.Name, views[taken.File.Id], !taken.IsNew, null),
            var refused => new MediaUploadResult(result.Name, null, false, Refusal(refused.Problem!, language)),
        })]);
    }

    private static MediaRefusal Refusal(Problem problem, string language) => new(problem.Status, problem.Code, problem.Title.In(language), problem.Detail?.In(language));

    private Problem TooMany => new(413, "mediaTooMany", new("Quá nhiều tệp trong một lần", "Too many files at once"), new(
        $"Mỗi lần nhiều nhất {options.Value.FilesAtOnce} tệp; hãy gửi phần còn lại lần sau.", $"At most {options.Value.FilesAtOnce} files at once; send the rest afterwards."));
}
