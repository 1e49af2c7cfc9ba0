using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Tests.Support;

namespace Nq72.Scheduler.Tests.Channels;

public sealed class AddressPolicyTests
{
    private static readonly AddressPolicy Strict = new(new ChannelOptions());

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:7f00:1::1")]
    public void Allows_refuses_what_is_not_public(string address) => Assert.False(Strict.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("203.162.4.190")]
    [InlineData("172.32.0.1")]
    [InlineData("2400:cb00:2048:1::c629:d7a2")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::1.1.1.1")]
    public void Allows_lets_the_public_internet_through(string address) => Assert.True(Strict.Allows(IPAddress.Parse(address)));

    [Fact]
    public void Allows_what_the_installation_names_and_nothing_beside()
    {
        var policy = new AddressPolicy(new ChannelOptions { AllowPrivateNetworks = [IPNetwork.Parse("127.0.0.0/8")] });

        Assert.True(policy.Allows(IPAddress.Parse("127.0.0.1")));
        Assert.True(policy.Allows(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.False(policy.Allows(IPAddress.Parse("10.0.0.1")));
        Assert.False(policy.Allows(IPAddress.IPv6Loopback));
    }

    [Fact]
    public async Task Connect_refuses_when_the_name_leads_inside()
    {
        using var http = new OutboundHttp(Strict, new InstallationOptions { Zone = SchedulerHost.Zone });

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri("http://localhost:9/"), TestContext.Current.CancellationToken));

        Assert.IsType<PrivateAddressException>(exception.InnerException);
    }

    [Fact]
    public async Task Connect_in_a_rehearsal_leads_nowhere_outside()
    {
        using var http = new OutboundHttp(Strict, new InstallationOptions { Zone = SchedulerHost.Zone, IsRehearsal = true });

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri("http://1.1.1.1:9/"), TestContext.Current.CancellationToken));

        Assert.Equal((DeliveryCode.Rehearsal, false), (OutboundFailure.Of(exception)!.Code, OutboundFailure.Of(exception)!.MaybeReceived));
    }

    [Fact]
    public async Task Connect_to_a_certificate_that_nobody_vouches_for_says_so()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(SchedulerHost.Start.AddYears(-2), SchedulerHost.Start.AddYears(2));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        await server.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var http = new OutboundHttp(new AddressPolicy(new ChannelOptions { AllowPrivateNetworks = [IPNetwork.Parse("127.0.0.0/8")] }), new InstallationOptions { Zone = SchedulerHost.Zone });

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(address, TestContext.Current.CancellationToken));

        Assert.Equal((DeliveryCode.BadCertificate, false), (OutboundFailure.Of(exception)!.Code, OutboundFailure.Of(exception)!.MaybeReceived));
    }

    [Theory]
    [InlineData("khong-co.invalid")]
    [InlineData("abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.abcdefgh.vn")]
    public async Task Connect_to_a_name_that_does_not_resolve_says_so(string host)
    {
        using var http = new OutboundHttp(Strict, new InstallationOptions { Zone = SchedulerHost.Zone });

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri($"http://{host}/"), TestContext.Current.CancellationToken));

        Assert.Equal(DeliveryCode.DnsLookupFailed, OutboundFailure.Of(exception)!.Code);
    }
}
