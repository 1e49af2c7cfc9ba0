using System.Text;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Telephone numbers of Viet Nam: mobile ones of ten digits, landlines of eleven, services 1800 and 1900, emergency numbers.</summary>
internal static class PhoneReader
{
    private const int MaxGroups = 6;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Short =
        new HashSet<string>(["111", "112", "113", "114", "115", "1022"], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads what begins at digits, '(' or '+'; null when it is no telephone number.</summary>
    public static int? Read(Reading reading, int at)
    {
        var first = reading.IsAny(at, "(+") ? at + 1 : at;
        if (first < at + 1 && Emergency(reading, at) is { } emergency)
            return emergency;
        if (!reading.IsDigits(first, reading.Is(at, '+') ? 2 : 3, 11) || !MayBegin(reading.Span(first), reading.Is(at, '+')))
            return null;
        var digits = new StringBuilder();
        var groups = new List<string>();
        var end = first;
        (int End, int Groups)? whole = null;
        while (groups.Count < MaxGroups && reading.IsDigits(end, 1, 11))
        {
            digits.Append(reading.Span(end));
            groups.Add(reading.Span(end).ToString());
            end++;
            if (IsComplete(digits.ToString(), reading.Is(at, '+')) && !reading.IsAlphanumeric(end) && !(reading.IsAny(end, "./-,") && reading.Kind(end + 1) == TokenKind.Digits))
                whole = (end, groups.Count);
            end = NextGroup(reading, end, isOpen: reading.Is(at, '(') && groups.Count == 1);
        }

        if (whole is not { } phone)
            return null;
        var spoken = string.Join(", ", Parts(groups[..phone.Groups]).Select(group => NumberWords.EachDigit(group)));
        return reading.Say(at, phone.End, reading.Is(at, '+') ? $"cộng {spoken}" : spoken, SpokenRule.Phone);
    }

    private static int? Emergency(Reading reading, int at)
    {
        if (!Short.Contains(reading.Span(at)) || (reading.IsAny(at + 1, ".,:/-") && reading.IsAlphanumeric(at + 2)) || reading.IsAlphanumeric(at + 1))
            return null;
        var digits = NumberWords.EachDigit(reading.Span(at));
        if (reading.IsNear(at, WordSet.Calls, 6))
            return reading.Say(at, at + 1, digits, SpokenRule.Phone);
        var isNamed = reading.Follows(at, WordSet.Numbered) && !reading.Follows(reading.WordBefore(at), WordSet.DocumentKind);
        return isNamed ? reading.Ask(at, at + 1, SpokenDoubt.NumberOrPhone, digits, NumberWords.Whole(reading.Value(at))) : null;
    }

    private static bool MayBegin(ReadOnlySpan<char> digits, bool isInternational) =>
        isInternational ? digits is ['8', '4', ..] : digits is ['0', >= '1', ..] or ['1', '8' or '9', '0', '0', ..];

    private static bool IsComplete(string digits, bool isInternational) => digits switch
    {
        _ when isInternational => digits.Length is 11 or 12,
        ['1', ..] => digits.Length is 8 or 10,
        [_, '2', ..] => digits.Length == 11,
        _ => digits.Length == 10,
    };

    // a blank, a point, a hyphen, or the bracket that closes the area's code
    private static int NextGroup(Reading reading, int end, bool isOpen)
    {
        if (isOpen && reading.Is(end, ')'))
            return reading.Skip(end + 1);
        return reading.Kind(end) == TokenKind.Space || reading.IsAny(end, ".-") ? end + 1 : end;
    }

    // a number without blanks is heard in groups of four, three and three
    private static List<string> Parts(List<string> groups) => groups switch
    {
        [{ Length: 10 } mobile] => [mobile[..4], mobile[4..7], mobile[7..]],
        [{ Length: 11 } landline] => [landline[..4], landline[4..8], landline[8..]],
        [{ Length: 8 } service] => [service[..4], service[4..]],
        _ => groups,
    };
}
