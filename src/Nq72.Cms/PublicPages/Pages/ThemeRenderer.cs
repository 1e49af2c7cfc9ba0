using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages.Pages;

/// <summary>Renders a page model with the views of the installation's theme: <c>/Views/{theme}/{model}.cshtml</c>.</summary>
public sealed class ThemeRenderer(IRazorViewEngine engine, IModelMetadataProvider metadata, ITempDataDictionaryFactory tempData, IServiceProvider services)
{
    /// <summary>The page as UTF-8.</summary>
    public async Task<byte[]> RenderAsync(string theme, ThemePage model, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var http = new DefaultHttpContext { RequestServices = services };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var found = engine.GetView(null, $"/Views/{theme}/{model.GetType().Name}.cshtml", isMainPage: true);
        found.EnsureSuccessful(null);
        await using var text = new StringWriter();
        var data = new ViewDataDictionary(metadata, new ModelStateDictionary()) { Model = model };
        await found.View!.RenderAsync(new ViewContext(action, found.View, data, tempData.GetTempData(http), text, new HtmlHelperOptions()));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
