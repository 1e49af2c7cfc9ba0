using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Pages;

/// <summary>
/// Takes the files of the desk's form, as they arrive: the framework would first write the whole form to the disk. So the token against forgery, which
/// stands first in the form, is checked here.
/// </summary>
[IgnoreAntiforgeryToken, DisableRequestSizeLimit, LeaveForm]
public sealed class UploadFiles(ReceiveMedia receive, ReplaceMedia replace, IAntiforgery antiforgery) : DeskPage
{
    private const string TokenField = "__RequestVerificationToken", TokenHeader = "RequestVerificationToken";
    private const int TokenLength = 2_000;

    /// <summary>What became of each file.</summary>
    public IReadOnlyList<MediaUploadResult> Results { get; private set; } = [];

    protected override string? NeededScope => Scopes.Write;

    public IActionResult OnGet() => Redirect("/admin/media");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var form = MultipartFiles.Open(Request);
        if (!form.Succeeded)
            return Refuse(form.Problem);
        try
        {
            if (!await IsOursAsync(form.Value, cancellationToken))
                return BadRequest();
            return Request.Query["replace"] is [{ Length: > 0 } id] ? await ReplaceAsync(id, form.Value, cancellationToken) : await ReceiveAsync(form.Value, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException and not BadHttpRequestException or InvalidDataException)
        {
            return Refuse(MultipartFiles.CutOff);
        }
    }

    private async Task<IActionResult> ReceiveAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        var received = await receive.ReadAsync(form, Actor, cancellationToken);
        if (!received.Succeeded)
            return Refuse(received.Problem);
        Results = (await receive.ShowAsync(received.Value, T.Language, cancellationToken)).Items;
        if (WantsRegion)
            return Partial("_UploadResults", Results);
        return Results.All(result => result.Media is not null) ? Done("/admin/media", "media.uploaded", Results.Count) : Page();
    }

    private async Task<IActionResult> ReplaceAsync(string id, MultipartReader form, CancellationToken cancellationToken)
    {
        if (await form.NextAsync(cancellationToken) is not { } file)
            return Refuse(Problem.Invalid("file", "required", "Không có tệp nào trong yêu cầu.", "There is no file in the request."));
        var replaced = await replace.RunAsync(id, file.Content, file.Name, Actor, cancellationToken);
        return replaced.Succeeded ? Done($"/admin/media/{id}", "media.replaced") : Refuse(replaced.Problem);
    }

    private IActionResult Refuse(Problem problem)
    {
        Show(problem);
        return WantsRegion ? Partial("_Problem") : Page();
    }

    private async Task<bool> IsOursAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        if (Request.Headers[TokenHeader].Count == 0)
        {
            if (await form.ReadNextSectionAsync(cancellationToken) is not { } first || first.GetContentDispositionHeader()?.Name.Value?.Trim('"') != TokenField)
                return false;
            var token = new byte[TokenLength];
            var length = await first.Body.ReadAtLeastAsync(token, token.Length, throwOnEndOfStream: false, cancellationToken);
            Request.Headers[TokenHeader] = System.Text.Encoding.ASCII.GetString(token, 0, length);
        }

        return await antiforgery.IsRequestValidAsync(HttpContext);
    }

    /// <summary>Keeps the framework from reading the form.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class LeaveFormAttribute : Attribute, IResourceFilter
    {
        public void OnResourceExecuting(ResourceExecutingContext context)
        {
            context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
            context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
            context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        }

        public void OnResourceExecuted(ResourceExecutedContext context)
        {
            // nothing to put back
        }
    }
}
