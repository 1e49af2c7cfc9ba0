using Nq72.Cms.Admin;
using Nq72.Cms.Coverage.Pages;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Coverage;

/// <summary>Registers the slice.</summary>
internal static class CoverageServices
{
    private const int Place = 37;

    public static IServiceCollection AddCoverage(this IServiceCollection services) => services
        .AddScoped<CoverageReader>().AddScoped<OverdueReader>()
        .AddSingleton(CoverageTexts.Table).AddSingleton(new DeskPlace(Place, CoveragePage.Path, "coverage.nav", "coverage", Scopes.Preview));
}
