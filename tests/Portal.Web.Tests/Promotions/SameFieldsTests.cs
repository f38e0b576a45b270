using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Promotions;
using Portal.Web.Tests.Support;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Tests.Promotions;

/// <summary>A signature says the same of itself on the page, in print, over the API and in a file (21 CFR 11.50).</summary>
public sealed class SameFieldsTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync() => _scene = await PromotionScene.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task Every_signature_shows_every_field_on_the_page_over_the_API_and_in_the_file()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical, Verdict.Approve, "=SUM(1) is rebuilt.");
        await Scene.SignOn(promotion, Scene.RiskSeat, new Condition("Watch the south.", Scene.Owner.Person.GetValueOrDefault(), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30), Blocking: true));
        var signatures = await Scene.Host.Get<SignatureQueries>().Of(promotion, AsOf.Now, default);
        using var browser = await Browser.SignIn(Scene.Host, "Owner");
        using var client = await Scene.Host.Client(Scene.Owner);

        this.Over(Scene.Host, Scene.Risk);
        var page = Render<ReviewRoomPage>(parameters => parameters.Add(room => room.Id, promotion.ToString()));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("details.signed").Count), Soon);
        var drawn = string.Join('\n', page.FindAll(".timeline").Select(part => part.TextContent));
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/promotions/{promotion}");
        var decisions = answer.GetProperty("decisions").EnumerateArray().ToList();
        var rows = JsonDocument.Parse(await browser.GetStringAsync("/exports/decisions?format=json")).RootElement.EnumerateArray().ToList();
        var csv = await browser.GetStringAsync("/exports/decisions?format=csv");

        Assert.Equal((2, 2, 2), (signatures.Count, decisions.Count, rows.Count));
        foreach (var (line, index) in signatures.Select((line, index) => (line.Vote, index)))
        {
            foreach (var (key, value) in Fields(line))
            {
                Assert.True(drawn.Contains(value, StringComparison.Ordinal), $"the page lacks {key} of {line.PrintedName}: {value}");
                Assert.True(Texts(decisions[index]).Contains(value), $"the API lacks {key} of {line.PrintedName}: {value}");
                Assert.True(Texts(rows[index]).Contains(value), $"the file lacks {key} of {line.PrintedName}: {value}");
            }

            foreach (var condition in line.Asked)
            {
                Assert.Contains(condition.InWords, drawn);
                Assert.Equal(condition.InWords, rows[index].GetProperty("conditions").GetString());
                var asked = Assert.Single(decisions[index].GetProperty("conditions").EnumerateArray());
                Assert.Equal(["Watch the south.", "Owner", Calendar.Text(condition.Due), "True"], asked.EnumerateObject().Select(part => part.Value.ToString()));
            }
        }

        Assert.Contains("Major", page.FindAll("dd").Single(value => value.TextContent.Contains("First version in Production", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Equal(("Major", "First version in Production"), (answer.GetProperty("changeClass").GetString(), answer.GetProperty("changeBecause")[0].GetString()));
        Assert.All(rows, row => Assert.Equal("Major", row.GetProperty("changeClass").GetString()));
        Assert.Contains("'=SUM(1) is rebuilt.", csv, StringComparison.Ordinal);
        Assert.Single((await Scene.Host.Get<SignatureQueries>().Of(promotion, AsOf.Now, default))[1].Vote.Asked);
    }

    /// <summary>What is folded on the screen stands open on paper, and nothing of a signature is left out there.</summary>
    [Fact]
    public async Task Print_folds_nothing_away()
    {
        using var browser = await Browser.SignIn(Scene.Host, "Owner");
        var home = await browser.GetStringAsync("/");
        var at = home.IndexOf("css/app", StringComparison.Ordinal);
        var sheet = await browser.GetStringAsync("/" + home[at..home.IndexOf('"', at)]);

        var print = sheet[sheet.LastIndexOf("@media print", StringComparison.Ordinal)..];

        Assert.Contains("details::details-content", print, StringComparison.Ordinal);
        Assert.DoesNotContain(".signed", print, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Key, string Value)> Fields(VoteView vote)
    {
        yield return ("name", vote.PrintedName);
        yield return ("time", Utc(vote.At));
        yield return ("meaning", vote.Meaning);
        yield return ("reason", vote.Reason);
        yield return ("subject", vote.Subject.Text);
        yield return ("policy", vote.Policy.ToString(CultureInfo.InvariantCulture));
        yield return ("how authenticated", vote.AuthenticatedWith);
        yield return ("when authenticated", Utc(vote.AuthenticatedAt));
        if (vote.Seat is { } seat)
            yield return ("seat", seat);
        if (vote.InPlaceOf is { } other)
            yield return ("in whose place", other);
    }

    /// <summary>Each form writes an instant in its own way, to the second.</summary>
    private static HashSet<string> Texts(JsonElement row) =>
        [.. row.EnumerateObject().Select(field => field.Value.ValueKind == JsonValueKind.String && (field.Name == "at" || field.Name.EndsWith("At", StringComparison.Ordinal)) ? Utc(field.Value.GetDateTimeOffset()) : field.Value.ToString())];

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
