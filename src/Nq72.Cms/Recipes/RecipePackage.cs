using System.IO.Compression;
using Nq72.Cms.Media.Store;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes;

/// <summary>
/// A recipe with its files in one ZIP file, as Orchard Core's deployment plans write them: <c>Recipe.json</c> at the top, the rest where it says. Its names are
/// looked up and never written to, so none of them leads anywhere.
/// </summary>
public sealed class RecipePackage : RecipeFiles, IAsyncDisposable
{
    /// <summary>The recipe's name in the package.</summary>
    public const string RecipeName = "Recipe.json";

    /// <summary>How many bytes tell whether something is one.</summary>
    public const int BeginningLength = 4;

    private const int MostEntries = 200_000;
    private const int BufferLength = 128 * 1024;
    private readonly ZipArchive zip;
    private readonly BlobDraft? draft;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.OrdinalIgnoreCase);

    private RecipePackage(ZipArchive zip, BlobDraft? draft)
    {
        this.zip = zip;
        this.draft = draft;
        foreach (var entry in zip.Entries)
            entries.TryAdd(entry.FullName.Replace('\\', '/'), entry);
    }

    /// <summary>The recipe itself; null when the package has none.</summary>
    public RecipeFile? Recipe => Find(RecipeName);

    /// <summary>Whether what begins so is a ZIP file.</summary>
    public static bool IsOne(ReadOnlySpan<byte> beginning) => beginning.StartsWith("PK\x03\x04"u8) || beginning.StartsWith("PK\x05\x06"u8);

    /// <summary>Opens one that can be read back and forth.</summary>
    /// <param name="file">Is left open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Outcome<RecipePackage>> OpenAsync(Stream file, CancellationToken cancellationToken) => await OpenAsync(file, null, cancellationToken);

    /// <summary>Reads one that arrives, to the store's disk, where it goes with the package, or is swept after a kill.</summary>
    /// <param name="beginning">What was read of it already.</param>
    /// <param name="rest">What comes.</param>
    /// <param name="store">Where there is room.</param>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Outcome<RecipePackage>> ReceiveAsync(ReadOnlyMemory<byte> beginning, Stream rest, IBlobStore store, long most, CancellationToken cancellationToken)
    {
        var received = await store.BeginAsync(cancellationToken);
        var opened = default(Outcome<RecipePackage>?);
        try
        {
            await received.WriteAsync(beginning, cancellationToken);
            var buffer = new byte[BufferLength];
            int read;
            while ((read = await rest.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (received.Length + read > most)
                    return TooLarge(most);
                await received.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            opened = await OpenAsync(received.Look(), received, cancellationToken);
            return opened.Value;
        }
        finally
        {
            if (opened is not { Succeeded: true })
                await received.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public override RecipeFile? Find(string path) => entries.GetValueOrDefault(path) is { } entry ? new RecipeFile(entry.Length, async cancellationToken => await entry.OpenAsync(cancellationToken)) : null;

    /// <summary>413.</summary>
    public static Problem TooLarge(long most) => new(413, "tooLarge", new("Gói quá lớn", "The package is too large"), new(
        $"Nhiều nhất {most} byte ({RecipeOptions.Section}:{nameof(RecipeOptions.MaxPackageBytes)}).", $"At most {most} bytes ({RecipeOptions.Section}:{nameof(RecipeOptions.MaxPackageBytes)})."));

    public async ValueTask DisposeAsync()
    {
        await zip.DisposeAsync();
        if (draft is not null)
            await draft.DisposeAsync();
    }

    private static async Task<Outcome<RecipePackage>> OpenAsync(Stream file, BlobDraft? kept, CancellationToken cancellationToken)
    {
        ZipArchive archive;
        try
        {
            archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            // reads the list of entries
            if (archive.Entries.Count > MostEntries)
                return Shape("recipePackageTooMany", $"Gói có quá nhiều tệp (nhiều nhất {MostEntries}).", $"The package has too many files (at most {MostEntries}).");
        }
        catch (InvalidDataException)
        {
            return Shape("recipePackageDamaged", "Gói ZIP bị hỏng hoặc thiếu phần cuối.", "The ZIP file is damaged, or its end is missing.");
        }

        var package = new RecipePackage(archive, kept);
        return package.Recipe is null ? Shape("recipePackageEmpty", $"Gói không có {RecipeName} ở ngoài cùng.", $"There is no {RecipeName} at the top of the package.") : package;
    }

    private static Problem Shape(string code, string vi, string en) => new(422, code, new("Tệp không phải gói công thức", "The file is not a recipe package"), new(vi, en));
}
