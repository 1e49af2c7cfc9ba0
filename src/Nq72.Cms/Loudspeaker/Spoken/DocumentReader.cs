namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Numbers of documents: '72-NQ/TW', '15/2023/QH15'. Who issued one is looked up, never derived.</summary>
internal static class DocumentReader
{
    private const int MaxParts = 6;

    /// <summary>Reads what begins at digits; null when it is no document's number.</summary>
    public static int? Read(Reading reading, int at)
    {
        if (EndOf(reading, at) is not { } end)
            return null;
        if (reading.Documents(reading.Span(at, end).ToString()) is not { } document)
            return reading.Ask(at, end, SpokenDoubt.UnknownDocument);
        // 'Nghị quyết 72-NQ/TW', 'Nghị quyết số 72-NQ/TW': the kind is said once
        var isNumbered = reading.Follows(at, WordSet.Numbered);
        var isKindSaid = reading.Before(isNumbered ? reading.WordBefore(at) : at).TrimEnd(' ').EndsWith(document.Kind, StringComparison.OrdinalIgnoreCase);
        var spoken = isNumbered ? document.Number : isKindSaid ? $"số {document.Number}" : $"{document.Kind} số {document.Number}";
        if (WrittenIssuer(reading, end) is not { } issuer)
            spoken = $"{spoken} của {document.Issuer}";
        else if (!IsAlike(reading.Rest(issuer), document.Issuer))
            reading.Out.Tell(reading.Start(at), reading.Start(Math.Min(issuer + 5, reading.Count)), SpokenDoubt.IssuerDiffers, document.Issuer);
        return reading.Say(at, end, spoken, SpokenRule.Document);
    }

    // digits, perhaps '/2023', then capitals joined by '-' and '/', perhaps with digits behind ('QH15')
    private static int? EndOf(Reading reading, int at)
    {
        if (!reading.IsDigits(at, 1, 6))
            return null;
        var end = at + 1;
        if (reading.Is(end, '/') && reading.IsDigits(end + 1, 4, 4))
            end += 2;
        var letters = 0;
        for (var parts = 0; parts < MaxParts && reading.IsAny(end, "/-") && reading.Kind(end + 1) == TokenKind.Word && IsCapitals(reading.Span(end + 1)); parts++)
        {
            letters += reading.Span(end + 1).Length;
            end += 2;
            if (reading.IsDigits(end, 1, 2))
                end++;
        }

        return letters > 1 && !reading.IsAlphanumeric(end) ? end : null;
    }

    private static bool IsCapitals(ReadOnlySpan<char> word)
    {
        // 'TTg', 'CTr': the first two are capitals
        return char.IsUpper(word[0]) && (word.Length == 1 || char.IsUpper(word[1]));
    }

    // the issuer that the text itself names: 'của …', also after the day
    private static int? WrittenIssuer(Reading reading, int end)
    {
        var at = end;
        for (var i = 0; i < 12; i++, at++)
        {
            var piece = reading.Span(at);
            if (reading.Kind(at) == TokenKind.Word && piece is "của")
                return reading.Skip(at + 1);
            var isDay = reading.Kind(at) is TokenKind.Space or TokenKind.Digits || reading.IsAny(at, ",/-") || piece is "ngày" or "tháng" or "năm";
            if (!isDay)
                return null;
        }

        return null;
    }

    // the text may shorten: 'Ban Bí thư' of 'Ban Bí thư Trung ương Đảng'; one word in common ('Ban') is no issuer
    private static bool IsAlike(ReadOnlySpan<char> text, string issuer)
    {
        var alike = 0;
        while (alike < text.Length && alike < issuer.Length && char.ToLowerInvariant(text[alike]) == char.ToLowerInvariant(issuer[alike]))
            alike++;
        return alike == issuer.Length || issuer.AsSpan(0, alike).TrimEnd().Contains(' ');
    }
}
