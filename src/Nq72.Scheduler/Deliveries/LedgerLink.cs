using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// One link of the ledger's chain: SHA-256 over the hash of the link before and the entry in canonical form. The form is a row of netstrings
/// (<c>7:attempt,</c>; <c>-,</c> for null) of UTF-8 text: <c>nq72-ledger-1</c>, the number, then the members in the order of this file;
/// ids in small letters, instants as microseconds since 1970 in UTC, enums by name, digests in small hexadecimal digits. Of free text
/// only a salted digest goes in, so that the text can be blanked for a person's sake and the chain still holds.
/// </summary>
internal static class LedgerLink
{
    public const int HashLength = 32;
    private const int SaltLength = 16;
    private const string Form = "nq72-ledger-1";

    /// <summary>What stands before the first link.</summary>
    public static byte[] Origin => new byte[HashLength];

    /// <summary>The link of an attempt.</summary>
    public static byte[] Of(byte[] previous, long seq, LedgerSubject subject, DeliveryAttempt attempt) => Hash(previous,
    [
        Form, Number(seq), "attempt", Id(attempt.Id), .. Subject(subject), Number(attempt.Number), Instant(attempt.StartedAt), Instant(attempt.EndedAt),
        attempt.Outcome.ToString(), attempt.Code?.ToString(), attempt.HttpStatus is { } status ? Number(status) : null, Digest(attempt.ExcerptDigest),
    ]);

    /// <summary>The link of a receipt.</summary>
    public static byte[] Of(byte[] previous, long seq, LedgerSubject subject, Receipt receipt) => Hash(previous,
    [
        Form, Number(seq), "receipt", Id(receipt.Id), .. Subject(subject), receipt.Kind.ToString(), Instant(receipt.At), receipt.By, Instant(receipt.RecordedAt), Digest(receipt.NoteDigest),
    ]);

    /// <summary>A salt and the digest of a text under it; nulls for no text.</summary>
    public static (byte[]? Salt, byte[]? Digest) Seal(string? text)
    {
        if (text is null)
            return (null, null);
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return (salt, DigestOf(salt, text));
    }

    /// <summary>Whether a text is the one that was sealed; a blanked one (no text, no salt) counts as such.</summary>
    public static bool IsSealed(string? text, byte[]? salt, byte[]? digest)
    {
        if (text is null || salt is null || digest is null)
            return text is null && salt is null;
        return DigestOf(salt, text).AsSpan().SequenceEqual(digest);
    }

    private static byte[] DigestOf(byte[] salt, string text) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]);

    private static string?[] Subject(LedgerSubject subject) =>
        [Id(subject.DeliveryId), Id(subject.IdempotencyKey), subject.Channel, subject.Destination, subject.ItemId, subject.Operation.ToString(), Instant(subject.DueAt)];

    private static byte[] Hash(byte[] previous, string?[] members)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        foreach (var member in members)
        {
            if (member is null)
            {
                hash.AppendData("-,"u8);
                continue;
            }

            var bytes = Encoding.UTF8.GetBytes(member);
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            hash.AppendData(bytes);
            hash.AppendData(","u8);
        }

        return hash.GetHashAndReset();
    }

    private static string Id(Guid id) => id.ToString("D");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => Number(instant.ToMicroseconds());

    private static string? Digest(byte[]? digest) => digest is null ? null : Convert.ToHexStringLower(digest);
}

/// <summary>What an entry is about: members of a delivery that never change.</summary>
internal sealed record LedgerSubject(Guid DeliveryId, Guid IdempotencyKey, string Channel, string Destination, string ItemId, Channels.DeliveryOperation Operation, DateTimeOffset DueAt)
{
    public static LedgerSubject Of(Delivery delivery) =>
        new(delivery.Id, delivery.IdempotencyKey, delivery.Channel, delivery.Destination, delivery.ItemId, delivery.Operation, delivery.DueAt);

    public static LedgerSubject Of(ClaimedDelivery delivery) =>
        new(delivery.Id, delivery.IdempotencyKey, delivery.Channel, delivery.Destination, delivery.ItemId, delivery.Operation, delivery.DueAt);
}
