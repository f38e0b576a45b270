using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Portal.Web.Ui;

/// <summary>
/// Texts that are being typed, kept in the browser's tab by <see cref="KeptText"/> until the act is done. A text belongs to the person
/// who typed it: whoever signs in next in the same tab does not meet it.
/// </summary>
public sealed class KeptTexts(AuthenticationStateProvider authentication, IJSRuntime js)
{
    public async Task<string> KeyOf(string name) =>
        $"kept:{(await authentication.GetAuthenticationStateAsync()).User.FindFirstValue(ClaimTypes.NameIdentifier)}:{name}";

    /// <summary>The text has gone where it belongs.</summary>
    public async Task Forget(string name)
    {
        try
        {
            await js.InvokeVoidAsync("sessionStorage.removeItem", await KeyOf(name));
        }
        catch (JSException)
        {
            // A browser that forbids the store has kept nothing.
        }
        catch (JSDisconnectedException)
        {
            // The person left; the text stays until the tab is closed.
        }
    }
}
