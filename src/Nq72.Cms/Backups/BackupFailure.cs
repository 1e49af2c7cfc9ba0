namespace Nq72.Cms.Backups;

/// <summary>Why a backup or a restore was not carried out: one line for the person at the command line, Vietnamese / English.</summary>
internal sealed class BackupFailure(string message) : Exception(message);
