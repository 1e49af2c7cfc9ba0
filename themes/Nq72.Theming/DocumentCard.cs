namespace Nq72.Theming;

/// <summary>An official text.</summary>
public sealed record DocumentCard
{
    /// <summary>Id of the content item.</summary>
    public required string Id { get; init; }

    /// <summary>Number as printed (<c>72-NQ/TW</c>); null: it has none yet.</summary>
    public string? Number { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>BCP 47 tag of the language of title, kind and issuer.</summary>
    public required string Lang { get; init; }

    /// <summary>Kind of text (<c>Nghị quyết</c>); null: not given.</summary>
    public string? Kind { get; init; }

    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>Date of issue; null: not dated.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>The document's page; null: it has none.</summary>
    public string? Url { get; init; }

    /// <summary>The file; null: none is kept.</summary>
    public DocumentFile? File { get; init; }
}

/// <summary>A document's file.</summary>
/// <param name="Url">Path or absolute address.</param>
/// <param name="Kind">Kind for readers (<c>PDF</c>).</param>
/// <param name="Bytes">Size in bytes; null: not known.</param>
public sealed record DocumentFile(string Url, string Kind, long? Bytes);
