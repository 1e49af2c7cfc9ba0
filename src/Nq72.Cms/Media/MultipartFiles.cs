using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>The files of a request's form, one after the other as they arrive: nothing is kept of them here.</summary>
internal static class MultipartFiles
{
    /// <summary>The form's reader; 415 for a body that is no form.</summary>
    public static Outcome<MultipartReader> Open(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= 70 } boundary)
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "notMultipart", new("Thân yêu cầu phải là multipart/form-data.", "The body must be multipart/form-data."));
        return new MultipartReader(boundary, request.Body);
    }

    /// <summary>The next file; null after the last one.</summary>
    public static async Task<(string Name, Stream Content)?> NextAsync(this MultipartReader form, CancellationToken cancellationToken)
    {
        while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                return (Name(disposition), section.Body);
        }

        return null;
    }

    /// <summary>400: the form ends in the middle, or is none.</summary>
    public static Problem CutOff => Problem.Malformed("multipartCutOff", new("Dữ liệu tải lên bị đứt giữa chừng", "The upload broke off"), new("Hãy tải lên lại.", "Upload it again."));

    private static string Name(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue ? disposition.FileNameStar.ToString() : HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
}
