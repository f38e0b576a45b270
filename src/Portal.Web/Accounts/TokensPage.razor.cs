using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

/// <summary>The tokens of whoever looks; administrators see everybody's beside.</summary>
public sealed partial class TokensPage : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Tab> Parts = [new("mine", "Mine"), new("everybody", "Everybody's")];

    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyDictionary<SystemId, string> _codes = new Dictionary<SystemId, string>();
    private Page<TokenLine>? _page;
    private TokenLine? _revoking;
    private Actor? _me;
    private bool _issuing;

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private TokenQueries Tokens { get; set; } = default!;

    [Inject] private RevokeToken RevokeToken { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private SystemCodes Systems { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    private bool Everybody => Tab == Parts[1].Key && _me?.May(Permission.ManagePeople) == true;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _me ??= await Actor.Get(_stop.Token);
        await Read();
    }

    private async Task Read()
    {
        if (_me?.Person is not { } person)
            return;

        var request = new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]);
        var page = Everybody ? await Tokens.All(request, _stop.Token) : await Tokens.Of(person, request, _stop.Token);
        _codes = await Systems.Of([.. page.Items.SelectMany(line => line.Systems ?? []).Distinct()], _stop.Token);
        _page = page;
    }

    private async Task<string?> Revoke(string reason)
    {
        if (_revoking is not { } token)
            return null;
        if ((await RevokeToken.Run(await Actor.Get(), new(token.Hash, reason), default)).Refusal is { } refusal)
            return refusal.Message;

        Toasts.Show(StatusKind.Pass, $"{token.Label} is revoked.");
        await Read();
        return null;
    }
}
