using Nq72.Testing.Databases;

namespace Nq72.Testing.Cms;

/// <summary>How a <see cref="CmsProcess"/> is set up.</summary>
public sealed record CmsSettings
{
    /// <summary>A token with every scope, which the program makes on its empty database.</summary>
    public const string BootstrapToken = "test-token-0123456789-0123456789-0123456789";

    /// <summary>The database it stands on; null for SQLite in a data directory of its own.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>The recipe of its first start: <c>none</c> for an empty system, <c>nq72</c> for the campaign, or a file.</summary>
    public string SetupRecipe { get; init; } = "none";

    /// <summary>Whether this node delivers.</summary>
    public bool Scheduler { get; init; } = true;

    /// <summary>Whether it may push to receivers on this machine.</summary>
    public bool AllowLoopback { get; init; } = true;

    /// <summary>Further settings by key, such as <c>Nq72:PublicUrl</c>; they win over the ones above.</summary>
    public IReadOnlyDictionary<string, string?> Further { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Everything as environment variables of the program.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Environment(string dataDirectory)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Provider"] = "Sqlite",
            ["Nq72:DataDirectory"] = dataDirectory,
            ["Nq72:SetupRecipe"] = SetupRecipe,
            ["Nq72:BootstrapToken"] = BootstrapToken,
            ["Nq72:Scheduler:Enabled"] = Scheduler ? "true" : "false",
            ["Nq72:Channels:AllowPrivateNetworks:0"] = AllowLoopback ? "127.0.0.0/8" : null,
        };
        foreach (var (key, value) in (Database?.Settings ?? settings).Concat(Further))
            settings[key] = value;
        return settings.Where(setting => setting.Value is not null)
            .Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!));
    }
}
