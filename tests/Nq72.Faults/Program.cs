using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nq72.Faults;

// the recording receiver: FILE, milliseconds an answer takes, every which answer is lost; prints where it listens
if (args is not [var file, var pause, var lose])
{
    Console.Error.WriteLine("Nq72.Faults FILE PAUSE LOSE");
    return 2;
}

using var recorder = new PushRecorder(file, TimeSpan.FromMilliseconds(int.Parse(pause, CultureInfo.InvariantCulture)), int.Parse(lose, CultureInfo.InvariantCulture));
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
await using var server = builder.Build();
server.Run(recorder.ReceiveAsync);
await server.StartAsync();
Console.WriteLine(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
await server.WaitForShutdownAsync();
return 0;
