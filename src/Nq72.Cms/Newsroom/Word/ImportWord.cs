using System.Xml;
using System.Xml.Linq;
using Nq72.Cms.Media;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>
/// Takes a Word document over as Markdown. Nothing is saved of the text: it goes to whoever asked, to look at. Its pictures go into the library as uploads do, so who is in them is still to be said.
/// </summary>
public sealed class ImportWord(UploadMedia upload)
{
    private const int MostPictures = 60;

    /// <summary>Reads it.</summary>
    /// <param name="content">Its bytes, at most 20 MB.</param>
    /// <param name="name">Its name; its pictures are named after it.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Gives up; pictures that are in the library stay there.</param>
    /// <returns>The text; or why it is not read: <c>wordNotDocx</c>, <c>wordOld</c>, <c>wordEncrypted</c>, <c>wordTooLarge</c>, <c>wordUnsafe</c>, <c>wordDamaged</c>, <c>wordEmpty</c>.</returns>
    public async Task<Outcome<WordText>> RunAsync(Stream content, string name, Actor actor, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        if (!await CopyAsync(content, bytes, cancellationToken))
            return WordProblems.TooLarge(WordPackage.MostBytes);
        var opened = WordPackage.Open(bytes);
        if (!opened.Succeeded)
            return opened.Problem;
        using var package = opened.Value;
        try
        {
            return await ReadAsync(package, name, actor, cancellationToken);
        }
        catch (WordLimitException limit)
        {
            return limit.Problem;
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException)
        {
            return WordProblems.Damaged;
        }
    }

    private async Task<Outcome<WordText>> ReadAsync(WordPackage package, string name, Actor actor, CancellationToken cancellationToken)
    {
        if ((await package.PartAsync(package.Document, cancellationToken))?.Element(W.Body) is not { } body)
            return WordProblems.Damaged;
        var losses = new WordLosses();
        var relations = await package.RelationsAsync(package.Document, cancellationToken);
        var styles = new WordStyles(await package.PartAsync("styles", cancellationToken));
        var numbering = new WordNumbering(await package.PartAsync("numbering", cancellationToken));
        var notes = new Dictionary<string, (XElement Note, WordInline Inline)>(StringComparer.Ordinal);
        foreach (var kind in new[] { "footnote", "endnote" })
        {
            var inNotes = new WordInline(styles, await package.RelationsAsync($"{kind}s", cancellationToken), new Dictionary<string, string>(StringComparer.Ordinal), losses);
            foreach (var note in (await package.PartAsync($"{kind}s", cancellationToken))?.Elements(W.Main + kind) ?? [])
                notes.TryAdd($"{kind} {(string?)note.Attribute(W.Id)}", (note, inNotes));
        }

        // all that is text is read by now: what is refused for it leaves no pictures behind
        var pictures = await PicturesAsync(package, body, relations, name, actor, cancellationToken);
        var inline = new WordInline(styles, relations, pictures, losses);
        var reader = new WordReader(styles, numbering, inline, losses);
        var blocks = reader.Read(body);
        for (var at = 0; at < inline.Notes.Count; at++)
        {
            if (notes.TryGetValue(inline.Notes[at], out var found))
                reader.AddNote(at + 1, found.Note, found.Inline);
        }

        return blocks.Count == 0 ? WordProblems.Empty : new WordText(WordMarkdown.Write(blocks), losses.All, pictures.Values.Distinct(StringComparer.Ordinal).Count());
    }

    // what is linked to outside of the file is never fetched; what the library does not take is missing here, and named where it stands
    private async Task<Dictionary<string, string>> PicturesAsync(
        WordPackage package, XElement body, IReadOnlyDictionary<string, (string Target, bool IsOutside)> relations, string name, Actor actor, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        var references = body.Descendants().Where(element => element.Name == W.Drawings + "blip" || element.Name.LocalName == "imagedata")
            .Select(element => (string?)element.Attribute(W.Relations + "embed") ?? (string?)element.Attribute(W.Relations + "id")).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var reference in references.Take(MostPictures))
        {
            if (!relations.TryGetValue(reference, out var to) || to.IsOutside || await package.PictureAsync(to.Target, cancellationToken) is not { } picture)
                continue;
            await using (picture)
            {
                var kept = await upload.RunAsync(picture, $"{Path.GetFileNameWithoutExtension(name)}-{taken.Count + 1}{Path.GetExtension(to.Target)}", actor, cancellationToken);
                if (kept.Succeeded && kept.Value.File.Kind == Media.Kinds.MediaKind.Image)
                    taken[reference] = kept.Value.File.Id;
            }
        }

        return taken;
    }

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[81_920];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (to.Length + read > WordPackage.MostBytes)
                return false;
            to.Write(buffer, 0, read);
        }

        return true;
    }
}
