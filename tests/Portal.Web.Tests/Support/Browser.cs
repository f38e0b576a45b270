using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Support;

/// <summary>As much of a browser as signing in needs: it keeps cookies and sends the form as the page gives it.</summary>
internal static partial class Browser
{
    public static Task<HttpClient> SignIn(PortalHost host, string name) => SignIn(host, name, new CookieContainer());

    /// <summary>The cookies of somebody who signed in, as a header.</summary>
    public static async Task<string> CookieOf(PortalHost host, string name)
    {
        var cookies = new CookieContainer();
        using var client = await SignIn(host, name, cookies);
        return cookies.GetCookieHeader(host.Address);
    }

    private static async Task<HttpClient> SignIn(PortalHost host, string name, CookieContainer cookies)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = host.Address };
        var form = await client.GetStringAsync("/account/login");
        var fields = Hidden().Matches(form).ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));
        fields["Input.Email"] = PortalHost.AddressOf(name);
        fields["Input.Password"] = PortalHost.Password;
        using var answer = await client.PostAsync("/account/login", new FormUrlEncodedContent(fields));
        return answer.StatusCode == HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"Signing in answered {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
