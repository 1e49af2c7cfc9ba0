using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Calendar;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>Every occasion and holiday, with what its date rests on.</summary>
public sealed class OccasionList(OccasionQueries occasions) : DeskPage
{
    public IReadOnlyList<OccasionView> Rows { get; private set; } = [];

    /// <summary>Which are shown: <c>doubtful</c>, <c>undated</c>, <c>holiday</c>; all otherwise.</summary>
    public string? Only { get; private set; }

    public static IReadOnlyList<string?> Choices => [null, "doubtful", "undated", "holiday"];

    public async Task<IActionResult> OnGetAsync(string? only, CancellationToken cancellationToken)
    {
        Only = Choices.Contains(only) ? only : null;
        Rows = [.. (await occasions.AllAsync(cancellationToken)).Where(IsShown)
            .OrderBy(occasion => occasion.Next.Count == 0).ThenBy(occasion => occasion.Date?.Solar ?? occasion.Date?.From ?? FirstOf(occasion), StringComparer.Ordinal)];
        return Page();
    }

    // a lunar one stands where it falls next
    private static string? FirstOf(OccasionView occasion) => occasion.Next is [var first, ..] ? first.From.ToString("MM-dd", CultureInfo.InvariantCulture) : null;

    private bool IsShown(OccasionView occasion) => Only switch
    {
        "doubtful" => Evidence.IsDoubtful(occasion.Evidence),
        "undated" => occasion.Date is null,
        "holiday" => occasion.Kind == OccasionKind.Holiday,
        _ => true,
    };
}
