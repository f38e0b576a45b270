using Microsoft.AspNetCore.Components;
using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Policies;

/// <summary>The next policy: its form and its text side by side, what it changes, what that would change, and who signs it.</summary>
public sealed partial class DraftPage(PolicyQueries policies, DraftPolicy drafts, KeptTexts texts) : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Crumb> Crumbs = [new("Policies", "policies"), new("Draft")];

    private readonly CancellationTokenSource _stop = new();
    private PolicyView? _draft;
    private IReadOnlyDictionary<string, string> _values = new Dictionary<string, string>();
    private string _yaml = "";
    private Actor? _me;
    private string? _refusal;
    private bool _none;

    [Inject] private PageActor Actor { get; set; } = default!;

    private bool MayEdit => _draft?.State == PolicyState.Draft && _me?.May(Permission.ManagePolicies) == true;

    private IReadOnlyList<Fault> Faults => _draft?.Rules.Refusal is Invalid { Faults: var faults } ? faults : [];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnInitializedAsync() => Read();

    private async Task Read()
    {
        _me = await Actor.Get(_stop.Token);
        _draft = await policies.Open(_stop.Token);
        _none = _draft is null;
        (_yaml, _values) = _draft is { } draft ? (draft.Yaml, PolicyYaml.Values(draft.Yaml)) : ("", new Dictionary<string, string>());
    }

    private async Task Begin()
    {
        _refusal = (await drafts.Begin(await Actor.Get(_stop.Token), _stop.Token)).Refusal?.Message;
        await Read();
    }

    private Task SetValue((string Path, string Value) change) =>
        PolicyYaml.With(_yaml, change.Path, change.Value).Succeeded(out var yaml, out var refusal) ? SetYaml(yaml) : Refuse(refusal);

    private async Task SetYaml(string? yaml)
    {
        if (_draft is not { } draft)
            return;

        var typed = (yaml ?? "").ReplaceLineEndings("\n");
        var result = await drafts.Change(await Actor.Get(_stop.Token), new(draft.Id, typed, draft.Digest), _stop.Token);
        if (result.Refusal is { } refusal)
        {
            // What was typed stays in the field.
            _yaml = typed;
            await Refuse(refusal);
            return;
        }

        _refusal = null;
        await texts.Forget($"policy/{draft.Number}/yaml");
        await Read();
    }

    private Task Refuse(Refusal refusal)
    {
        _refusal = refusal.Message;
        return Task.CompletedTask;
    }

    private async Task Acted(string? refusal)
    {
        _refusal = refusal;
        await Read();
    }
}
