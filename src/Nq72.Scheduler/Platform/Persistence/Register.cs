using System.Data.Common;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// Sets of things that are put under a key of their own. Whoever puts one looks first whether it is there; two who look at once would both
/// add it, or both write over the same revision, and one of them would fail on the database's own guard. So they take turns
/// (<see cref="Work.WriteAloneAsync"/>): the second one finds what the first one left.
/// </summary>
public enum Register
{
    /// <summary>Occasions and holidays.</summary>
    Occasions = 1,

    /// <summary>Campaigns.</summary>
    Campaigns,

    /// <summary>Channels with their destinations.</summary>
    Channels,

    /// <summary>Planned peaks.</summary>
    Peaks,

    /// <summary>Content types and parts.</summary>
    ContentTypes,

    /// <summary>Places.</summary>
    Places,

    /// <summary>Taxonomies with their terms.</summary>
    Taxonomies,

    /// <summary>Settings of the site.</summary>
    Settings,

    /// <summary>Files of the media library: none is there twice.</summary>
    Media,

    /// <summary>Accounts and roles: somebody who administers stays.</summary>
    Accounts,

    /// <summary>How things are read out.</summary>
    Readings,

    /// <summary>When loudspeakers speak, and what is planned for them.</summary>
    Broadcasts,
}

internal static class RegisterTurns
{
    // any numbers of our own, one a register
    private const long First = 0x4E71_3732_0100;

    public static long KeyOf(Register register) => First + (long)register;

    /// <summary>Waits until no other transaction writes the register; nothing to do on SQLite, which has one writer.</summary>
    public static async Task TakeAsync(this Register register, DatabaseProvider provider, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (provider == DatabaseProvider.Sqlite)
            return;
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT pg_advisory_xact_lock(@key)";
        var key = command.CreateParameter();
        key.ParameterName = "key";
        key.Value = KeyOf(register);
        command.Parameters.Add(key);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
