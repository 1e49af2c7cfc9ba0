using System.Collections;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Admin;

/// <summary>The desk's words of one slice, by key, in Vietnamese and English. Registered as a singleton by the slice that shows them.</summary>
public sealed class UiTextTable : IEnumerable<KeyValuePair<string, LocalText>>
{
    private readonly Dictionary<string, LocalText> texts = new(StringComparer.Ordinal);

    /// <summary>Adds a text. <c>{0}</c>, <c>{1}</c>… are places for values.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, string vi, string en) => texts.Add(key, new(vi, en));

    public IEnumerator<KeyValuePair<string, LocalText>> GetEnumerator() => texts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>All the desk's words. Immutable, thread-safe.</summary>
public sealed class UiTextCatalog
{
    private readonly Dictionary<string, LocalText> texts = new(StringComparer.Ordinal);

    /// <summary>Joins the slices' tables; two slices that use one key are a mistake that shows at start-up.</summary>
    public UiTextCatalog(IEnumerable<UiTextTable> tables)
    {
        foreach (var (key, text) in tables.SelectMany(table => table))
            texts.Add(key, text);
    }

    /// <summary>Every key.</summary>
    public IReadOnlyCollection<string> Keys => texts.Keys;

    /// <summary>The text of a key; null when there is none.</summary>
    public LocalText? Find(string key) => texts.GetValueOrDefault(key);
}
