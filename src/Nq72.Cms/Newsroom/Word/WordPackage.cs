using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>
/// The parts of a .docx, read within limits that no text comes near: what a part unpacks to is counted while it is read, whatever the archive says of it; XML has no DTD and a bounded depth. Nothing outside of the file is
/// ever read. Source: ECMA-376 part 2 (packages), part 1 §11 (WordprocessingML).
/// </summary>
internal sealed partial class WordPackage : IDisposable
{
    /// <summary>Bytes that are taken at most.</summary>
    public const long MostBytes = 20_000_000;

    private const int MostEntries = 2_000, MostDepth = 200, MostElements = 1_000_000, MostAttributes = 200;
    private const long MostXml = 30_000_000, MostPicture = 20_000_000, MostUnpacked = 100_000_000;
    private static readonly byte[] OleMark = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly XNamespace Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries;
    private long unpacked;

    private WordPackage(ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, string document)
    {
        this.archive = archive;
        this.entries = entries;
        Document = document;
    }

    /// <summary>Name of the part that holds the text: <c>document</c>, but for files that were written in a browser.</summary>
    public string Document { get; }

    /// <summary>Opens it; a problem for what is no Word document, or too much of one.</summary>
    public static Outcome<WordPackage> Open(MemoryStream content)
    {
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (bytes.StartsWith(OleMark))
            return bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? WordProblems.Encrypted : WordProblems.Old;
        if (!bytes.StartsWith("PK"u8))
            return WordProblems.NotWord;
        ZipArchive? opened = null;
        try
        {
            opened = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (opened.Entries.Count > MostEntries)
                return Refuse(opened, WordProblems.Unsafe("có quá nhiều phần", "it has too many parts"));
            var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in opened.Entries)
            {
                if (!parts.TryAdd(entry.FullName, entry))
                    return Refuse(opened, WordProblems.Unsafe("một phần có hai lần", "a part is there twice"));
            }

            var texts = parts.Keys.Select(name => Text().Match(name)).Where(match => match.Success).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);
            return texts.FirstOrDefault() is { } text ? new WordPackage(opened, parts, text) : Refuse(opened, WordProblems.NotWord);
        }
        catch (InvalidDataException)
        {
            opened?.Dispose();
            return WordProblems.Damaged;
        }
    }

    /// <summary>A part, such as <c>styles</c>; null when there is none.</summary>
    public Task<XElement?> PartAsync(string name, CancellationToken cancellationToken) => XmlAsync($"word/{name}.xml", cancellationToken);

    /// <summary>Where a part's references lead: the part within the file, or an address outside of it.</summary>
    public async Task<IReadOnlyDictionary<string, (string Target, bool IsOutside)>> RelationsAsync(string part, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (string, bool)>(StringComparer.Ordinal);
        foreach (var relation in (await XmlAsync($"word/_rels/{part}.xml.rels", cancellationToken))?.Elements(Packages + "Relationship") ?? [])
        {
            if ((string?)relation.Attribute("Id") is { } id && (string?)relation.Attribute("Target") is { } target)
                found[id] = (target, (string?)relation.Attribute("TargetMode") == "External");
        }

        return found;
    }

    /// <summary>A picture's bytes; null when it is not in the file.</summary>
    /// <param name="target">As a reference of the text names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MemoryStream?> PictureAsync(string target, CancellationToken cancellationToken)
    {
        var name = target.StartsWith('/') ? target[1..] : $"word/{target}";
        if (name.Split('/').Contains("..") || !entries.TryGetValue(name, out var entry))
            return null;
        await using var packed = await entry.OpenAsync(cancellationToken);
        return await CopyAsync(packed, MostPicture, cancellationToken);
    }

    public void Dispose() => archive.Dispose();

    private async Task<MemoryStream> CopyAsync(Stream packed, long most, CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await packed.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Count(read);
            all.Write(buffer, 0, read);
            if (all.Length > most)
                throw WordLimitException.Because("một phần bung ra quá lớn", "a part unpacks to too much");
        }

        all.Position = 0;
        return all;
    }

    private async Task<XElement?> XmlAsync(string name, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(name, out var entry))
            return null;
        await using var packed = await entry.OpenAsync(cancellationToken);
        using var all = await CopyAsync(packed, MostXml, cancellationToken);
        // what deep nesting costs is stack, and what many elements cost is memory: both are known before any of it is kept
        using (var scout = Reader(all))
        {
            for (var elements = 0; scout.Read();)
            {
                if (scout.Depth > MostDepth)
                    throw WordLimitException.Because("XML lồng quá sâu", "its XML nests too deep");
                if (scout.NodeType == XmlNodeType.Element && (++elements > MostElements || scout.AttributeCount > MostAttributes))
                    throw WordLimitException.Because("XML có quá nhiều phần tử", "its XML has too many elements");
            }
        }

        all.Position = 0;
        using var reader = Reader(all);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
    }

    private static XmlReader Reader(Stream content) => XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });

    private void Count(int bytes)
    {
        unpacked += bytes;
        if (unpacked > MostUnpacked)
            throw WordLimitException.Because("tệp bung ra quá lớn", "it unpacks to too much");
    }

    [GeneratedRegex("^word/(?<name>document[0-9]{0,3})\\.xml$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Text();

    private static Problem Refuse(ZipArchive opened, Problem problem)
    {
        opened.Dispose();
        return problem;
    }
}
