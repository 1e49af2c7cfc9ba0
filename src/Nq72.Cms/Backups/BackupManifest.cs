using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Backups;

/// <summary>What a backup holds: the last entry of its file, so that a file with a manifest is a whole one.</summary>
/// <param name="Form">Form of the file; <see cref="CurrentForm"/>.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="Provider">Its database.</param>
/// <param name="MadeAt">When its state was.</param>
/// <param name="Incarnation">Which life of the installation it is of.</param>
/// <param name="Migrations">The schema, by context.</param>
/// <param name="LedgerSeq">Where the ledger's chain ended.</param>
/// <param name="LedgerHash">The hash of that link, in hexadecimal digits: kept apart, it proves later that nothing was cut off.</param>
/// <param name="Parts">Everything else in the file.</param>
internal sealed record BackupManifest(
    string Form, string Program, DatabaseProvider Provider, DateTimeOffset MadeAt, string Incarnation,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Migrations, long LedgerSeq, string LedgerHash, IReadOnlyList<BackupPart> Parts)
{
    /// <summary>The form that this program writes and reads.</summary>
    public const string CurrentForm = "nq72-backup-1";

    /// <summary>Name of the manifest's entry.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>Name of the entry with an SQLite database.</summary>
    public const string SqliteEntry = "database/nq72.db";

    /// <summary>Entries of PostgreSQL's tables are named so, the table's name after.</summary>
    public const string TablePrefix = "database/";

    /// <summary>Entries of files in the data directory are named so, their path in it after.</summary>
    public const string FilePrefix = "files/";

    /// <summary>Folders of the data directory that are backed up.</summary>
    public static readonly IReadOnlyList<string> Folders = ["media", "outgoing"];
}

/// <summary>One entry of the file.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal digits.</param>
/// <param name="Columns">For a table of PostgreSQL: its columns in the order of the bytes.</param>
internal sealed record BackupPart(string Name, long Bytes, string Sha256, IReadOnlyList<string>? Columns = null);
