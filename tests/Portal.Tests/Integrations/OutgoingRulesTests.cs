using Portal.Integrations.Outgoing;

namespace Portal.Tests.Integrations;

public sealed class OutgoingRulesTests
{
    private static readonly OutgoingRules Strict = new(new OutgoingOptions());
    private static readonly OutgoingRules Listed = new(new OutgoingOptions { AllowedHosts = ["hooks.internal", "127.0.0.1", "::1", "169.254.169.254"] });

    [Theory]
    [InlineData("https://example.org/hook")]
    [InlineData("https://example.org:8443/hook?key=1")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    [InlineData("https://bücher.example/")]
    public void Https_to_the_public_internet_may_be_called(string url) => Assert.Null(Strict.ProblemWith(url));

    [Theory]
    [InlineData("")]
    [InlineData("hook")]
    [InlineData("/hook")]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.org/")]
    [InlineData("https://user@example.org/")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("https://example.org/#part")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://0/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[0:0:0:0:0:ffff:a9fe:a9fe]/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://[fd00:ec2::254]/")]
    public void Anything_else_may_not(string url) => Assert.NotNull(Strict.ProblemWith(url));

    [Fact]
    public void An_address_that_is_too_long_may_not() => Assert.NotNull(Strict.ProblemWith("https://example.org/" + new string('a', OutgoingRules.LongestUrl)));

    [Theory]
    [InlineData("http://hooks.internal/")]
    [InlineData("https://HOOKS.internal:8443/")]
    [InlineData("http://hooks.internal./")]
    [InlineData("http://127.0.0.1:9000/")]
    [InlineData("http://2130706433:9000/")]
    [InlineData("http://[::1]:9000/")]
    public void A_host_on_the_list_may_be_called_by_http_and_on_the_private_network(string url) => Assert.Null(Listed.ProblemWith(url));

    [Theory]
    [InlineData("http://hooks.internal.example.org/")]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://localhost/")]
    public void The_list_means_that_host_and_never_one_that_hands_out_credentials(string url) => Assert.NotNull(Listed.ProblemWith(url));

    [Theory]
    [InlineData("https://hooks.internal")]
    [InlineData("hooks.internal:8080")]
    [InlineData("hooks internal")]
    [InlineData("")]
    public void An_entry_of_the_list_that_is_no_host_is_a_fault(string entry) =>
        Assert.Single(new OutgoingOptions { AllowedHosts = [entry] }.Faults());
}
