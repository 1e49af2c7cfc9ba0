using Nq72.Scheduler.Channels;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>The form by which a person records what a receiver said.</summary>
/// <param name="Delivery">Which delivery.</param>
/// <param name="Operation">Says what is confirmed.</param>
/// <param name="Receiver">Who says so.</param>
/// <param name="Action">Where the form goes.</param>
public sealed record ReceiptForm(Guid Delivery, DeliveryOperation Operation, string Receiver, string Action);
