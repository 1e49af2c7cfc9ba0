namespace Nq72.Scheduler.Platform;

/// <summary>Who does something: the one that every write records.</summary>
/// <param name="Kind">Person, token, recipe or system.</param>
/// <param name="Id">Stable id of the person or token; the recipe's name; <c>system</c>.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Scopes">What the actor may do (<see cref="Scopes"/>).</param>
public sealed record Actor(ActorKind Kind, string Id, string Name, IReadOnlySet<string> Scopes)
{
    /// <summary>The system itself, with every scope.</summary>
    public static readonly Actor System = new(ActorKind.System, "system", "Hệ thống", Platform.Scopes.All);

    /// <summary>A recipe that is being run, with every scope.</summary>
    public static Actor Recipe(string name) => new(ActorKind.Recipe, $"recipe:{name}", $"Công thức {name}", Platform.Scopes.All);

    /// <summary>Address that the request came from; null when no request did.</summary>
    public string? Address { get; init; }

    /// <summary>Id of the person's session at the desk; null for all others.</summary>
    public string? Session { get; init; }

    /// <summary>What a person's roles give, one by one, and where each counts; empty for everybody else, whose scopes count everywhere.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>Whether the scope counts everywhere, so that nothing needs to be known of the item.</summary>
    public bool MayEverywhere(string scope) => Grants.Count == 0 ? May(scope) : Grants.Any(grant => grant.IsWide && (grant.Scopes.Contains(scope) || grant.Scopes.Contains(Platform.Scopes.Admin)));

    /// <summary>Whether the actor may do this to an item of that type and unit.</summary>
    public bool MayOn(string scope, string type, string? unit) => MayEverywhere(scope) || Grants.Any(grant => grant.Allows(scope, type, unit));

    /// <summary>The name to sign with: the actor's own, or with K/T (in place of) where only a delegation allows it.</summary>
    public string SignatureOn(string scope, string type, string? unit)
    {
        var allowing = Grants.Where(grant => grant.Allows(scope, type, unit)).ToList();
        return allowing.Count == 0 || allowing.Exists(grant => grant.InPlaceOf is null) ? Name : $"K/T {allowing[0].InPlaceOf}, {Name}";
    }

    /// <summary>Whether the actor holds the scope; <c>admin</c> includes every other one.</summary>
    public bool May(string scope) => Scopes.Contains(scope) || Scopes.Contains(Platform.Scopes.Admin);
}

/// <summary>What kind of actor wrote something.</summary>
public enum ActorKind
{
    /// <summary>A person who signed in.</summary>
    User,

    /// <summary>An API token.</summary>
    Token,

    /// <summary>A recipe.</summary>
    Recipe,

    /// <summary>The system itself (release clock, housekeeping) or its command line.</summary>
    System,
}
