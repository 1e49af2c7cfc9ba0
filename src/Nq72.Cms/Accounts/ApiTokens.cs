using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts;

/// <summary>Makes, changes, finds and takes back API tokens.</summary>
public sealed class ApiTokens(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Shortest token that someone may bring along (<c>Nq72:BootstrapToken</c>), in characters.</summary>
    public const int MinLength = 32;

    private const string Prefix = "nq72_";
    private static readonly TimeSpan LastUsedGrain = TimeSpan.FromMinutes(1);

    /// <summary>For how long the old secret holds after a rotation that does not say: a partner's week.</summary>
    public static readonly TimeSpan UsualOverlap = TimeSpan.FromDays(7);

    /// <summary>The longest such time: two secrets are one more than needed.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);

    /// <summary>Makes a token; the answer is the only time its secret is seen.</summary>
    /// <param name="name">For people.</param>
    /// <param name="scopes">At least one; unknown ones are refused.</param>
    /// <param name="expiresAt">From when it is refused; null for never.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="given">A token that the installation brings along; null makes one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome<(ApiToken Token, string Secret)>> CreateAsync(
        string name, IReadOnlyCollection<string> scopes, DateTimeOffset? expiresAt, Actor actor, string? given, CancellationToken cancellationToken) =>
        CreateAsync(new TokenTerms(name, scopes, expiresAt), actor, given, cancellationToken);

    /// <summary>As the other, with all that a token may be given.</summary>
    public async Task<Outcome<(ApiToken Token, string Secret)>> CreateAsync(TokenTerms terms, Actor actor, string? given, CancellationToken cancellationToken)
    {
        var read = terms.Check(given is { Length: < MinLength }
            ? [new("token", "tooShort", new($"Mã truy cập phải dài ít nhất {MinLength} ký tự.", $"A token has at least {MinLength} characters."))]
            : []);
        if (!read.Succeeded)
            return read.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var secret = given ?? NewSecret();
        var now = clock.Now();
        var token = new ApiToken { Id = Guid.CreateVersion7(now), Name = "", Hash = Hash(secret), Scopes = "", CreatedAt = now };
        Apply(token, read.Value);
        db.ApiTokens.Add(token);
        audit.Record(actor, "token.create", "token", token.Id.ToString(), Told(token));
        await work.CommitAsync(cancellationToken);
        return (token, secret);
    }

    /// <summary>Gives a token other terms; what they do not name it has no longer. Its secret stays. Other requests feel it at once.</summary>
    public async Task<Outcome<ApiToken>> PutAsync(Guid id, TokenTerms terms, Actor actor, CancellationToken cancellationToken)
    {
        var read = terms.Check([]);
        if (!read.Succeeded)
            return read.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.ApiTokens.FindAsync([id], cancellationToken) is not { } token)
            return NoSuchToken;
        if (token.RevokedAt is not null)
            return Over;
        Apply(token, read.Value);
        audit.Record(actor, "token.put", "token", id.ToString(), Told(token));
        await work.CommitAsync(cancellationToken);
        return token;
    }

    /// <summary>Gives a token a new secret, which is seen this once; the old one holds beside it until the overlap ends.</summary>
    /// <param name="id">The token.</param>
    /// <param name="overlap">How long the old secret holds, up to 90 days; zero ends every earlier secret now; null for a week.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<(ApiToken Token, string Secret)>> RotateAsync(Guid id, TimeSpan? overlap, Actor actor, CancellationToken cancellationToken)
    {
        var span = overlap ?? UsualOverlap;
        if (span < TimeSpan.Zero || span > LongestOverlap)
            return Problem.Invalid("overlap", "outOfRange", $"'overlap' từ PT0S đến P{LongestOverlap.Days}D.", $"'overlap' is PT0S to P{LongestOverlap.Days}D.");
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var now = clock.Now();
        if (await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } token)
            return NoSuchToken;
        if (!token.HoldsAt(now))
            return Over;
        // of three secrets the oldest would end early, behind the back of whoever still uses it; to end them all is another matter
        if (token.RotatesAt(now) && span > TimeSpan.Zero)
            return Rotating(token.PreviousHoldsUntil!.Value);
        var secret = NewSecret();
        var (known, hash) = (token.Hash, Hash(secret));
        (token.PreviousHash, token.Hash, token.PreviousHoldsUntil, token.PreviousUsedAt) = (known, hash, now + span, token.LastUsedAt);
        // of two at once the second finds another hash: the first one's secret was shown to somebody and must hold
        var changed = await db.ApiTokens.Where(row => row.Id == id && row.Hash == known && row.RevokedAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(kept => kept.Hash, hash).SetProperty(kept => kept.PreviousHash, known)
                .SetProperty(kept => kept.PreviousHoldsUntil, token.PreviousHoldsUntil).SetProperty(kept => kept.PreviousUsedAt, token.PreviousUsedAt), cancellationToken);
        if (changed == 0)
            return Rotating(token.PreviousHoldsUntil.Value);
        audit.Record(actor, "token.rotate", "token", id.ToString(), new { token.Name, token.PreviousHoldsUntil });
        await work.CommitAsync(cancellationToken);
        return (token, secret);
    }

    /// <summary>Takes a token back for good, with both secrets where there are two. Doing it again changes nothing.</summary>
    public async Task<Outcome<Done>> RevokeAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.ApiTokens.FindAsync([id], cancellationToken) is not { } token)
            return NoSuchToken;
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
        var token = await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash || row.PreviousHash == hash, cancellationToken);
        if (token is null || !token.HoldsAt(now))
            return null;
        var isPrevious = token.Hash != hash;
        if (isPrevious && !token.RotatesAt(now))
            return null;
        if (IsNews(token.LastUsedAt, now) || (isPrevious && IsNews(token.PreviousUsedAt, now)))
            await NoteUseAsync(token.Id, isPrevious, now, cancellationToken);
        return token;
    }

    private static bool IsNews(DateTimeOffset? noted, DateTimeOffset now) => noted is null || now - noted > LastUsedGrain;

    private async Task NoteUseAsync(Guid id, bool isPrevious, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await db.ApiTokens.Where(row => row.Id == id).ExecuteUpdateAsync(
            row => row.SetProperty(token => token.LastUsedAt, now).SetProperty(token => token.PreviousUsedAt, token => isPrevious ? now : token.PreviousUsedAt), cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    private static void Apply(ApiToken token, TokenTerms terms)
    {
        token.Name = terms.Name!;
        token.Scopes = string.Join(' ', terms.Scopes!);
        token.Origins = string.Join(' ', terms.Origins!);
        (token.ExpiresAt, token.PerMinute, token.PerDay) = (terms.ExpiresAt, terms.PerMinute, terms.PerDay);
    }

    private static object Told(ApiToken token) => new { token.Name, token.Scopes, token.ExpiresAt, token.Origins, token.PerMinute, token.PerDay };

    private static string NewSecret() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static Problem NoSuchToken => Problem.NotFound("Không có mã truy cập này.", "There is no such token.");

    private static Problem Over => Problem.Conflict("tokenOver", new("Mã truy cập không còn hiệu lực", "The token holds no longer"), new("Hãy tạo mã mới.", "Make a new one."));

    private static Problem Rotating(DateTimeOffset until) => Problem.Conflict("rotating", new("Đang đổi mã", "The secret is being changed already"), new(
        $"Mã cũ còn dùng được đến {until.ToWire()}; chờ đến lúc đó, hoặc đổi với overlap PT0S để chấm dứt mọi mã cũ ngay.",
        $"The old secret holds until {until.ToWire()}; wait for that, or rotate with the overlap PT0S to end every earlier secret now."));
}
