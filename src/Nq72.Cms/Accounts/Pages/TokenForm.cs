using System.Globalization;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Accounts.Pages;

/// <summary>The form of a token as typed.</summary>
public sealed record TokenForm(string? Name, IReadOnlyList<string>? Scopes, string? ExpiresAt, string? Origins, string? PerMinute, string? PerDay)
{
    /// <summary>A fresh form: a partner that reads.</summary>
    public static readonly TokenForm Fresh = new(null, [Nq72.Scheduler.Platform.Scopes.Read], null, null, null, null);

    /// <summary>The form that shows a token as it is.</summary>
    public static TokenForm Of(TokenView token, DeskClock clock) => new(
        token.Name, token.Scopes, clock.ForInput(token.ExpiresAt), string.Join('\n', token.Origins), token.PerMinute?.ToString(CultureInfo.InvariantCulture), token.PerDay?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The scopes to choose from.</summary>
    public static IReadOnlyList<Choice> Choices(UiText text) => [.. Nq72.Scheduler.Platform.Scopes.All.Select(scope => new Choice(scope, text[$"tokens.scope.{scope}"]))];

    /// <summary>What the form means; what cannot be read is a problem at its field.</summary>
    public Outcome<TokenTerms> Read(InstallationOptions installation)
    {
        var errors = new Fields();
        DateTimeOffset? end = null;
        if (DeskClock.Read(ExpiresAt) is { } wall)
        {
            var resolved = wall.Resolve(installation.Zone, "expiresAt");
            if (resolved.Succeeded)
                end = resolved.Value;
            else
                errors.Add(resolved.Problem);
        }

        var (perMinute, perDay) = (ReadCount(errors, "perMinute", PerMinute), ReadCount(errors, "perDay", PerDay));
        var origins = (Origins ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return errors.AreInvalid ? errors.Problem : new TokenTerms(Name, Scopes ?? [], end, origins, perMinute, perDay);
    }

    private static int? ReadCount(Fields errors, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        errors.Add(field, "number", $"'{field}' là một số nguyên.", $"'{field}' is a whole number.");
        return null;
    }
}
