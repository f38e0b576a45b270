using Microsoft.AspNetCore.Components;
using Portal.Register;
using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Registered;
using Portal.Tracking.Search;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.Tracking;

/// <summary>What clients registered, and whose it is; owners claim for their systems what belongs to none.</summary>
public sealed partial class RegisteredPage : ComponentBase, IDisposable
{
    private const string SystemTag = "portal.system";

    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<ModelView>? _models;
    private IReadOnlyList<Choice<string>> _mine = [];
    private string? _claimed;
    private string? _system;
    private string? _refused;

    [Inject] internal ModelQueries Models { get; init; } = null!;

    [Inject] internal ChangeModel Change { get; init; } = null!;

    [Inject] internal RegisterQueries Register { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Person.Get(_stop.Token);
        if (actor.May(Permission.DeclareVersions) && actor.Person is { } person)
            _mine = [.. (await Register.OwnedBy(person, _stop.Token)).Where(system => system.Owns).Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}"))];
        await Read();
    }

    private async Task Read() => _models = (await Models.Find(new(Filter.None, [], new SearchPage(PageRequest.MostRows, 0)), _stop.Token)).Value.Items;

    private async Task Claim()
    {
        if (_claimed is not { } model)
            return;

        _refused = _system is null ? "Choose the system." : (await Change.Run(await Person.Get(_stop.Token), new(model, new ModelChange.SetTag(new TextPair(SystemTag, _system))), _stop.Token)).Refusal?.Message;
        if (_refused is not null)
            return;

        Toasts.Show(StatusKind.Pass, $"{model} belongs to {_system} now.");
        (_claimed, _system) = (null, null);
        await Read();
    }
}
