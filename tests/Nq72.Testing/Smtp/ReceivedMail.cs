namespace Nq72.Testing.Smtp;

/// <summary>What a mail server took.</summary>
/// <param name="From">The address of MAIL FROM.</param>
/// <param name="To">The addresses of RCPT TO.</param>
/// <param name="Data">The message as it came, dots unstuffed.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether it came over TLS.</summary>
    public bool IsEncrypted { get; init; }
}
