namespace Nq72.Scheduler.Platform.Http;

/// <summary>Reads names of a closed list out of a query string.</summary>
public static class QueryNames
{
    /// <summary>Reads one name, whatever its case; null stays null. False for anything else: numbers and lists of names are none.</summary>
    public static bool TryRead<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (text is null)
            return true;
        if (!Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
            return false;
        value = Enum.Parse<T>(text, ignoreCase: true);
        return true;
    }
}
