using System.Data.Common;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Doctor;

/// <summary>Looks at everything that can be looked at, and changes nothing. What needs the tables is left out while there are none.</summary>
internal sealed class Examination(MachineChecks machine, DatabaseSchema schema, DatabaseChecks database, DeliveryChecks deliveries, ImageChecks images, ClipChecks clips)
{
    /// <summary>Everything that was found, in the order of looking.</summary>
    public async Task<IReadOnlyList<Checkup>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Checkup>(machine.Look());
        if (await LookAsync("database", () => SchemaAsync(cancellationToken)) is var state)
            found.Add(state);
        if (state.State == CheckupState.Wrong)
            return found;
        foreach (var (code, look) in new (string, Func<CancellationToken, Task<Checkup>>)[]
        {
            ("integrity", database.IntegrityAsync), ("guards", database.GuardsAsync), ("timeline", database.TimelineAsync), ("search", database.SearchAsync), ("keyRing", database.KeyRingAsync), ("clock", database.ClockAsync),
            ("leases", deliveries.LeasesAsync), ("overdue", deliveries.OverdueAsync), ("waiting", deliveries.WaitingAsync), ("destinations", deliveries.DestinationsAsync), ("ledger", deliveries.LedgerAsync), ("images", images.ImagesAsync), ("clips", clips.ClipsAsync),
        })
            found.Add(await LookAsync(code, () => look(cancellationToken)));
        return found;
    }

    private async Task<Checkup> SchemaAsync(CancellationToken cancellationToken)
    {
        if (!await schema.ExistsAsync(cancellationToken))
            return Checkup.Wrong("database", "Chưa có cơ sở dữ liệu; hãy chạy serve hoặc migrate, hay restore một bản sao lưu.", "There is no database yet; run serve or migrate, or restore a backup.");
        var (applied, known) = (await schema.AppliedAsync(cancellationToken), schema.Known());
        var missing = known.Sum(context => context.Value.Except(applied[context.Key], StringComparer.Ordinal).Count());
        var foreign = applied.Sum(context => context.Value.Except(known[context.Key], StringComparer.Ordinal).Count());
        if (foreign > 0)
            return Checkup.Wrong("database", $"Cơ sở dữ liệu mới hơn chương trình này ({foreign} bước lạ); hãy chạy phiên bản mới.", $"The database is newer than this program ({foreign} unknown migrations); run the newer version.");
        return missing > 0
            ? Checkup.Wrong("database", $"Lược đồ còn thiếu {missing} bước; hãy chạy migrate.", $"{missing} migrations are not applied; run migrate.")
            : Checkup.Well("database", $"Lược đồ đủ ({applied.Sum(context => context.Value.Count)} bước).", $"The schema is current ({applied.Sum(context => context.Value.Count)} migrations).");
    }

    private static async Task<Checkup> LookAsync(string code, Func<Task<Checkup>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException || exception.InnerException is DbException)
        {
            return Checkup.Wrong(code, $"Không kiểm tra được: {exception.Message}", $"It could not be looked at: {exception.Message}");
        }
    }
}
