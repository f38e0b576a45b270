using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>The whole thread, each of its people in a browser of their own: file, evaluate, decide, watch, prove.</summary>
[Collection(nameof(Beside)), Trait("Category", "Browser")]
public sealed partial class ThreadJourneyTests(Browser browser, DemoPortal demo, ITestOutputHelper output) : IClassFixture<DemoPortal>
{
    private const string Name = "Complaint routing";
    private const string Label = "v1.0";

    private static readonly byte[] Artifact = "weights of the router"u8.ToArray();
    private static readonly string ArtifactDigest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Artifact));

    [Fact]
    public Task A_system_is_filed_evaluated_decided_on_watched_and_proved() => browser.WalkAsync(demo.Portal, async journey =>
    {
        using var pipeline = new Pipeline(demo.Portal);
        var owner = await journey.SignInAsync("owner@demo.example");

        var code = await FileAsync(journey, owner);
        await ShowWhatItCanDoAsync(journey, pipeline, owner, code);
        await ReadACopyOfTheTrafficAsync(pipeline, owner, code);
        var promotion = await RequestAsync(pipeline, owner, code);
        await DecisionSteps.DecideAsync(journey, owner, promotion);
        await ApplyAsync(owner, promotion);
        await CheckCertificateAsync(pipeline, code, promotion);
        await WatchAsync(pipeline, owner, code);
        await HearAsync(pipeline, owner, code);
        await ProveAsync(journey, code, promotion);
        await MissTheConditionAndMeetItAsync(journey, pipeline, code, promotion);
    });

    /// <summary>Of little money and much harm: high by itself, whatever the law says.</summary>
    private static readonly (string Question, string Choice)[] Answers =
    [
        ("What is your organisation to this system?", "We use it in our work"), ("Does it do any of these?", "None of these"),
        ("Is it, or does it keep safe, a product under EU safety law?", "No"), ("Is it used in any of these areas?", "None of these"),
        ("Does it talk to people, or make or judge what they see and hear?", "None of these"), ("Does it decide about people by itself, with serious effect?", "No"),
        ("What can its errors cost, in a bad year?", "Hardly anything"), ("What can its errors do to a person?", "Loss of money, work, home or rights"),
        ("Can an error be undone?", "With effort, or in part"), ("How does it work?", "Learned from data, and each result can be explained"),
        ("What does it do by itself?", "Acts alone"), ("Whom does it reach?", "Customers, applicants or others outside"),
    ];

    private static async Task<string> FileAsync(Journey journey, Visitor owner)
    {
        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync("/register");
        await owner.OpenAsync("/register/new");
        await owner.FillAsync("Name", Name);
        await owner.ChooseAsync("Kind", "Classic ML");
        await owner.ChooseAsync("Lane", "Governed");
        await owner.FillAsync("Legal entity", "Demo Bank AG");
        await owner.FillAsync("Department", "Customer service");
        await owner.FillAsync("Countries", "AT, DE");
        await owner.NextAsync("People");
        await owner.SelectAsync("Technical owner", "Tomas Berg · Payments");
        await owner.NextAsync("Use");
        await owner.FillAsync("Purpose", "Puts complaints in the order in which they are answered.");
        await owner.FillAsync("People affected", "Customers who complain, about 900 a month");
        await owner.ChooseAsync("Human involvement", "A person reviews some cases");
        await owner.ChooseAsync("Autonomy", "Acts alone");
        await owner.ChooseAsync("May it stop?", "Yes");
        await owner.FillAsync("Fall-back", "Answered in the order in which they came");
        await owner.NextAsync("Data and limits");
        await owner.FillAsync("Data sources", "Complaints mailbox");
        await owner.ChooseAsync("Personal data", "Personal data");
        await owner.FillAsync("Known limitations and failure modes", "Reads German only.");
        await owner.NextAsync("Risk");
        await owner.AnswerAsync(Answers);
        await owner.NextAsync("Check and submit");
        await owner.PressAsync("Submit");
        await owner.Page.WaitForURLAsync(FiledEntry());
        await owner.SeeHeadingAsync(Name);
        await owner.SeeAsync("With risk");
        var code = FiledEntry().Match(owner.Page.Url).Groups[1].Value;

        await risk.SeeAsync(Name);
        await risk.OpenAsync($"/register/{code}");
        await risk.PictureAsync("confirm-the-tier");
        await risk.PressAsync("Accept as Tier High");

        await owner.SeeAsync("Published");
        return code;
    }

    private static async Task ShowWhatItCanDoAsync(Journey journey, Pipeline pipeline, Visitor owner, string code)
    {
        var version = await pipeline.SealAsync(code, Label, Artifact, "developer@demo.example");
        Assert.Equal("Sealed", version.GetProperty("state").GetString());

        var evidence = new EvidenceSteps(journey, pipeline, owner, code, Label);
        var validator = await journey.SignInAsync("validator@demo.example");
        await evidence.EvaluateThriceAsync(await evidence.AgreeOnSuiteAsync(validator));
        await evidence.SubmitPapersAsync();
        await evidence.ApproveDocumentsAsync(validator, count: 3);
        await evidence.ReviewCardAsync();
        await evidence.VouchAsync();
        await evidence.ExplainAsync();
        await evidence.ApproveDocumentsAsync(validator, count: 1);
        await owner.SeeAsync("Reproduced.");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("version");
    }

    /// <summary>The gate to Production asks for a version that has seen real inputs.</summary>
    private async Task ReadACopyOfTheTrafficAsync(Pipeline pipeline, Visitor owner, string code)
    {
        await owner.OpenAsync($"/monitoring/{code}");
        await owner.SeeAsync("has not sent a row in the last day");
        await SeeRowsAsync(pipeline, owner, code, first: 0, count: 500);
        await owner.OpenAsync($"/register/{code}/versions/{Label}");
    }

    private static async Task<string> RequestAsync(Pipeline pipeline, Visitor owner, string code)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Request promotion" }).ClickAsync();
        await owner.SeeHeadingAsync("Request a promotion");
        await owner.Page.GetByRole(AriaRole.Radio, new() { Name = "Production" }).CheckAsync();
        await owner.SeeAsync("500 of its rows were seen in 30 days.");
        await owner.FillAsync("The case", "Urgent complaints are answered on the day they come.");
        await owner.PressAsync("Request promotion");
        await owner.SeeHeadingAsync($"{Name} {Label} to Production");

        await owner.SeeAsync("You may not sign. You requested this promotion.");
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        return await pipeline.PromotionAsync(code, Label);
    }

    private static async Task ApplyAsync(Visitor owner, string promotion)
    {
        await owner.PressAsync("Apply");
        await owner.Dialog($"Apply {promotion}").GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await owner.SeeAsync($"Applied. {Label} is in Production.");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("applied");
    }

    private async Task CheckCertificateAsync(Pipeline pipeline, string code, string promotion)
    {
        var jwt = await pipeline.KeepAsync($"/api/v1/promotions/{promotion}/certificate?format=jwt", Path.Combine(demo.Portal.DataDirectory, "certificate.jwt"));
        var envelope = await pipeline.KeepAsync($"/api/v1/promotions/{promotion}/certificate?format=dsse", Path.Combine(demo.Portal.DataDirectory, "certificate.dsse.json"));
        var keys = await pipeline.KeepAsync("/.well-known/jwks.json", Path.Combine(demo.Portal.DataDirectory, "keys.json"));

        foreach (var certificate in new[] { jwt, envelope })
        {
            var (exitCode, words) = await Verifier.RunAsync("certificate", certificate, "--keys", keys, "--system", code, "--stage", "Production", "--digest", ArtifactDigest);

            Assert.True(exitCode == 0, words);
            output.WriteLine(words);
        }

        var admitted = await pipeline.AskAsync("/api/v1/admission", new { system = code, digest = ArtifactDigest, stage = "Production" });
        Assert.Equal((true, $"{promotion} is applied: {Label} may run in Production."), (admitted.GetProperty("allowed").GetBoolean(), admitted.GetProperty("reason").GetString()));
        var judged = new { jwt = admitted.GetProperty("certificate").GetString(), dsse = await File.ReadAllTextAsync(envelope), jwks = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(keys)), digest = ArtifactDigest };
        Assert.Equal($"{code} {Label} Production", await Clients.RunAsync("certificates.mjs", JsonSerializer.Serialize(judged)));
    }

    /// <summary>Three days on nobody has shown it: it does not run until it is shown, and then by the word of somebody else than its owner.</summary>
    private async Task MissTheConditionAndMeetItAsync(Journey journey, Pipeline pipeline, string code, string promotion)
    {
        await journey.LeaveAsync();
        Assert.Equal(0, await demo.Portal.StopAsync());
        demo.Portal.Ahead = TimeSpan.FromDays(3);
        await demo.Portal.StartAgainAsync();
        var owner = await journey.SignInAsync("owner@demo.example");
        await owner.OpenAsync($"/promotions/{promotion}");
        await owner.SeeAsync("Suspended by the portal");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("suspended");
        var refused = await pipeline.AskAsync("/api/v1/admission", new { system = code, digest = ArtifactDigest, stage = "Production" });
        Assert.False(refused.GetProperty("allowed").GetBoolean());
        Assert.StartsWith($"{promotion} is suspended since", refused.GetProperty("reason").GetString(), StringComparison.Ordinal);

        await owner.Page.GetByRole(AriaRole.Table, new() { Name = "What the approval asks for" }).GetByRole(AriaRole.Link).ClickAsync();
        await owner.PressAsync("It is done");
        await owner.FillAsync("What was done, and where it can be seen", "The list of the nights is on the team's page.");
        await owner.Dialog().GetByRole(AriaRole.Button, new() { Name = "It is done", Exact = true }).ClickAsync();
        var risk = await journey.SignInAsync("risk@demo.example");
        await risk.OpenAsync(new Uri(owner.Page.Url).AbsolutePath);
        await risk.PressAsync("Close");
        await risk.FillAsync("What you looked at", "The list.");
        await risk.Dialog().GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await risk.OpenAsync($"/promotions/{promotion}");
        await risk.PressAsync("Resume");
        await risk.FillAsync("What made it fit again", "The condition is met.");
        await risk.Dialog($"Resume {Label}").GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await risk.SeeAsync($"Applied. {Label} is in Production.");
        var admitted = await pipeline.AskAsync("/api/v1/admission", new { system = code, digest = ArtifactDigest, stage = "Production" });
        Assert.True(admitted.GetProperty("allowed").GetBoolean(), admitted.ToString());
    }

    private async Task WatchAsync(Pipeline pipeline, Visitor owner, string code)
    {
        await owner.OpenAsync($"/monitoring/{code}");
        await SeeRowsAsync(pipeline, owner, code, first: 500, count: 300);
        await SeeRowsAsync(pipeline, owner, code, first: 800, count: 200);

        await owner.PressAsync("Show PSI by feature as table");
        await Expect(owner.Page.GetByRole(AriaRole.Region, new() { Name = "PSI by feature, as a table" })).ToContainTextAsync("words");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("monitoring");
    }

    /// <summary>Two calls in ten fail: the rules say so within their minute, in the bell of the open page and among what waits for the owner.</summary>
    private static async Task HearAsync(Pipeline pipeline, Visitor owner, string code)
    {
        await pipeline.CallAsync(code, Label, count: 200, failing: 40);
        var told = owner.Page.Locator("#bell-menu").GetByText($"Serious: {code} {Label}, At least");
        await Expect(told).ToHaveCountAsync(1);

        await owner.OpenAsync("/");
        var row = owner.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "of calls fail" }).Filter(new() { HasText = Name });
        await Expect(row).ToContainTextAsync("Nobody yet");
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await owner.SeeAsync("of calls fail, n = 200");
    }

    /// <summary>Waits on the frames of the browser, so that the time is the one that a person would see.</summary>
    private async Task SeeRowsAsync(Pipeline pipeline, Visitor owner, string code, int first, int count)
    {
        var began = Stopwatch.GetTimestamp();
        await pipeline.SendAsync(code, Label, first, count);
        var accepted = Stopwatch.GetElapsedTime(began);
        var row = owner.Page.GetByRole(AriaRole.Row).Filter(new() { Has = owner.Page.GetByRole(AriaRole.Rowheader, new() { Name = "words", Exact = true }) });
        await row.GetByRole(AriaRole.Cell, new() { Name = (first + count).ToString("N0", CultureInfo.InvariantCulture), Exact = true }).WaitForAsync();
        var shown = Stopwatch.GetElapsedTime(began);

        // What else the machine does now is in these figures: how soon it must be is held by tests and benchmarks that run alone.
        output.WriteLine($"{count} rows: accepted after {accepted.TotalMilliseconds:0} ms, on the page after {shown.TotalMilliseconds:0} ms.");
    }

    private async Task ProveAsync(Journey journey, string code, string promotion)
    {
        var auditor = await journey.SignInAsync("auditor@demo.example");
        await auditor.OpenAsync("/audit");
        await SeeActsAsync(auditor, code, "filed the system", "submitted the entry to risk", "published the entry");
        await SeeActsAsync(auditor, $"{code}/{Label}",
        [
            "declared the version", "stored an artifact", "sealed the version", .. Enumerable.Repeat("evaluated the version", 3), "froze the monitoring baseline", "submitted a model card", "approved a model card",
            "vouched for the version", .. Enumerable.Repeat("submitted a document", 4), .. Enumerable.Repeat("approved a document", 4),
        ]);
        await SeeActsAsync(auditor, promotion, ["requested the promotion", "asked before deciding", "answered a question", .. Enumerable.Repeat("signed an approval", 7), "signed an approval with conditions", "signed a rejection", "recused from the decision", "set when the vote closes", "applied the promotion", .. Enumerable.Repeat("issued the certificate", 3)]);

        await auditor.PressAsync("Verify now");

        await Expect(auditor.Page.GetByText(AllVerified())).ToBeVisibleAsync();
        await auditor.PictureAsync("audit");
        Assert.Equal(0, await demo.Portal.CommandAsync("verify"));
        await TakeOutAsync(auditor);
    }

    /// <summary>The auditor takes the whole ledger along and checks it without the portal; next time the search is there by its name.</summary>
    private async Task TakeOutAsync(Visitor auditor)
    {
        var export = Path.Combine(demo.Portal.DataDirectory, "export.ndjson");
        await (await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync())).SaveAsAsync(export);
        using var pipeline = new Pipeline(demo.Portal);
        var key = await pipeline.KeepAsync("/.well-known/ledger-key.pem", Path.Combine(demo.Portal.DataDirectory, "ledger-key.pem"));

        var (exitCode, words) = await Verifier.RunAsync("ledger", export, "--key", key, "--checkpoint", Path.Combine(demo.Portal.DataDirectory, "checkpoints.jsonl"));

        Assert.True(exitCode == 0, words);
        output.WriteLine(words);
        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = "Timeline" }).ClickAsync();
        await auditor.PressAsync("Save this view");
        await auditor.FillAsync("Name", "This decision");
        await auditor.PressAsync("Save");
        await Expect(auditor.Page.GetByRole(AriaRole.Link, new() { Name = "This decision" })).ToBeVisibleAsync();
        await auditor.OpenAsync("/audit");
        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = "This decision" }).ClickAsync();
        await Expect(auditor.Page.Locator(".story li").First).ToContainTextAsync("requested the promotion");
        await auditor.SeeNoBarrierAsync();
        await auditor.PictureAsync("story");
    }

    private static async Task SeeActsAsync(Visitor auditor, string subject, params string[] acts)
    {
        await auditor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Subject" }).FillAsync(subject);
        await auditor.Page.Keyboard.PressAsync("Enter");
        await auditor.Page.WaitForURLAsync(url => url.Contains(Uri.EscapeDataString(subject), StringComparison.Ordinal));
        var rows = auditor.Page.GetByRole(AriaRole.Row).Filter(new() { Has = auditor.Page.GetByRole(AriaRole.Link, new() { Name = subject, Exact = true }) });
        foreach (var act in acts.CountBy(act => act))
            await Expect(rows.Filter(new() { HasText = act.Key })).ToHaveCountAsync(act.Value);
    }

    [GeneratedRegex("/register/(AIS-[0-9]{4})$")]
    private static partial Regex FiledEntry();

    [GeneratedRegex("^All [0-9,]+ entries verified")]
    private static partial Regex AllVerified();
}
