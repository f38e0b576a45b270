using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Portal.Accounts;
using Portal.Web.Tests.Support;
using Xunit.Abstractions;

namespace Portal.Web.Tests.Security;

/// <summary>Nobody learns from the outside which addresses have an account: not by words, not by status, not by time.</summary>
public sealed partial class EnumerationTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Accounts = 12;
    private const int Pairs = 36;
    private const int Rounds = 3;

    private PortalHost _host = null!;
    private HttpClient _client = null!;
    private Dictionary<string, string> _form = null!;
    private string _path = "";

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync("--Portal:Smtp:Host", "127.0.0.1", "--Portal:Smtp:Port", "9", "--Portal:Smtp:From", "portal@example.org");
        for (var index = 0; index < Accounts; index++)
            await _host.Person($"Owner {index}", Role.SystemOwner);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _host.Address };
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/forgotten")]
    public async Task An_unknown_address_is_answered_as_a_known_one(string path)
    {
        _path = path;
        _form = Hidden().Matches(await _client.GetStringAsync(path))
            .ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));
        _ = await PostAsync("owner.0@example.org");
        _ = await PostAsync("nobody@example.org");

        // A machine that does much else disturbs one round; what tells accounts apart is in all of them.
        var (known, unknown) = (0.0, 0.0);
        for (var round = 0; round < Rounds && (unknown < known * 0.8 || unknown > known * 1.2 || known == 0); round++)
            (known, unknown) = await RoundAsync();

        Assert.InRange(unknown, known * 0.8, known * 1.2);
    }

    private async Task<(double Known, double Unknown)> RoundAsync()
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var attempt = 0; attempt < Pairs; attempt++)
        {
            var (one, other) = ($"owner.{attempt % Accounts}@example.org", $"nobody.{attempt}@example.org");
            var first = attempt % 2 == 0 ? await PostAsync(one) : await PostAsync(other);
            var second = attempt % 2 == 0 ? await PostAsync(other) : await PostAsync(one);
            Assert.Equal(first.Status, second.Status);
            Assert.Equal(first.Words, second.Words);
            (attempt % 2 == 0 ? known : unknown).Add(first.Took);
            (attempt % 2 == 0 ? unknown : known).Add(second.Took);
        }

        output.WriteLine($"Known {Typical(known):0.0} ms, unknown {Typical(unknown):0.0} ms, {known.Count} pairs.");
        return (Typical(known), Typical(unknown));
    }

    /// <summary>Each from an address of its own, since whoever fails often from one is slowed down.</summary>
    private async Task<(HttpStatusCode Status, string Words, double Took)> PostAsync(string email)
    {
        var fields = new Dictionary<string, string>(_form) { ["Input.Email"] = email, ["Input.Password"] = "not the password" };
        using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Forwarded-For", $"192.0.2.{Random.Shared.Next(1, 255)}");
        var began = Stopwatch.GetTimestamp();
        using var answer = await _client.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Matches(Said(), page);
        return (answer.StatusCode, Said().Match(page).Value, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>The lower quartile: what else the machine does makes single answers slower, none faster.</summary>
    private static double Typical(List<double> values) => values.Order().ElementAt(values.Count / 4);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<div role=\"(?:alert|status)\">.*?</div></div>", RegexOptions.Singleline)]
    private static partial Regex Said();
}
