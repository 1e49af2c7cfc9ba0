using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.PublicPages;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Previews;

/// <summary>Makes a preview link.</summary>
public sealed class MakePreview(
    CmsDb db, UnitOfWork unitOfWork, PreviewedItems items, ContentTypeCatalog catalog, SigningKeys keys, Incarnation incarnation, InstallationOptions installation, IOptions<PreviewOptions> options,
    AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What the link is to open.</summary>
    /// <param name="What">One item, one public page, or the delivery API with the public pages.</param>
    /// <param name="Item">For <c>item</c>: its id.</param>
    /// <param name="Version">For <c>item</c>: a version; absent for the newest one, drafts too, whenever the link is opened.</param>
    /// <param name="Path">For <c>page</c>: <c>/</c> or <c>/{type}/{slug}</c>.</param>
    /// <param name="AsOf">The instant to show. Absent: for <c>item</c> a version, for the others the instant of making.</param>
    /// <param name="ExpiresAt">From when it is refused; absent for <c>Nq72:Previews:DefaultDays</c>, at most <c>Nq72:Previews:MaxDays</c> ahead.</param>
    /// <param name="Note">For the desk, up to 300 characters: whom it is for.</param>
    public sealed record Request(
        PreviewKind? What, string? Item = null, int? Version = null, string? Path = null, WallTime? AsOf = null, WallTime? ExpiresAt = null, string? Note = null);

    /// <summary>Makes it; the answer is the only time its secret is seen.</summary>
    public async Task<Outcome<(PreviewLink Link, string Secret)>> RunAsync(Request request, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var errors = new Fields();
        var link = Read(request, errors, now, actor);
        if (link.What == PreviewKind.Page && link.Path is { } path && !await IsPageAsync(path, cancellationToken))
            errors.Add("path", "unknownPage", $"'{path}' không phải trang công khai: ghi '/' hoặc '/article/duong-dan'.", $"'{path}' is no public page: write '/' or '/article/its-slug'.");
        if (errors.AreInvalid)
            return errors.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (link.ItemId is { } item && await RefuseAsync(item, link.Version, cancellationToken) is { } refused)
            return refused;
        db.Add(link);
        audit.Record(actor, "preview.make", "preview", link.Id.ToString(), new { link.What, link.ItemId, link.Version, link.Path, link.AsOf, link.ExpiresAt, link.Note });
        await work.CommitAsync(cancellationToken);
        return (link, PreviewSecret.Write(link.Id, incarnation.Id, await keys.GetAsync(SigningKeys.Previews, cancellationToken)));
    }

    private PreviewLink Read(Request request, Fields errors, DateTimeOffset now, Actor actor)
    {
        if (request.What is null)
            errors.Add("what", "required", "'what' là item, page hoặc site.", "'what' is item, page or site.");
        Needs("item", request.Item, PreviewKind.Item);
        Needs("path", request.Path, PreviewKind.Page);
        if (request.Version is not null && request.What != PreviewKind.Item)
            errors.Add("version", "unexpected", "'version' chỉ dùng khi 'what' là item.", "'version' is only for the 'what' item.");
        if (request is { Version: not null, AsOf: not null })
            errors.Add("asOf", "versionOrInstant", "Chọn 'version' hoặc 'asOf', không cả hai: một thời điểm đã định phiên bản.", "Give 'version' or 'asOf', not both: an instant says the version.");
        var asOf = Resolve(errors, "asOf", request.AsOf);
        if (asOf is { } at && at.Year is < Answers.FirstYear or > Answers.LastYear)
            errors.Add("asOf", "outOfRange", $"'asOf' trong các năm {Answers.FirstYear}–{Answers.LastYear}.", $"'asOf' lies in the years {Answers.FirstYear} to {Answers.LastYear}.");
        return new PreviewLink
        {
            Id = Guid.CreateVersion7(now),
            What = request.What ?? default,
            ItemId = request.Item,
            Version = request.Version,
            Path = request.Path,
            AsOf = asOf ?? (request.What == PreviewKind.Item ? null : now),
            Note = errors.Optional("note", request.Note, PreviewLinkMapping.NoteLength),
            CreatedAt = now,
            CreatedBy = actor.Name,
            ExpiresAt = End(errors, request.ExpiresAt, now),
        };

        void Needs(string field, string? value, PreviewKind what)
        {
            var name = what.ToString().ToLowerInvariant();
            if (request.What == what && string.IsNullOrEmpty(value))
                errors.Add(field, "required", $"'{field}' không được để trống khi 'what' là {name}.", $"'{field}' is required for the 'what' {name}.");
            else if (request.What != what && value is not null)
                errors.Add(field, "unexpected", $"'{field}' chỉ dùng khi 'what' là {name}.", $"'{field}' is only for the 'what' {name}.");
        }
    }

    private DateTimeOffset End(Fields errors, WallTime? given, DateTimeOffset now)
    {
        var last = now.AddDays(options.Value.MaxDays);
        var end = Resolve(errors, "expiresAt", given) ?? now.AddDays(options.Value.DefaultDays);
        if (end <= now || end > last)
        {
            errors.Add("expiresAt", "outOfRange", $"'expiresAt' phải ở sau bây giờ và không quá {last.ToWire()} ({options.Value.MaxDays} ngày).",
                $"'expiresAt' lies after now and no later than {last.ToWire()} ({options.Value.MaxDays} days).");
        }

        return end;
    }

    private DateTimeOffset? Resolve(Fields errors, string field, WallTime? given)
    {
        if (given is null)
            return null;
        var resolved = given.Resolve(installation.Zone, field);
        if (resolved.Succeeded)
            return resolved.Value;
        errors.Add(resolved.Problem);
        return null;
    }

    private async Task<bool> IsPageAsync(string path, CancellationToken cancellationToken) =>
        path == "/" || (PagePath.Read(path) is { } page && (await catalog.GetAsync(cancellationToken)).All.Any(type => type.Name.Equals(page.Type, StringComparison.OrdinalIgnoreCase)));

    private async Task<Problem?> RefuseAsync(string id, int? version, CancellationToken cancellationToken)
    {
        if (await db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } item)
            return Problem.Invalid("item", "unknownItem", $"Không có nội dung '{id}'.", $"There is no item '{id}'.");
        if (item.TrashedAt is not null)
            return ItemProblems.Trashed(id);
        if (version is { } number && (number < 1 || number > item.NewestVersion))
            return Problem.Invalid("version", "unknownVersion", $"Nội dung có phiên bản 1 đến {item.NewestVersion}, không có {number}.", $"The item has the versions 1 to {item.NewestVersion}, not {number}.");
        if (await items.StandingRetractionAsync(id, cancellationToken) is not { } taken)
            return null;
        return Problem.Conflict("retracted", new("Nội dung đã bị thu hồi", "The item was retracted"), new(
            $"Lý do: {taken.RetractedReason} Liên kết xem trước chỉ mở lại được sau khi nội dung được đăng hay hẹn giờ lại.",
            $"Reason: {taken.RetractedReason} It can be previewed again once it is published or scheduled anew."));
    }
}
