using System.CommandLine;
using Nq72.Cms.Composition;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.CommandLine;

/// <summary><c>migrate</c>: brings the database to this program's schema and does nothing else.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var command = new Command("migrate", "Nâng cơ sở dữ liệu lên lược đồ của chương trình này. / Migrate the database.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, cancellationToken) => Nq72Commands.GuardAsync(async () =>
        {
            await using var app = Nq72Host.Build(Nq72Commands.Settings(parsed));
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            Console.WriteLine("Cơ sở dữ liệu đã ở lược đồ mới nhất. / The database is up to date.");
            return 0;
        }));
        return command;
    }
}
