using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Loudspeaker;

/// <summary>What a text becomes when it is read out. Reads, and writes nothing.</summary>
public sealed class SpeakText(CmsDb db, SpeakBlocks blocks)
{
    /// <summary>Most characters of a text.</summary>
    public const int MaxText = 50_000;

    private const string Vietnamese = "vi";
    private const string InPlaceOf = "{place}";

    /// <summary>What is to be read out.</summary>
    /// <param name="Text">As written, plain or Markdown; 1–50,000 characters.</param>
    /// <param name="Lang">Its language; default <c>vi</c>. Other languages are not changed.</param>
    /// <param name="Place">Code of the commune whose loudspeakers read it: its name stands for <c>{place}</c>, as in the fixed sentences of scripts.</param>
    /// <param name="Item">Id of the item that the text is of: what was kept for it counts too.</param>
    public sealed record Request(string? Text, string? Lang = null, string? Place = null, string? Item = null);

    /// <summary>A text with what it becomes.</summary>
    /// <param name="Text">What was read; places in findings and changes count in it.</param>
    /// <param name="Read">What it became.</param>
    public sealed record Result(string Text, SpokenText Read);

    /// <summary>Reads it; 422 with every error: <c>required</c>, <c>tooLong</c>, <c>unknownLanguage</c>, <c>unknownPlace</c>, <c>unknownItem</c>.</summary>
    public async Task<Outcome<Result>> RunAsync(Request request, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var text = fields.Required("text", request.Text, MaxText);
        var lang = string.IsNullOrEmpty(request.Lang) ? Vietnamese : request.Lang;
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        if (!LanguageTags.IsKnown(lang, site))
            fields.Add("lang", "unknownLanguage", $"Không có ngôn ngữ '{lang}'.", $"There is no language '{lang}'.");
        var place = string.IsNullOrEmpty(request.Place) ? null : await db.Places.AsNoTracking().SingleOrDefaultAsync(row => row.Code == request.Place, cancellationToken);
        if (place is null && !string.IsNullOrEmpty(request.Place))
            fields.Add("place", "unknownPlace", $"Không có địa bàn '{request.Place}'.", $"There is no place '{request.Place}'.");
        if (request.Item is { } item && !await db.ContentItems.AnyAsync(row => row.Id == item, cancellationToken))
            fields.Add("item", "unknownItem", $"Không có nội dung '{item}'.", $"There is no item '{item}'.");
        if (fields.AreInvalid)
            return fields.Problem;
        if (place is not null)
            text = text.Replace(InPlaceOf, place.FullName, StringComparison.Ordinal);
        return new Result(text, (await blocks.RunAsync([new(text, lang, request.Item)], site, cancellationToken))[0]);
    }
}
