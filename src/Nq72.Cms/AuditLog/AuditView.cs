using System.Text.Json;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.AuditLog;

/// <summary>An entry of the audit log as it is read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was done.</param>
/// <param name="ActorKind"><c>user</c>, <c>token</c>, <c>recipe</c> or <c>system</c>.</param>
/// <param name="ActorId">Id of the person or token.</param>
/// <param name="ActorName">The name that it had then.</param>
/// <param name="Action">Subject and verb, stable: <c>item.approve</c>.</param>
/// <param name="SubjectKind">What it was done to: <c>item</c>.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Address">Address that it was done from; null when no request did it, and for entries from before addresses were kept.</param>
/// <param name="Session">Id of the person's session; null for all others.</param>
/// <param name="Device">What the browser of that session called itself; null when the session is no longer known.</param>
/// <param name="Detail">Further facts; <c>before</c> and <c>after</c> where something was changed; null for none.</param>
public sealed record AuditView(
    Guid Id, DateTimeOffset At, ActorKind ActorKind, string ActorId, string ActorName, string Action, string SubjectKind, string SubjectId, string? Address, string? Session, string? Device, JsonElement? Detail);
