using Nq72.Cms.Previews;

namespace Nq72.Cms.Tests.Previews;

/// <summary>Nothing but what was signed is believed, down to the bit.</summary>
public sealed class PreviewSecretTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly Guid Id = Guid.Parse("01890000-0000-7000-8000-00000000abcd");
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    [Fact]
    public void Read_gives_back_what_was_signed()
    {
        var secret = PreviewSecret.Write(Id, "a1b2c3", Key);

        Assert.Equal(48, secret.Length);
        Assert.All(secret, character => Assert.Contains(character, Alphabet));
        Assert.Equal(Id, PreviewSecret.Read(secret, "a1b2c3", Key));
    }

    [Fact]
    public void Read_believes_no_other_character_anywhere()
    {
        var secret = PreviewSecret.Write(Id, "a1b2c3", Key);
        for (var place = 0; place < secret.Length; place++)
        {
            foreach (var other in Alphabet.Where(character => character != secret[place]))
                Assert.Null(PreviewSecret.Read($"{secret[..place]}{other}{secret[(place + 1)..]}", "a1b2c3", Key));
        }
    }

    [Fact]
    public void Read_believes_no_other_length_life_or_key()
    {
        var secret = PreviewSecret.Write(Id, "a1b2c3", Key);

        for (var length = 0; length < secret.Length; length++)
            Assert.Null(PreviewSecret.Read(secret[..length], "a1b2c3", Key));
        foreach (var longer in new[] { secret + "A", secret + "=", " " + secret, secret + "\n", secret + secret })
            Assert.Null(PreviewSecret.Read(longer, "a1b2c3", Key));
        // blanks are skipped by decoders
        Assert.Null(PreviewSecret.Read($"{secret[..47]} ", "a1b2c3", Key));
        Assert.Null(PreviewSecret.Read(secret, "a1b2c4", Key));
        Assert.Null(PreviewSecret.Read(secret, "a1b2c3", [.. Key.Reverse()]));
        Assert.NotEqual(secret, PreviewSecret.Write(Id, "a1b2c3", [.. Key.Reverse()]));
    }
}
