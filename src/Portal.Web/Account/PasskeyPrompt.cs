using Microsoft.JSInterop;
using Portal.Accounts;

namespace Portal.Web.Account;

/// <summary>Asks the browser of this page for a passkey, through one small script.</summary>
public sealed class PasskeyPrompt(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Null when none was given.</summary>
    public Task<PasskeyAnswer?> Get(PasskeyRequest request, string script) => Ask("get", request, script);

    public Task<PasskeyAnswer?> Create(PasskeyRequest request, string script) => Ask("create", request, script);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }
    }

    private async Task<PasskeyAnswer?> Ask(string what, PasskeyRequest request, string script)
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", $"./{script}");
        return await _module.InvokeAsync<string?>(what, request.Options) is { } json ? new(request.Ticket, json) : null;
    }
}
