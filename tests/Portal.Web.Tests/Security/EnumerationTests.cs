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
    private const int TriesOfAccount = 4;

    private PortalHost _host = null!;
    private HttpClient _client = null!;
    private Dictionary<string, string> _form = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        for (var index = 0; index < Accounts; index++)
            await _host.Person($"Owner {index}", Role.SystemOwner);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _host.Address };
        _form = Hidden().Matches(await _client.GetStringAsync("/account/login"))
            .ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Signing_in_answers_an_unknown_address_as_a_known_one()
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        _ = await PostAsync("owner.0@example.org");
        _ = await PostAsync("nobody@example.org");
        for (var attempt = 0; attempt < Accounts * (TriesOfAccount - 1); attempt++)
        {
            var (one, other) = ($"owner.{attempt % Accounts}@example.org", $"nobody.{attempt}@example.org");
            var first = attempt % 2 == 0 ? await PostAsync(one) : await PostAsync(other);
            var second = attempt % 2 == 0 ? await PostAsync(other) : await PostAsync(one);
            Assert.Equal(first.Status, second.Status);
            Assert.Equal(first.Words, second.Words);
            (attempt % 2 == 0 ? known : unknown).Add(first.Took);
            (attempt % 2 == 0 ? unknown : known).Add(second.Took);
        }

        var (a, b) = (Median(known), Median(unknown));
        output.WriteLine($"Known {a:0.0} ms, unknown {b:0.0} ms, {known.Count} pairs.");
        Assert.InRange(b, a * 0.8, a * 1.2);
    }

    /// <summary>Each from an address of its own, since whoever fails often from one is slowed down.</summary>
    private async Task<(HttpStatusCode Status, string Words, double Took)> PostAsync(string email)
    {
        var fields = new Dictionary<string, string>(_form) { ["Input.Email"] = email, ["Input.Password"] = "not the password" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Forwarded-For", $"192.0.2.{Random.Shared.Next(1, 255)}");
        var began = Stopwatch.GetTimestamp();
        using var answer = await _client.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, Said().Match(page).Value, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<div role=\"alert\">.*?</div></div>", RegexOptions.Singleline)]
    private static partial Regex Said();
}
