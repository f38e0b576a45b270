using Microsoft.AspNetCore.Components;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

/// <summary>What the pages of administration share: who looks, reading again after each act, and the words of a refusal.</summary>
public abstract class AdministrationPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    [Inject] private PageActor PageActor { get; set; } = default!;

    [Inject] protected Toasts Toasts { get; set; } = default!;

    protected CancellationToken Stop => _stop.Token;

    protected Actor? Me { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnInitializedAsync()
    {
        Me = await PageActor.Get(Stop);
        await Read();
    }

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task Read();

    /// <summary>Does it, says so and reads again; answers with the words of a refusal, or with null when it was done.</summary>
    protected async Task<string?> Do<T>(Func<Actor, Task<Result<T>>> act, string done)
    {
        var result = await act(await PageActor.Get(Stop));
        if (result.Refusal is { } refusal)
            return refusal is Invalid invalid ? string.Join(" ", invalid.Faults.Select(fault => fault.Message)) : refusal.Message;

        Toasts.Show(StatusKind.Pass, done);
        await Read();
        return null;
    }
}
