using System.Net;
using Portal.Integrations.Outgoing;
using Portal.Tests.Shared;

namespace Portal.Tests.Integrations;

public sealed class OutgoingClientTests : IAsyncLifetime
{
    private static readonly IPAddress Metadata = IPAddress.Parse("169.254.169.254");

    private readonly Receiver _receiver = Receiver.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    public async Task A_name_that_leads_into_the_private_network_is_not_called(string address)
    {
        using var client = Client(new OutgoingOptions(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));

        var refused = await Assert.ThrowsAsync<OutgoingException>(() => Get(client, "https://harmless.example/"));

        Assert.Contains($"harmless.example leads to {IPAddress.Parse(address)}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_enough_to_refuse()
    {
        using var client = Client(new OutgoingOptions(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]));

        await Assert.ThrowsAsync<OutgoingException>(() => Get(client, "https://harmless.example/"));
    }

    [Fact]
    public async Task A_listed_host_that_leads_to_credentials_is_not_called_either()
    {
        using var client = Client(new OutgoingOptions { AllowedHosts = ["hooks.internal"] }, (_, _) => Task.FromResult<IPAddress[]>([Metadata]));

        var refused = await Assert.ThrowsAsync<OutgoingException>(() => Get(client, "http://hooks.internal/"));

        Assert.Contains("never called", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_called()
    {
        var asked = 0;
        using var client = Client(new OutgoingOptions { AllowedHosts = ["hooks.internal"] }, (_, _) =>
            Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : Metadata]));

        using var answer = await Get(client, $"http://hooks.internal:{_receiver.Address.Port}/");

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        _receiver.Always(new Reply(302, Location: _receiver.Address + "/elsewhere"));
        using var client = Client(Loopback);

        using var answer = await Get(client, _receiver.Address.ToString());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Single(_receiver.Posts);
    }

    [Fact]
    public async Task An_answer_of_more_than_a_megabyte_is_not_read()
    {
        _receiver.Always(new Reply(200, new string('x', OutgoingClient.MostBytes + 1)));
        using var client = Client(Loopback);

        await Assert.ThrowsAsync<OutgoingException>(() => Get(client, _receiver.Address.ToString()));
    }

    [Fact]
    public async Task Who_does_not_answer_is_not_waited_for()
    {
        var never = new TaskCompletionSource<Reply>();
        _receiver.Answer = _ => never.Task;
        using var client = new OutgoingClient(new OutgoingRules(Loopback), Dns.GetHostAddressesAsync, TimeSpan.FromMilliseconds(200));

        var late = await Assert.ThrowsAsync<OutgoingException>(() => Get(client, _receiver.Address.ToString()));

        Assert.Contains("No answer within", late.Message, StringComparison.Ordinal);
        never.SetResult(new Reply(200));
    }

    [Fact]
    public async Task Who_is_not_there_is_said_in_words()
    {
        await _receiver.DisposeAsync();
        using var client = Client(Loopback);

        var fault = await Assert.ThrowsAsync<OutgoingException>(() => Get(client, _receiver.Address.ToString()));

        Assert.Contains("refused", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static OutgoingOptions Loopback => new() { AllowedHosts = ["127.0.0.1"] };

    private static OutgoingClient Client(OutgoingOptions options, OutgoingClient.Resolve? resolve = null) =>
        new(new OutgoingRules(options), resolve ?? Dns.GetHostAddressesAsync, TimeSpan.FromSeconds(5));

    private static async Task<HttpResponseMessage> Get(OutgoingClient client, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await client.Send(request, default);
    }
}
