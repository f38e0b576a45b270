using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class CardsApiTests : IAsyncLifetime
{
    private const string Card = "/api/v1/systems/AIS-0001/versions/v1.0/card";
    private const string Keys = "overview, intendedUse, outOfScopeUse, businessProblem, training, evaluation, fairness, limitations, ethicalConsiderations, caveats, contacts";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("weights of the model");

    private PortalHost _host = null!;
    private HttpClient _client = null!;
    private Actor _owner = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(_owner);
        await using (var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
        {
            db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring", BusinessOwner = _owner.Person }, _owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        var declaration = new Declaration("v1.0", new Artefact(ArtefactKind.Model, "scorecard"), [new("model.bin", Bytes.Length, Digest.Of(Bytes))], [_owner.Person.GetValueOrDefault()]);
        _ = (await _host.Get<DeclareVersion>().Run(_owner, new("AIS-0001", declaration), default)).Value;
        _ = (await _host.Get<PutArtifact>().Run(_owner, new("AIS-0001", "v1.0", "model.bin", new MemoryStream(Bytes)), default)).Value;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_pipeline_puts_a_card_submits_it_and_reads_it_back_when_a_person_has_approved_it()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(Card)).StatusCode);
        using var put = await Put(Whole());
        using var again = await Put(Whole());
        using var submitted = await _client.PostAsync($"{Card}/submit", null);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK], [put.StatusCode, again.StatusCode, submitted.StatusCode]);
        Assert.Equal(put.Headers.ETag, again.Headers.ETag);
        Assert.Equal("InReview", (await submitted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());

        await Approve();

        var card = await _client.GetFromJsonAsync<JsonElement>(Card);
        Assert.Equal(("Approved", 1, "About overview."), (card.GetProperty("state").GetString(), card.GetProperty("revision").GetInt32(), card.GetProperty("sections").GetProperty("overview").GetString()));
        Assert.Equal(Keys, string.Join(", ", card.GetProperty("required").EnumerateArray().Select(key => key.GetString())));
        Assert.Equal("reviewer@example.org", card.GetProperty("reviewer").GetString());
        Assert.Equal(JsonValueKind.Null, card.GetProperty("draft").ValueKind);
    }

    [Fact]
    public async Task While_the_next_revision_is_written_the_approved_one_is_shown_with_the_draft_beside_it()
    {
        await Put(Whole());
        await _client.PostAsync($"{Card}/submit", null);
        await Approve();

        using var put = await Put("""{"sections":{"overview":"Anew."}}""");

        Assert.Equal("Draft", (await put.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        var card = await _client.GetFromJsonAsync<JsonElement>(Card);
        Assert.Equal("About overview.", card.GetProperty("sections").GetProperty("overview").GetString());
        Assert.Equal(("Anew.", 2), (card.GetProperty("draft").GetProperty("sections").GetProperty("overview").GetString(), card.GetProperty("draft").GetProperty("revision").GetInt32()));
        Assert.Equal(10, card.GetProperty("draft").GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task A_card_does_not_change_the_version_that_it_is_about()
    {
        var before = await _client.GetStringAsync("/api/v1/systems/AIS-0001/versions/v1.0");

        await Put(Whole());

        Assert.Equal(before, await _client.GetStringAsync("/api/v1/systems/AIS-0001/versions/v1.0"));
    }

    [Fact]
    public async Task A_markdown_file_is_taken_by_its_headings_and_given_back_as_it_came()
    {
        using var put = await Put("# Model card\n\n## Overview\n\nScores *loans*.\n\n## Contacts\n\nscoring@bank.example\n", "text/markdown; charset=utf-8");
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        using var file = await _client.GetAsync($"{Card}?format=md");

        Assert.Equal("text/markdown", file.Content.Headers.ContentType?.MediaType);
        var text = await file.Content.ReadAsStringAsync();
        Assert.Contains("## Overview\n\nScores *loans*.\n\n## Contacts\n\nscoring@bank.example\n", text);
        using var back = await Put(text, "text/markdown");
        Assert.Equal(put.Headers.ETag, back.Headers.ETag);
    }

    [Fact]
    public async Task Html_stands_alone_and_carries_out_nothing_that_an_author_wrote()
    {
        await Put(JsonSerializer.Serialize(new { sections = new { overview = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://elsewhere.example/p.png) <img src=x onerror=alert(1)>\n\n# Big", caveats = "</section></main><script src=//evil></script>" } }));

        using var answer = await Get(Card, "text/html");

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("href=\"javascript", html);
        Assert.Equal("<link rel=\"icon\" href=\"data:,\">", Assert.Single(Regex.Matches(html, "<link[^>]*>")).Value);
        Assert.Contains("&lt;script&gt;", html);
        Assert.Contains("<h3>Big</h3>", html);
        Assert.Contains("a draft, not approved", html);
        Assert.Contains($"style-src 'self' 'nonce-", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    public async Task A_text_that_is_nested_beyond_measure_is_handed_out_all_the_same(string part)
    {
        await Put(JsonSerializer.Serialize(new { sections = new { overview = string.Concat(Enumerable.Repeat(part, 10_000)) } }));

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{Card}?format=html")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{Card}?format=md")).StatusCode);
    }

    [Fact]
    public async Task What_is_asked_for_is_found_by_format_or_by_accept()
    {
        await Put(Whole());

        Assert.Equal("application/json", (await _client.GetAsync(Card)).Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/json", (await Get($"{Card}?format=json", "text/html")).Content.Headers.ContentType?.MediaType);
        Assert.Equal("text/markdown", (await Get(Card, "text/markdown")).Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/json", (await Get(Card, "*/*")).Content.Headers.ContentType?.MediaType);
        await Refused(await _client.GetAsync($"{Card}?format=pdf"), "format");
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "sections")]
    [InlineData("{\"sections\":null}", "sections")]
    [InlineData("{\"sections\":[]}", "sections")]
    [InlineData("{\"sections\":{\"overview\":5}}", "sections.overview")]
    [InlineData("{\"sections\":{\"performance\":\"x\"}}", "sections.performance")]
    [InlineData("{\"sections\":{\"Overview\":\"x\"}}", "sections.Overview")]
    [InlineData("{\"sections\":{\"overview\":\"\\u202e\"}}", "overview")]
    [InlineData("{\"sections\":{\"overview\":\"\\u0000\"}}", "overview")]
    [InlineData("{\"overview\":\"x\"}", "overview")]
    [InlineData("{\"sections\":{},\"state\":\"Approved\"}", "state")]
    public async Task What_is_no_card_is_refused_by_its_field(string body, string field) => await Refused(await Put(body), field);

    [Fact]
    public async Task Unknown_headings_are_refused_by_name_and_bytes_that_are_no_text_are_refused()
    {
        using var unknown = await Put("## Overview\nA.\n## Performance\nB.\n", "text/markdown");
        await Refused(unknown, "body");
        Assert.Contains("'Performance' is no section", await unknown.Content.ReadAsStringAsync());
        using var content = new ByteArrayContent([0xff, 0xfe, 0x00]) { Headers = { ContentType = new MediaTypeHeaderValue("text/markdown") } };
        await Refused(await _client.PutAsync(Card, content), "body");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Put("x", "text/plain")).StatusCode);
    }

    [Fact]
    public async Task Sections_are_bounded_and_so_is_the_whole()
    {
        await Refused(await Put(JsonSerializer.Serialize(new { sections = new { training = new string('x', 20_001) } })), "training");
        Assert.Equal(HttpStatusCode.Created, (await Put(JsonSerializer.Serialize(new { sections = new { training = new string('x', 20_000) } }))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Put("{\"sections\":{\"training\":\"" + new string('x', 3_000_000) + "\"}}")).StatusCode);
    }

    [Fact]
    public async Task Who_read_an_earlier_state_is_told_so_and_gets_the_tag_of_now()
    {
        using var first = await Put(Whole());
        var read = first.Headers.ETag?.Tag ?? "";
        using var second = await Put("""{"sections":{"overview":"Mine."}}""", ifMatch: read);
        using var late = await Put("""{"sections":{"overview":"Theirs."}}""", ifMatch: read);
        using var weak = await Put("""{"sections":{"overview":"Theirs."}}""", ifMatch: "W/" + second.Headers.ETag?.Tag);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed], [second.StatusCode, late.StatusCode, weak.StatusCode]);
        Assert.Equal(second.Headers.ETag, late.Headers.ETag);
        Assert.Equal("Mine.", (await _client.GetFromJsonAsync<JsonElement>(Card)).GetProperty("sections").GetProperty("overview").GetString());
        using var submit = new HttpRequestMessage(HttpMethod.Post, $"{Card}/submit") { Headers = { { "If-Match", read } } };
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.SendAsync(submit)).StatusCode);
    }

    [Fact]
    public async Task A_submission_names_every_required_section_that_is_empty_and_a_repeated_one_has_one_effect()
    {
        await Put("""{"sections":{"overview":"Scores loans."}}""");
        using var refused = await _client.PostAsync($"{Card}/submit", null);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(10, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Count());
        await Put(Whole());

        using var first = await Submit("key-1");
        using var second = await Submit("key-1");
        using var third = await Submit("key-2");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal(HttpStatusCode.Conflict, (await Put("""{"sections":{}}""")).StatusCode);
    }

    [Fact]
    public async Task Of_a_past_day_the_card_is_what_was_approved_by_then()
    {
        await Put(Whole());

        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{Card}?asOf=2020-01-01")).StatusCode);
        await Refused(await _client.GetAsync($"{Card}?asOf=soon"), "asOf");
    }

    [Fact]
    public async Task A_token_of_another_system_neither_reads_nor_writes_it()
    {
        using var bound = await _host.BoundClient(_owner, SystemId.New(TimeProvider.System.GetUtcNow()));

        Assert.Equal(HttpStatusCode.Forbidden, (await bound.GetAsync(Card)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bound.PutAsJsonAsync(Card, new { sections = new { overview = "x" } })).StatusCode);
    }

    [Fact]
    public async Task A_page_hands_the_card_out_as_a_file()
    {
        await Put(Whole());
        using var browser = await Browser.SignIn(_host, "Owner");

        using var html = await browser.GetAsync("/register/AIS-0001/versions/v1.0/card/file?format=html");
        using var file = await browser.GetAsync("/register/AIS-0001/versions/v1.0/card/file?format=md&revision=1");
        using var none = await browser.GetAsync("/register/AIS-0001/versions/v1.0/card/file?format=md&revision=9");

        Assert.Contains("<h1>Credit scoring v1.0</h1>", await html.Content.ReadAsStringAsync());
        Assert.Equal("AIS-0001-v1.0-card-1.md", file.Content.Headers.ContentDisposition?.FileNameStar ?? file.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static string Whole() => JsonSerializer.Serialize(new { sections = Keys.Split(", ").ToDictionary(key => key, key => $"About {key}.") });

    private async Task Approve()
    {
        var reviewer = await _host.Person("Reviewer", Role.TechnicalReviewer);
        var card = await _host.Get<CardQueries>().One("AIS-0001", "v1.0", AsOf.Now, default);
        _ = (await _host.Get<ReviewCard>().Run(reviewer, new("AIS-0001", "v1.0", card?.Open?.Content ?? Digest.Of([]), CardReview.Approve, "Sound."), default)).Value;
    }

    private async Task<HttpResponseMessage> Put(string body, string type = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Card) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await _client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Submit(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Card}/submit") { Headers = { { "Idempotency-Key", key } } };
        return await _client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Get(string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", accept } } };
        return await _client.SendAsync(request);
    }

    private static async Task Refused(HttpResponseMessage answer, string field)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}
