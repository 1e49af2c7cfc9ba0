namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>What stands in front of a list's item: '1.', '2)', '1.1.', 'a)', a bullet.</summary>
internal static class ListReader
{
    /// <summary>Reads what begins a line; null when it is no such number.</summary>
    public static int? Read(Reading reading, int at)
    {
        if (!reading.AtLineStart)
            return null;
        if (reading.Kind(at) == TokenKind.Word)
            return reading.Span(at).Length == 1 && reading.Is(at + 1, ')') && char.IsLower(reading.Span(at)[0]) ? reading.Say(at, at + 2, $"{reading.Span(at)},", SpokenRule.ListNumber) : null;
        if (!reading.IsDigits(at, 1, 3))
            return null;
        var groups = 1;
        while (groups < 5 && reading.Is(at + (2 * groups) - 1, '.') && reading.IsDigits(at + (2 * groups), 1, 3))
            groups++;
        var end = at + (2 * groups) - 1;
        var sign = reading.Is(end, '\\') ? end + 1 : end;
        if (!reading.IsAny(sign, ".)") || reading.IsAlphanumeric(sign + 1) || Numeric.Section(reading, at, groups) is not { } words)
            return null;
        return reading.Is(sign, ')') ? reading.Say(at, sign + 1, $"{words},", SpokenRule.ListNumber) : reading.Say(at, sign, words, SpokenRule.ListNumber);
    }

    /// <summary>Leaves a bullet out; null when none stands here.</summary>
    public static int? Bullet(Reading reading, int at)
    {
        if (!reading.AtLineStart)
            return null;
        var isBullet = reading.IsAny(at, "•◦▪▫‣∙·●○■□➢➤✓✔") || (reading.IsAny(at, "-–—*+>") && reading.Kind(at + 1) == TokenKind.Space);
        return isBullet ? reading.Drop(at, reading.Skip(at + 1), SpokenRule.Markup) : null;
    }
}
