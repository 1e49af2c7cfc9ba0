using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Nq72.Scheduler.Channels;

/// <summary>Signing secrets: made, checked, and kept encrypted. Thread-safe.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0 (<c>whsec_</c> and base64 of 24 to 64 bytes).</remarks>
internal sealed class DestinationSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private const int NewLength = 32;

    private readonly IDataProtector protector = protection.CreateProtector(Destination.SecretPurpose);

    /// <summary>A new secret.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewLength));

    /// <summary>Whether the text is a secret that receivers' libraries take.</summary>
    public static bool IsValid(string? secret) => TryReadKey(secret, out _);

    /// <summary>The bytes that sign.</summary>
    public static bool TryReadKey(string? secret, out byte[] key)
    {
        key = [];
        if (secret is null || !secret.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var buffer = new byte[128];
        if (secret.Length > 120 || !Convert.TryFromBase64String(secret[Prefix.Length..], buffer, out var length) || length is < 24 or > 64)
            return false;
        key = buffer[..length];
        return true;
    }

    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>The secrets in the clear; those that this installation's keys no longer open are left out.</summary>
    public IReadOnlyList<string> Unprotect(IReadOnlyList<string> secrets)
    {
        var clear = new List<string>(secrets.Count);
        foreach (var secret in secrets)
        {
            try
            {
                clear.Add(protector.Unprotect(secret));
            }
            catch (CryptographicException)
            {
                // the key ring was lost: without a secret its deliveries say so, and saving the channel makes a new one
            }
        }

        return clear;
    }
}
