using System.ComponentModel.DataAnnotations;

namespace Nq72.Cms.Accounts;

/// <summary>Settings of accounts.</summary>
public sealed class AccountOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Accounts";

    /// <summary>Wrong passwords or codes in a row after which an account rests.</summary>
    public const int TriesBeforeRest = 5;

    /// <summary>For how long it rests.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    /// <summary>Shortest password, in characters, 8–128; default 12.</summary>
    [Range(8, 128)]
    public int PasswordMinLength { get; set; } = 12;

    /// <summary>Hours for which an invitation can be used, 1–720; default 72.</summary>
    [Range(1, 720)]
    public int InvitationHours { get; set; } = 72;

    /// <summary>Hours for which a link that resets a password can be used, 1–72; default 2.</summary>
    [Range(1, 72)]
    public int ResetHours { get; set; } = 2;
}
