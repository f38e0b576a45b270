using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Accounts;

public sealed partial class RolesPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<RoleLine>? _roles;
    private IReadOnlyList<GrantLine> _waiting = [];
    private bool _inSetUp;
    private Actor? _me;
    private GrantLine? _confirming;
    private GrantLine? _declining;

    [Inject] private RoleQueries Queries { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _me = await Actor.Get(_stop.Token);
        await Read();
    }

    private async Task Read()
    {
        _waiting = await Queries.Waiting(_stop.Token);
        _inSetUp = await Queries.InSetUp(_stop.Token);
        _roles = await Queries.All(_stop.Token);
    }
}
