namespace Nq72.Scheduler.Platform;

/// <summary>The scopes of tokens and roles, as the API names them. Each is also the name of an authorization policy.</summary>
public static class Scopes
{
    /// <summary>Partners: the delivery side, where the installation asks for a token.</summary>
    public const string Read = "read";

    /// <summary>As-of answers and drafts.</summary>
    public const string Preview = "preview";

    /// <summary>Writing and handing in one's own drafts.</summary>
    public const string Write = "write";

    /// <summary>Approving and returning.</summary>
    public const string Approve = "approve";

    /// <summary>The timeline and releases.</summary>
    public const string Publish = "publish";

    /// <summary>Commune confirmations.</summary>
    public const string Operate = "operate";

    /// <summary>Everything, including channels, users and tokens.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope.</summary>
    public static readonly IReadOnlySet<string> All =
        new HashSet<string>(StringComparer.Ordinal) { Read, Preview, Write, Approve, Publish, Operate, Admin };
}
