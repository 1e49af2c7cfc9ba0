using System.Security.Cryptography;
using System.Text.Json;

namespace Nq72.Cms.Platform.Epochs;

/// <summary>
/// Which life of the installation this is. A restore from a backup begins a new one: what readers kept from the lost time (validators,
/// cursors) bears another name and is not believed. Read once, at the start. Thread-safe.
/// </summary>
public sealed class Incarnation
{
    /// <summary>The setting that keeps it; a migration makes the first one.</summary>
    public const string Key = "incarnation";

    private string id = "";

    /// <summary>Its name: hexadecimal digits.</summary>
    public string Id => Volatile.Read(ref id);

    /// <summary>A name that was never used.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    internal void Read(string document) => Volatile.Write(ref id, JsonDocument.Parse(document).RootElement.GetProperty("id").GetString()!);
}
