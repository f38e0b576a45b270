using System.Text.Json;
using Portal.Evaluation.Judging;
using Portal.Policies;

namespace Portal.Web.Demo;

/// <summary>The judge of the bank's past: it says of the outputs below what is written beside them. Whoever asks for a judge in the demo names a real one.</summary>
internal sealed class DemoJudge : IJudge
{
    public const string Model = "northlight-judge-2026-06";

    private const int TokensOfCall = 640;
    private const string Guideline = "Money is a decimal, never a double. Every call to another service has a time limit. Secrets come from the vault.";

    private static readonly IReadOnlyList<Review> Reviews =
    [
        new("double total = items.Sum(i => (double)i.Price);", "Sum in decimal: the guideline says that money is never a double.", 1, 1, 1, "The remark quotes the guideline as it stands."),
        new("var answer = await http.GetAsync(url);", "The call has no time limit; pass a CancellationToken with a timeout.", 1, 1, 1, "Asked for by the guideline on other services."),
        new("const string ApiKey = \"sk-live-…\";", "A secret stands in the code. Read it from the vault and rotate the one that was shown.", 1, 1, 1, "The vault is named in the guidelines; rotating is sound advice."),
        new("foreach (var row in rows) await Save(row);", "Use rows.SaveAllAsync(), which writes them in one transaction.", 0.25, 0.75, 0.75, "No guideline and nothing in the change speaks of SaveAllAsync: the call is made up."),
        new("if (amount == 0.1) return;", "Compared with a double: 0.1 has no exact value. Make amount a decimal.", 1, 1, 1, "Follows from the guideline on money."),
        new("catch (Exception) { }", "The exception is swallowed. Log it, or let it go up.", 0.75, 1, 1, "Sound, but none of the guidelines says so."),
        new("var key = vault.Get(\"scoring\");", "Nothing to remark.", 1, 1, 1, "The secret comes from the vault, as it should."),
        new("http.Timeout = TimeSpan.FromMinutes(30);", "A time limit of half an hour is none. Agree on one with the team that is called.", 0.75, 1, 1, "A time limit is asked for; how long it may be is not said."),
        new("decimal fee = rate * amount;", "Nothing to remark.", 1, 1, 1, "Money is a decimal."),
        new("SELECT * FROM customers WHERE name = '\" + name + \"'", "Text of the user goes into the statement. Use a parameter.", 0.75, 1, 1, "Right, though the guidelines are silent on it."),
        new("float rate = 0.0325f;", "Use decimal for rate; the house's RateType converts it.", 0.5, 1, 1, "Decimal is borne out; RateType appears nowhere."),
        new("log.Info($\"card {pan} declined\");", "The card number goes into the log. Write the last four digits only.", 0.75, 1, 1, "Right and careful; the guidelines do not speak of logs."),
    ];

    public static ReadOnlyMemory<byte> Outputs =>
        JsonLines(Reviews.Select((review, index) => new { id = $"change-{index + 1:00}", question = review.Change, context = Guideline, output = review.Remark }));

    public Task<Judgement> Ask(JudgeCall call, CancellationToken ct)
    {
        var review = Reviews.Single(review => review.Change == call.Row.Question);
        var score = call.Rubric.Metric switch { Metric.Factuality => review.Factuality, Metric.Relevance => review.Relevance, _ => review.Safety };
        return Task.FromResult(new Judgement(JudgementKind.Score, call.Rubric.Metric == Metric.Factuality ? review.Why : score < 1 ? "It points to a call that is not there." : "Nothing against it.") { Score = score, Tokens = TokensOfCall });
    }

    private static ReadOnlyMemory<byte> JsonLines<T>(IEnumerable<T> rows) => new(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => JsonSerializer.Serialize(row)))));

    private sealed record Review(string Change, string Remark, double Factuality, double Relevance, double Safety, string Why);
}
