using System.Text;
using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Tests.Channels;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    // the example of the Standard Webhooks libraries
    [Fact]
    public void Sign_gives_the_known_signature() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Encoding.UTF8.GetBytes("{\"test\": 2432232314}"), [Secret]));

    [Fact]
    public void Sign_two_secrets_gives_two_signatures()
    {
        var signatures = WebhookSignature.Sign("id", "1", "x"u8, [DestinationSecrets.Create(), Secret]).Split(' ');

        Assert.Equal(2, signatures.Length);
        Assert.Equal(WebhookSignature.Sign("id", "1", "x"u8, [Secret]), signatures[1]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, not at all, not at all")]
    public void IsValid_refuses_what_receivers_would(string? secret) => Assert.False(DestinationSecrets.IsValid(secret));

    [Fact]
    public void Create_makes_a_valid_secret() => Assert.True(DestinationSecrets.IsValid(DestinationSecrets.Create()));
}
