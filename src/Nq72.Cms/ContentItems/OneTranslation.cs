using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.ContentItems;

/// <summary>In a localization set there is one item of a type in a language, those in the trash left out. The database holds it (a unique index).</summary>
public static class OneTranslation
{
    private const string Index = "ix_content_item_localization_set_lang_type";
    private const string Columns = "content_item.localization_set, content_item.lang, content_item.type";

    /// <summary>Whether another item has this one's place.</summary>
    public static Task<bool> IsTakenAsync(this CmsDb db, ContentItem item, CancellationToken cancellationToken) => db.ContentItems.AnyAsync(
        other => other.LocalizationSet == item.LocalizationSet && other.Lang == item.Lang && other.Type == item.Type && other.TrashedAt == null && other.Id != item.Id, cancellationToken);

    /// <summary>Writes what the contexts hold. False when somebody took the place since it was looked at: the work must then be given up.</summary>
    public static async Task<bool> TryTakeAsync(this Work work, CancellationToken cancellationToken)
    {
        try
        {
            await work.FlushAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.IsOn(Index, Columns))
        {
            return false;
        }
    }
}
