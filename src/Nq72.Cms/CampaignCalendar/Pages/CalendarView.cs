namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>How the calendar is laid out.</summary>
public enum CalendarView
{
    /// <summary>Weeks of a month.</summary>
    Month,

    /// <summary>Twelve months, each in one line.</summary>
    Year,

    /// <summary>Three months, one line an entry.</summary>
    List,
}
