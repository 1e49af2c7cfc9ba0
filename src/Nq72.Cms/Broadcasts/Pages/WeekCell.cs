using System.Globalization;

namespace Nq72.Cms.Broadcasts.Pages;

/// <summary>A slot of a commune on the week's board.</summary>
/// <param name="Slot">Its key.</param>
/// <param name="Starts">When it begins, <c>05:00</c>.</param>
/// <param name="Texts">How many texts it has.</param>
/// <param name="Seconds">How long they take, without what frames them.</param>
/// <param name="Room">How much may be filled.</param>
/// <param name="Look">How it is shown: <c>empty</c>, <c>planned</c>, <c>waiting</c> (its time is over and nobody said anything), <c>done</c>, <c>failed</c>.</param>
/// <param name="Told">Of how many the commune said that they were read.</param>
public sealed record WeekCell(string Slot, string Starts, int Texts, double Seconds, int Room, string Look, int Told)
{
    /// <summary>'3:05'.</summary>
    public static string Minutes(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}");
}
