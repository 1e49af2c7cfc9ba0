namespace Nq72.Cms.Accounts.Pages;

/// <summary>What a role is called where people read it: the beginning of its description, which recipes write as "name: what it may".</summary>
internal static class RoleWords
{
    private const int Longest = 40;

    public static string Of(string description, string name) =>
        description.IndexOf(':', StringComparison.Ordinal) is > 0 and <= Longest and var end ? description[..end] : description.Length is > 0 and <= Longest ? description : name;
}
