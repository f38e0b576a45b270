using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Evaluation;

public sealed partial class DocumentDownloadTests
{
    [Fact]
    public async Task A_document_is_handed_out_as_a_file_and_only_to_who_is_signed_in()
    {
        await using var host = await PortalHost.StartAsync();
        var document = await Submitted(host, await host.Person("Owner", Role.SystemOwner), "<script>alert(1)</script>");
        using var owner = await SignedIn(host, "Owner");

        using var stranger = await host.Anonymous().GetAsync($"/documents/{document}");
        using var answer = await owner.GetAsync($"/documents/{document}");
        using var nothing = await owner.GetAsync($"/documents/{Guid.CreateVersion7()}");

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.NotFound], [stranger.StatusCode, answer.StatusCode, nothing.StatusCode]);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("text/markdown", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("<script>alert(1)</script>", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<DocumentId> Submitted(PortalHost host, Actor owner, string text)
    {
        var person = owner.Person.GetValueOrDefault();
        await using (var db = await host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
        {
            db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring" }, person, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        var bytes = "weights"u8.ToArray();
        await host.Get<DeclareVersion>().Run(owner, new("AIS-0001", new("v1", new(ArtefactKind.Model, "m"), [new("m.bin", bytes.Length, Digest.Of(bytes))], [person])), default);
        await host.Get<PutArtifact>().Run(owner, new("AIS-0001", "v1", "m.bin", new MemoryStream(bytes)), default);
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return (await host.Get<SubmitDocument>().Run(owner, new("AIS-0001", "v1", DocumentKind.ValidationReport, "Report", "report.md", content), default)).Value;
    }

    private static async Task<HttpClient> SignedIn(PortalHost host, string name)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        var page = await client.GetStringAsync("/account/login");
        var form = Hidden().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        form["Input.Email"] = PortalHost.AddressOf(name);
        form["Input.Password"] = PortalHost.Password;
        using var answer = await client.PostAsync("/account/login", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
