using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>The terms that an owner asks for.</summary>
public sealed partial class NewStanding(StandingApprovalQueries approvals, PolicyQueries policies, RequestStanding request, NavigationManager navigator) : ComponentBase, IDisposable
{
    public const string Address = "promotions/standing/new";

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _mayChange = [];
    private IReadOnlyList<StandingStart>? _starts;
    private StandingStart? _start;
    private Policy? _policy;
    private string _ranges = "";
    private string _mustPass = "";
    private string _mostDrift = "";
    private string _uses = "";
    private string _days = "";
    private StepKind _step = StepKind.Technical;
    private string _case = "";
    private Refusal? _refusal;
    private bool _busy;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _policy = await policies.InForce(_stop.Token);
        (_uses, _days) = (_policy.Standing.MostUses.ToString(CultureInfo.InvariantCulture), _policy.Standing.MostDays.ToString(CultureInfo.InvariantCulture));
        _starts = await approvals.StartsFor(await PageActor.Get(_stop.Token), _stop.Token);
        Start(_starts.Count > 0 ? _starts[0] : null);
    }

    private static string KeyOf(StandingStart start) => $"{start.SystemCode}/{start.Stage}";

    private static IEnumerable<StepKind> StepsOf(Policy policy) => policy.Flows.SelectMany(flow => flow.Steps).Where(step => step.Board is null).Select(step => step.Kind).Distinct().Order();

    private void ChooseStart(ChangeEventArgs change) => Start(_starts?.FirstOrDefault(start => KeyOf(start) == change.Value as string));

    private void Start(StandingStart? start) => (_start, _mustPass) = (start, start is { MustPass: [var first, ..] } ? first : "");

    private void Toggle(string field)
    {
        if (!_mayChange.Remove(field))
            _mayChange.Add(field);
    }

    /// <summary>Of a list the fault of one of its lines is shown beside the whole.</summary>
    private string? ErrorOf(string field) =>
        (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field || fault.Field.StartsWith($"{field}[", StringComparison.Ordinal))?.Message;

    private async Task Submit()
    {
        if (_busy || _start is not { } start) return;
        _busy = true;
        try
        {
            if (!Terms().Succeeded(out var terms, out _refusal)) return;
            if ((await request.Run(await PageActor.Get(_stop.Token), new(start.SystemCode, start.Stage, terms, _case), _stop.Token)).Succeeded(out var id, out _refusal))
                navigator.NavigateTo(ReviewRoomPage.AddressOf(id));
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>What was typed as numbers; what is none is named.</summary>
    private Result<StandingTerms> Terms()
    {
        List<Fault> faults = [];
        var ranges = _ranges.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select((line, at) => Range(line, at, faults)).OfType<SettingRange>().ToList();
        double? drift = _mostDrift.Trim() is { Length: > 0 } typed ? double.TryParse(typed, CultureInfo.InvariantCulture, out var psi) ? psi : Wrong<double>("mostDrift", faults) : null;
        var uses = int.TryParse(_uses, CultureInfo.InvariantCulture, out var times) ? times : Wrong<int>("uses", faults);
        var days = int.TryParse(_days, CultureInfo.InvariantCulture, out var count) ? count : Wrong<int>("days", faults);
        return faults.Count > 0 ? new Invalid(faults) : new StandingTerms([.. ChangeRules.Standing.Where(_mayChange.Contains)], ranges, _mustPass, drift, uses, days, _step);
    }

    private static SettingRange? Range(string line, int at, List<Fault> faults)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.. { Length: > 0 } name, var from, var to] && decimal.TryParse(from, CultureInfo.InvariantCulture, out var least) && decimal.TryParse(to, CultureInfo.InvariantCulture, out var most))
            return new SettingRange(string.Join(' ', name), least, most);

        faults.Add(new Fault($"ranges[{at}]", $"Line {at + 1} is a name and two numbers: temperature 0 0.3"));
        return null;
    }

    private static T Wrong<T>(string field, List<Fault> faults) where T : struct
    {
        faults.Add(new Fault(field, "This is no number."));
        return default;
    }
}
