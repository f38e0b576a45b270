using Portal.EndToEnd.Support;

namespace Portal.EndToEnd;

/// <summary>Every page as its people meet it, held against WCAG 2.2 AA.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class BarrierTests(Browser browser, DemoPortal demo)
{
    [Theory]
    [InlineData("owner", "/", "/register", "/register/new", "/register/AIS-0006/edit", "/register/AIS-0006/edit?step=people", "/register/AIS-0006/edit?step=use", "/register/AIS-0006/edit?step=data", "/register/AIS-0006/edit?step=risk", "/register/AIS-0006/edit?step=check", "/register/AIS-0002", "/register/AIS-0002?tab=use", "/register/AIS-0002?tab=raci", "/register/AIS-0002?tab=versions", "/register/AIS-0002?tab=promotions", "/register/AIS-0002?tab=history", "/register/AIS-0006", "/register/AIS-0008", "/register/AIS-0009", "/register/AIS-0010", "/register/AIS-0011", "/register/import", "/register?asof=2026-10-01", "/register/AIS-0001?asof=2026-10-01", "/register/AIS-0012?asof=2026-08-01", "/promotions?asof=2026-10-01", "/register/AIS-0001/versions/v3.1", "/register/AIS-0001/versions/v3.1?tab=evaluations", "/register/AIS-0001/versions/v3.1?tab=contents", "/register/AIS-0001/versions/v3.1?tab=compare&all=1", "/models", "/models?kind=Prompt", "/models/experiments", "/models/registered", "/evaluations", "/evaluations?tab=datasets", "/evaluations/SU-0001", "/register/AIS-0001/versions/v3.3/runs/1", "/register/AIS-0001/versions/v3.1?tab=card", "/register/AIS-0001/versions/v3.1?tab=card&show=changes", "/promotions", "/promotions/new?system=AIS-0001", "/promotions/PR-0001", "/monitoring", "/monitoring/AIS-0001", "/monitoring/alerts", "/monitoring/alerts/AL-0001", "/costs", "/costs?tab=budgets", "/costs?tab=unpriced", "/costs?tab=prices")]
    [InlineData("risk", "/", "/register/AIS-0012", "/register/AIS-0012?tab=use", "/register/AIS-0009", "/findings", "/findings/FI-0002", "/exceptions", "/exceptions/EX-0004", "/portfolio")]
    [InlineData("policy", "/", "/policies", "/policies?tab=statements", "/policies?tab=versions", "/policies/2?tab=changes", "/policies/draft")]
    [InlineData("auditor", "/", "/register/AIS-0002", "/promotions?show=all", "/promotions/PR-0002", "/monitoring/AIS-0002", "/audit", "/audit/samples/new", "/audit/readings", "/audit/guide", "/audit?entry=5", "/audit?subject=AIS-0001&asof=2026-11-01")]
    public Task No_page_has_a_barrier(string who, params string[] addresses) => browser.WalkAsync(demo.Portal, async journey =>
    {
        await (await journey.SomebodyAsync()).OpenAsync("/account/login");
        var person = await journey.SignInAsync($"{who}@demo.example");

        foreach (var address in addresses)
        {
            await person.OpenAsync(address);
            await person.SeeNoBarrierAsync();
        }
    });
}
