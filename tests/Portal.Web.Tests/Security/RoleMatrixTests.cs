using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Security;

/// <summary>
/// Who gets where, found out by going there: every role calls every page with its session and every endpoint with its token. What is
/// allowed must be what the role's permissions say; the table in Matrix.txt keeps what that is, so that a change is seen in review.
/// </summary>
public sealed class RoleMatrixTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Every_role_gets_exactly_where_its_permissions_say()
    {
        var routes = Routes.Of(_host).Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null && Routes.PoliciesOf(route).Count > 0).ToList();
        Assert.True(routes.Count > 30, $"Only {routes.Count} routes name a policy.");
        List<string> wrong = [];
        var allowed = new HashSet<(Role, string)>();
        foreach (var role in Enum.GetValues<Role>())
        {
            await using var caller = await Caller.Of(_host, role);
            foreach (var route in routes)
            {
                var may = Routes.PoliciesOf(route).All(policy => caller.Actor.Permissions.Contains(Enum.Parse<Permission>(policy)));
                var answer = await caller.Call(route);
                if (IsAllowed(answer) != may)
                    wrong.Add($"{role}: {Routes.MethodOf(route)} {Routes.PathOf(route)} answered {(int)answer.Status} {answer.Location}");
                if (may)
                    allowed.UnionWith(Routes.PoliciesOf(route).Select(policy => (role, policy)));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var observed = Table([.. routes.SelectMany(Routes.PoliciesOf).Distinct().OrderBy(Enum.Parse<Permission>)], allowed);
        var committed = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Security", "Matrix.txt"));
        Assert.True(committed.ReplaceLineEndings("\n") == observed, $"The matrix is not the one in Security/Matrix.txt. It is now:\n\n{observed}");
    }

    private static bool IsAllowed(Answer answer) =>
        answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && answer.Location?.Contains("/no-access", StringComparison.Ordinal) != true;

    private static string Table(IReadOnlyList<string> policies, HashSet<(Role, string)> allowed)
    {
        var text = new StringBuilder(new string(' ', 29));
        foreach (var policy in policies)
            text.Append(policy).Append(' ');
        foreach (var role in Enum.GetValues<Role>())
        {
            text.Append('\n').Append(Roles.Title(role).PadRight(29));
            foreach (var policy in policies)
                text.Append((allowed.Contains((role, policy)) ? "yes" : ".").PadRight(policy.Length + 1));
        }

        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())) + "\n";
    }

    private sealed record Answer(HttpStatusCode Status, string? Location);

    /// <summary>Somebody with one role, in a browser and with a token that may all the role may.</summary>
    private sealed class Caller(Actor actor, HttpClient pages, HttpClient api) : IAsyncDisposable
    {
        public Actor Actor => actor;

        public static async Task<Caller> Of(PortalHost host, Role role)
        {
            var actor = await host.Person(role.ToString(), role);
            return new Caller(actor, await Browser.SignIn(host, role.ToString()), await host.Client(actor, [.. actor.Permissions]));
        }

        public async Task<Answer> Call(RouteEndpoint route)
        {
            using var request = new HttpRequestMessage(new HttpMethod(Routes.MethodOf(route)), Routes.AddressOf(route));

            // Of another type than it accepts, a request does not come to the endpoint at all.
            if (route.Metadata.GetMetadata<IAcceptsMetadata>() is { ContentTypes: [var type, ..] })
                request.Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
            using var answer = await (Routes.IsApi(route) ? api : pages).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new Answer(answer.StatusCode, answer.Headers.Location?.OriginalString);
        }

        public ValueTask DisposeAsync()
        {
            pages.Dispose();
            api.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
