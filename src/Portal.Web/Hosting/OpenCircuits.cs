using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Web.Hosting;

/// <summary>Counts the circuits that the server holds, those that wait for a lost browser to come back among them.</summary>
internal sealed class OpenCircuits : CircuitHandler
{
    private long _open;

    public OpenCircuits(IMeterFactory meters) =>
        meters.Create("Portal").CreateObservableGauge("portal.circuits", () => Interlocked.Read(ref _open), "{circuit}", "Circuits that this process holds open.");

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Decrement(ref _open);
        return Task.CompletedTask;
    }
}
