using Portal.Findings;
using Portal.Inspection;
using Portal.Reports;
using Portal.Shared;

namespace Portal.Web.Demo;

internal sealed partial class DemoHouse
{
    public async Task<SampleView> DrawFindings(string seed, int lines, string purpose, CancellationToken ct)
    {
        var code = (await Get<DrawSample>().Run(await As("auditor", ct), new(Get<Lists>().Findings(new FindingFilter(), AsOf.Now, "state=Open&state=Claimed&state=Closed"), lines, seed, purpose), ct)).Value;
        return await Get<SampleQueries>().One(code, ct) ?? throw new InvalidOperationException($"There is no {code}.");
    }

    public async Task NoteLine(string sample, int line, SampleMark mark, string words, CancellationToken ct) =>
        _ = (await Get<NoteSampleLine>().Run(await As("auditor", ct), new(sample, line, mark, words), ct)).Value;

    public async Task<string> AskEvidence(string title, string text, AskedOf askedOf, string system, int days, string about, CancellationToken ct) =>
        (await Get<AskForEvidence>().Run(await As("auditor", ct), new(title, text, askedOf, system, Get<Calendar>().Today.AddDays(days), about), ct)).Value;

    public async Task AnswerEvidence(string account, string request, string words, string source, CancellationToken ct) =>
        _ = (await Get<AnswerRequest>().Run(await As(account, ct), new(request, words, source), ct)).Value;
}
