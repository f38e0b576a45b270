using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Assurance.Simulation;
using Portal.Data;
using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Shared;
using Portal.Web.Policies;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class PolicyPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Everybody_reads_the_rules_and_only_policy_managers_begin_the_next_ones()
    {
        var page = Draw<PoliciesPage>(await _host.Person("Reader", Role.SystemOwner));

        page.WaitForAssertion(() => Assert.Equal("Policy 1", page.Find("h1").TextContent), Soon);
        Assert.Contains("Recall ≥ 0.6", page.Markup, StringComparison.Ordinal);
        Assert.Contains("2 of 2 seats vote; at least 2 approve, and more than do not", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Draft policy 2", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_stand_over_the_form_by_field_and_line_and_close_what_cannot_be_done()
    {
        var author = await _host.Person("Author", Role.PolicyManager);
        await Change(author, yaml => PolicyYaml.With(yaml, "checks.recall.atLeast", "a lot").Value);

        var page = Draw<DraftPage>(author);

        page.WaitForAssertion(() => Assert.Equal("checks.recall.atLeast", page.Find("td code").TextContent), Soon);
        Assert.Contains("write a number from 0 to 1, with a point.", page.Find("[aria-label='Threshold of recall'] ~ .field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(["the rules in force stand", "the text has faults", "the text has faults"], page.FindAll(".consequence").Select(words => words.TextContent));
    }

    [Fact]
    public async Task A_proposal_is_closed_to_who_wrote_on_it()
    {
        var (author, _) = await Proposed();

        var page = Draw<DraftPage>(author);

        page.WaitForAssertion(() => Assert.Contains("Author proposed it", page.Markup, StringComparison.Ordinal), Soon);
        Assert.Equal("true", page.FindAll(".action button")[^1].GetAttribute("aria-disabled"));
        Assert.True(page.Find("[aria-label='Threshold of recall']").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_proposal_is_open_to_a_second_policy_manager()
    {
        var (_, second) = await Proposed();

        var page = Draw<DraftPage>(second);

        page.WaitForAssertion(() => Assert.Contains("policy 2 is in force at once", page.Markup, StringComparison.Ordinal), Soon);
        Assert.Null(page.FindAll(".action button")[^1].GetAttribute("aria-disabled"));
    }

    private async Task<(Actor Author, Actor Second)> Proposed()
    {
        var (author, second) = (await _host.Person("Author", Role.PolicyManager), await _host.Person("Second", Role.PolicyManager));
        await Staff();
        var id = await Change(author, yaml => PolicyYaml.With(yaml, "checks.recall.atLeast", "0.70").Value);
        _ = (await _host.Get<SimulatePolicy>().Run(author, id, default)).Value;
        var draft = await _host.Get<PolicyQueries>().Open(default) ?? throw new InvalidOperationException("There is no draft.");
        var token = (await _host.Get<StepUp>().Run(author, new(PortalHost.Password, draft.Digest, ProposePolicy.Meaning(2, OpenRequests.Keep)), default)).Value;
        _ = (await _host.Get<ProposePolicy>().Run(author, new(id, draft.Digest, "The summer.", OpenRequests.Keep, token), default)).Value;
        return (author, second);
    }

    private IRenderedComponent<TPage> Draw<TPage>(Actor person) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        this.Over(_host, person);
        return Render<TPage>();
    }

    private async Task<PolicyId> Change(Actor author, Func<string, string> change)
    {
        var id = (await _host.Get<DraftPolicy>().Begin(author, default)).Value;
        var draft = await _host.Get<PolicyQueries>().Open(default) ?? throw new InvalidOperationException("There is no draft.");
        _ = (await _host.Get<DraftPolicy>().Change(author, new(id, change(draft.Yaml), draft.Digest), default)).Value;
        return id;
    }

    /// <summary>Somebody for every step.</summary>
    private async Task Staff()
    {
        foreach (var role in FlowStep.DecidingRoles)
            await _host.Person($"Any {role}", role);
        await _host.Person("Other owner", Role.SystemOwner);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        foreach (var function in Seat.Shipped)
            db.Seats.Add(new Seat(function, (await _host.Person($"Seat {function}", Role.BoardMember)).Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
    }
}
