using System.Buffers;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Addresses of the web and of mail: nobody can write along, so they are left out with a remark.</summary>
internal static class AddressReader
{
    private const int MaxLocal = 64;
    private const int MaxHost = 255;

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n");
    private static readonly SearchValues<char> EndOfAddress = SearchValues.Create(" \t\n<>\"“”)]}|⟦⟧");
    private static readonly SearchValues<string> Signs = SearchValues.Create(["@", "://", "www.", ".vn", ".com", ".org", ".net", ".gov", ".edu", ".info"], StringComparison.OrdinalIgnoreCase);
    private static readonly string[] Schemes = ["http://", "https://", "ftp://", "www."];
    private static readonly string[] Endings = [".vn", ".com", ".org", ".net", ".gov", ".edu", ".info"];

    /// <summary>Leaves the address that begins here out; null when there is none.</summary>
    public static int? Read(Reading reading, int at)
    {
        if (EndOf(reading, at) is not { } end)
            return null;
        reading.Out.Tell(reading.Start(at), reading.Start(end), SpokenDoubt.AddressLeftOut);
        return reading.Drop(at, end, SpokenRule.Address);
    }

    /// <summary>The piece after the address that begins here; null when there is none.</summary>
    public static int? EndOf(Reading reading, int at)
    {
        // the run up to the next blank is looked over once, not at each of its pieces
        if (at >= reading.RunEnd)
            LookOver(reading, at);
        if (!reading.RunHasAddress || !reading.IsAlphanumeric(at) || reading.IsAlphanumeric(at - 1))
            return null;
        var rest = reading.Rest(at);
        reading.Looks += HostLength(rest);
        if ((Web(rest) ?? Mail(rest) ?? Host(rest)) is not { } letters)
            return null;
        reading.Looks += letters;
        var end = at;
        while (end < reading.Count && reading.Start(end) < reading.Start(at) + letters)
            end++;
        return end;
    }

    private static void LookOver(Reading reading, int at)
    {
        var rest = reading.Rest(at);
        var blank = rest.IndexOfAny(Blanks);
        var run = blank < 0 ? rest : rest[..blank];
        reading.RunHasAddress = run.ContainsAny(Signs);
        reading.Looks += run.Length;
        var end = at + 1;
        while (end < reading.Count && reading.Start(end) < reading.Start(at) + run.Length)
            end++;
        reading.RunEnd = end;
    }

    private static int? Web(ReadOnlySpan<char> rest)
    {
        foreach (var scheme in Schemes)
        {
            if (!rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || rest.Length == scheme.Length)
                continue;
            var end = rest.IndexOfAny(EndOfAddress);
            var address = (end < 0 ? rest : rest[..end]).TrimEnd(".,;:!?'…*_");
            return address.Length > scheme.Length ? address.Length : null;
        }

        return null;
    }

    private static int? Mail(ReadOnlySpan<char> rest)
    {
        var local = 0;
        while (local < rest.Length && local <= MaxLocal && (char.IsAsciiLetterOrDigit(rest[local]) || rest[local] is '.' or '_' or '-' or '+'))
            local++;
        if (local is 0 or > MaxLocal || local == rest.Length || rest[local] != '@')
            return null;
        var host = HostLength(rest[(local + 1)..]);
        return rest.Slice(local + 1, host).Contains('.') ? local + 1 + host : null;
    }

    // 'langson.gov.vn', and the path behind it
    private static int? Host(ReadOnlySpan<char> rest)
    {
        var length = HostLength(rest);
        if (!EndsAsHost(rest[..length]))
            return null;
        if (length == rest.Length || rest[length] != '/')
            return length;
        var end = rest.IndexOfAny(EndOfAddress);
        return (end < 0 ? rest : rest[..end]).TrimEnd(".,;:!?'…*_").Length;
    }

    private static bool EndsAsHost(ReadOnlySpan<char> host)
    {
        foreach (var ending in Endings)
        {
            if (host.Length > ending.Length && host.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int HostLength(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && length < MaxHost && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '.' or '-'))
            length++;
        while (length > 0 && rest[length - 1] is '.' or '-')
            length--;
        return length;
    }
}
