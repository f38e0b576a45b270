using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace Portal.Web.Tests.Security;

public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task Scripts_come_from_our_files_alone_and_styles_need_the_nonce_of_the_answer()
    {
        var answer = await Ask("http://localhost/");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains($"style-src 'self' 'nonce-{await answer.Content.ReadAsStringAsync()}'", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
    }

    [Fact]
    public async Task Two_answers_never_share_a_nonce() =>
        Assert.NotEqual(await (await Ask("http://localhost/")).Content.ReadAsStringAsync(), await (await Ask("http://localhost/")).Content.ReadAsStringAsync());

    [Fact]
    public async Task What_a_signed_in_person_sees_is_not_stored() =>
        Assert.Equal("no-store", (await Ask("http://localhost/?signedIn")).Headers.CacheControl?.ToString());

    [Fact]
    public async Task Later_parts_of_the_pipeline_cannot_weaken_the_policy() =>
        Assert.Contains("frame-ancestors 'none'", (await Ask("http://localhost/?weaken")).Headers.GetValues("Content-Security-Policy").Single());

    [Theory]
    [InlineData("https://portal.example/", true)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("http://portal.example/", false)]
    public async Task Https_is_demanded_outside_loopback(string address, bool demanded) =>
        Assert.Equal(demanded, (await Ask(address)).Headers.Contains("Strict-Transport-Security"));

    private static async Task<HttpResponseMessage> Ask(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseSecurityHeaders();
        app.Run(async context =>
        {
            if (context.Request.Query.ContainsKey("signedIn")) context.User = new ClaimsPrincipal(new ClaimsIdentity("test"));
            if (context.Request.Query.ContainsKey("weaken")) context.Response.Headers.ContentSecurityPolicy = "frame-ancestors *";
            await context.Response.WriteAsync(SecurityHeaders.Nonce(context));
        });
        await app.StartAsync();

        return await app.GetTestClient().GetAsync(new Uri(address));
    }
}
