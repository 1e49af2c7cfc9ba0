namespace Nq72.Cms.Composition;

/// <summary>Builds the application; starting it is another matter.</summary>
internal static class Nq72Host
{
    /// <param name="settings">Settings as on the command line.</param>
    /// <param name="configure">A last word on services, for rehearsals and tests; null for none.</param>
    /// <param name="clock">The clock, when it is not the machine's or the database's.</param>
    public static WebApplication Build(string[] settings, Action<WebApplicationBuilder>? configure = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = settings,
            // views and static files belong to this assembly, also where a test or a benchmark is the program
            ApplicationName = typeof(Nq72Host).Assembly.GetName().Name,
            // settings and static files lie with the program; data and relative paths mean the folder it is started in
            ContentRootPath = ContentRoot(),
        });
        // an unpublished build serves its static files from where they lie in the source
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && string.IsNullOrEmpty(builder.Configuration["HTTP_PORTS"]))
            builder.WebHost.UseUrls(InstallationSettings.DefaultUrl);
        configure?.Invoke(builder);
        builder.AddNq72(clock);
        var app = builder.Build();
        app.UseNq72();
        return app;
    }

    private static string ContentRoot()
    {
        var program = AppContext.BaseDirectory;
        return File.Exists(Path.Combine(program, "appsettings.json")) ? program : Directory.GetCurrentDirectory();
    }
}
