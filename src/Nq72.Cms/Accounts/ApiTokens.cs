using System.Security.Cryptography;
using System.Text;
using Nq72.Scheduler.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts;

/// <summary>Makes, finds and takes back API tokens.</summary>
public sealed class ApiTokens(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Shortest token that someone may bring along (<c>Nq72:BootstrapToken</c>), in characters.</summary>
    public const int MinLength = 32;

    private const string Prefix = "nq72_";
    private static readonly TimeSpan LastUsedGrain = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token; the answer is the only time it is seen.</summary>
    /// <param name="name">For people.</param>
    /// <param name="scopes">At least one; unknown ones are refused.</param>
    /// <param name="expiresAt">From when it is refused; null for never.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="given">A token that the installation brings along; null makes one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<(ApiToken Token, string Secret)>> CreateAsync(
        string name, IReadOnlyCollection<string> scopes, DateTimeOffset? expiresAt, Actor actor, string? given, CancellationToken cancellationToken)
    {
        name = NormalText.Of(name).Trim();
        var errors = scopes.Where(scope => !Scopes.All.Contains(scope)).Select(scope => new FieldError("scopes", "unknownScope",
            new($"Không có quyền '{scope}'; có: {string.Join(", ", Scopes.All)}.", $"There is no scope '{scope}'; there are: {string.Join(", ", Scopes.All)}."))).ToList();
        if (scopes.Count == 0)
            errors.Add(new("scopes", "required", new("Hãy cho ít nhất một quyền.", "At least one scope is needed.")));
        if (name.Length is 0 or > 200)
            errors.Add(new("name", "required", new("Tên mã truy cập dài từ 1 đến 200 ký tự.", "The token's name has 1 to 200 characters.")));
        if (given is { Length: < MinLength })
            errors.Add(new("token", "tooShort", new($"Mã truy cập phải dài ít nhất {MinLength} ký tự.", $"A token has at least {MinLength} characters.")));
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var secret = given ?? Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var now = clock.Now();
        var token = new ApiToken { Id = Guid.CreateVersion7(now), Name = name, Hash = Hash(secret), Scopes = string.Join(' ', scopes.Order(StringComparer.Ordinal)), CreatedAt = now, ExpiresAt = expiresAt };
        db.ApiTokens.Add(token);
        audit.Record(actor, "token.create", "token", token.Id.ToString(), new { token.Name, token.Scopes, token.ExpiresAt });
        await work.CommitAsync(cancellationToken);
        return (token, secret);
    }

    /// <summary>Takes a token back for good. Doing it again changes nothing.</summary>
    public async Task<Outcome<Done>> RevokeAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.ApiTokens.FindAsync([id], cancellationToken) is not { } token)
            return Problem.NotFound("Không có mã truy cập này.", "There is no such token.");
        token.RevokedAt ??= clock.Now();
        audit.Record(actor, "token.revoke", "token", id.ToString(), new { token.Name });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    /// <summary>The token of that secret if it holds now; null otherwise. Notes its use, at most once a minute.</summary>
    public async Task<ApiToken?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Hash(secret);
        var now = clock.Now();
        var token = await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash, cancellationToken);
        if (token is null || token.RevokedAt <= now || token.ExpiresAt <= now)
            return null;
        if (token.LastUsedAt is null || now - token.LastUsedAt > LastUsedGrain)
            await NoteUseAsync(token.Id, now, cancellationToken);
        return token;
    }

    private async Task NoteUseAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await db.ApiTokens.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(token => token.LastUsedAt, now), cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
