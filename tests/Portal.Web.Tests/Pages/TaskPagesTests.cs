using Bunit;
using Portal.Accounts;
using Portal.Monitoring.Traces;
using Portal.Web.Monitoring.Tasks;
using Portal.Web.Tests.Api.Otlp;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class TaskPagesTests(OtlpHost host) : BunitContext, IClassFixture<OtlpHost>
{
    private static readonly string Trace = $"{7:x32}";

    [Fact]
    public async Task A_task_stands_in_the_list_and_shows_its_spans_to_its_people()
    {
        await Send();
        this.Over(host.Portal, host.Owner ?? throw new InvalidOperationException("Nobody owns the system."));

        var list = Render<TaskListPage>(parameters => parameters.Add(page => page.Code, OtlpHost.Code));
        var one = Render<OneTaskPage>(parameters => parameters.Add(page => page.Code, OtlpHost.Code).Add(page => page.Trace, Trace));
        var none = Render<OneTaskPage>(parameters => parameters.Add(page => page.Code, OtlpHost.Code).Add(page => page.Trace, "x"));

        Assert.Equal(["Review a claim", "A tool not on its list"], [list.Find("tbody a.name").TextContent, list.Find("tbody .chip").TextContent.Trim()]);
        Assert.Equal($"monitoring/{OtlpHost.Code}/tasks/{Trace}", list.Find("tbody a.name").GetAttribute("href"));
        Assert.Equal(["Clerk", "gpt-4o-mini", "delete_customer"], one.FindAll(".span-name").Select(name => name.TextContent));
        Assert.Equal(["Ok", "Ok", "Not on its list"], one.FindAll("tbody .chip").Select(chip => chip.TextContent.Trim()));
        Assert.Contains("left: 25%; width: 50%", one.FindAll(".span-bar")[1].GetAttribute("style"), StringComparison.Ordinal);
        Assert.Contains("does not exist", none.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_read_no_tasks()
    {
        this.Over(host.Portal, await host.Portal.Person("Stranger", Role.Developer));

        var list = Render<TaskListPage>(parameters => parameters.Add(page => page.Code, OtlpHost.Code));

        Assert.Contains("are read by its people, the validator, risk and auditors", list.Markup, StringComparison.Ordinal);
    }

    private async Task Send()
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        SentSpan Of(int number, int from, int to, params (string Name, object Value)[] attributes)
        {
            var all = new SpanAttributes();
            foreach (var (name, value) in attributes)
                all.Add(name, value);
            return new SentSpan
            {
                Trace = Trace,
                Id = $"{number:x16}",
                Parent = number == 1 ? "" : $"{1:x16}",
                Name = "Review a claim",
                Start = ProtoBytes.Nanoseconds(at.AddSeconds(from)),
                End = ProtoBytes.Nanoseconds(at.AddSeconds(to)),
                Attributes = all,
            };
        }

        var process = new SpanAttributes();
        process.Add("portal.system", OtlpHost.Code);
        var owner = host.Owner ?? throw new InvalidOperationException("Nobody owns the system.");
        var taken = await host.Portal.Get<AcceptTraces>().Run(owner, new(
        [
            new SentSpans(process,
            [
                Of(1, 0, 4, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "Clerk")),
                Of(2, 1, 3, ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.provider.name", "openai"), ("gen_ai.usage.input_tokens", 1000L)),
                Of(3, 3, 4, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "delete_customer")),
            ]),
        ]), default);
        Assert.Equal("", taken.Value.Message);
        await using var counted = await host.Counted();
    }
}
