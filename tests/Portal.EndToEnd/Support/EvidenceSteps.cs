using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Support;

/// <summary>What Tier High asks for before a board is asked: labels that the validator keeps, papers, and somebody who has read.</summary>
internal sealed partial class EvidenceSteps(Journey journey, Pipeline pipeline, Visitor owner, string code, string label)
{
    private const int Rows = 600;

    /// <summary>The validator seals the labels, the owner and the validator agree; the code of the suite.</summary>
    public async Task<string> AgreeOnSuiteAsync(Visitor validator)
    {
        var suite = (await pipeline.PostAsync($"/api/v1/systems/{code}/suites", new
        {
            name = "Complaints of the quarter",
            dataset = "complaints hold-out",
            positive = "urgent",
            metrics = new[] { "Accuracy", "Recall" },
            @protected = new[] { new { name = "language", obtained = "The language of the letter" } },
        })).GetProperty("code").GetString() ?? "";

        await validator.OpenAsync($"/evaluations/{suite}");
        await owner.OpenAsync($"/evaluations/{suite}");
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Bring the labels" })).ToHaveCountAsync(0);
        await validator.PressAsync("Bring the labels");
        var dialog = validator.Dialog($"Labels for {suite}");
        await dialog.GetByLabel("File", new() { Exact = true }).ChooseAsync("labels.csv", "text/csv", Encoding.UTF8.GetBytes(Labels()));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Bring them" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await owner.PressAsync("Agree as owner");
        await validator.SeeAsync("The owner has agreed; the validator's word is missing.");
        await validator.PressAsync("Agree as validator");
        await owner.SeeAsync("Versions are evaluated on it; each run on its labels is counted.");
        await owner.SeeNoBarrierAsync();
        await validator.PictureAsync("suite");
        return suite;
    }

    /// <summary>Two runs that fall short and one that does not: all are counted, the last decides.</summary>
    public async Task EvaluateThriceAsync(string suite)
    {
        await pipeline.PredictAsync(code, label, suite, Rows, found: 90);
        await pipeline.PredictAsync(code, label, suite, Rows, found: 200);
        var run = await pipeline.PredictAsync(code, label, suite, Rows, found: 255);

        Assert.Equal(3, run.GetProperty("attempt").GetInt32());
        Assert.Equal(0.85, run.GetProperty("metrics").GetProperty("recall").GetProperty("value").GetDouble());
        await owner.OpenAsync($"/register/{code}/versions/{label}/runs/3");
        await owner.SeeAsync("By protected group: language");
        await owner.SeeNoBarrierAsync();
        await owner.PictureAsync("run");
    }

    /// <summary>All papers but one: the gate says which, and where it goes.</summary>
    public async Task SubmitPapersAsync()
    {
        await pipeline.ScanAsync(code, label);
        await pipeline.PutCardAsync(code, label);
        foreach (var kind in new[] { "ValidationReport", "RegulatoryReview", "RiskAndImpactAssessment" })
            await pipeline.DocumentAsync(code, label, kind);
    }

    public async Task ReviewCardAsync()
    {
        var reviewer = await journey.SignInAsync("tech@demo.example");
        await reviewer.OpenAsync($"/register/{code}/versions/{label}?tab=card");
        await reviewer.PressAsync("Review");
        await reviewer.FillAsync("Remarks", "As the artifact is.");
        await reviewer.PressAsync("Approve");
        await reviewer.SeeAsync("As the artifact is.");
    }

    public async Task VouchAsync()
    {
        var product = await journey.SignInAsync("product@demo.example");
        await product.OpenAsync($"/register/{code}/versions/{label}?tab=evaluations");
        await product.PressAsync("Look at the outputs");
        await product.SeeNoBarrierAsync();
        await product.PictureAsync("outputs");
        await product.PressAsync("I say so");
        await product.SeeAsync("on 20 outputs");
    }

    /// <summary>Approves what waits, one after the other.</summary>
    public async Task ApproveDocumentsAsync(Visitor validator, int count)
    {
        await validator.OpenAsync($"/register/{code}/versions/{label}?tab=evaluations");
        for (var approved = 0; approved < count; approved++)
        {
            var waiting = validator.Page.GetByRole(AriaRole.Button, new() { Name = "Review", Exact = true });
            await Expect(waiting).ToHaveCountAsync(count - approved);
            await waiting.First.ClickAsync();
            var review = validator.Dialog("Review a document");
            await review.GetByLabel("Remarks", new() { Exact = true }).FillAsync("Reproduced.");
            await review.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
            await Expect(review).ToHaveCountAsync(0);
        }
    }

    /// <summary>All figures are green, and the gate is closed: it leads to what is lacking.</summary>
    public async Task ExplainAsync()
    {
        await owner.OpenAsync($"/register/{code}/versions/{label}");
        await Expect(owner.Page.GetByText(TwoBlock())).ToBeVisibleAsync();
        await owner.PictureAsync("two-lack");
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Submit the explainability report" }).ClickAsync();
        await owner.PressAsync("Submit a document");
        var submission = owner.Dialog("Submit a document");
        await submission.GetByLabel("Kind", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Explainability report" });
        await submission.GetByLabel("File", new() { Exact = true }).ChooseAsync("why.md", "text/markdown", Encoding.UTF8.GetBytes("# Why\n\nThe words that weighed most are named."));
        await submission.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Expect(submission).ToHaveCountAsync(0);
        await owner.SeeAsync("waits for an independent validator");
    }

    private static string Labels() => "id,label,mustPass,group.language\n" + string.Join('\n', Enumerable.Range(0, Rows).Select(index =>
        $"c-{index},{(index < Rows / 2 ? "urgent" : "calm")},{(index < 5 ? "true" : "")},{(index % 2 == 0 ? "German" : "other")}"));

    [GeneratedRegex("^Blocked by 2 of")]
    private static partial Regex TwoBlock();
}
