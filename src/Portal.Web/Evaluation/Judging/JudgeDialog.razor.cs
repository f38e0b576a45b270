using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation.Judging;

/// <summary>Takes outputs, and by whom they are judged, from the browser to their use case.</summary>
public sealed partial class JudgeDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Metric, string> _rubrics = DefaultRubrics.Judged.ToDictionary(metric => metric, metric => DefaultRubrics.Of(metric).Text);
    private string _dataset = "";
    private string _endpoint = "";
    private string _model = "";
    private string _key = "";
    private int _mostCalls = 1000;
    private long _mostTokens = 1_000_000;
    private IBrowserFile? _file;
    private string? _fileError;
    private Invalid? _refused;
    private string? _other;
    private bool _busy;

    [Inject] internal RequestJudgement Request { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    [Parameter, EditorRequired] public required string System { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    private string? RowFault => _refused?.Faults.FirstOrDefault(fault => fault.Field.StartsWith("rows", StringComparison.Ordinal))?.Message;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Choose(InputFileChangeEventArgs chosen) => (_file, _fileError) = (chosen.File, null);

    private void Toggle(Metric metric)
    {
        if (!_rubrics.Remove(metric))
            _rubrics.Add(metric, DefaultRubrics.Of(metric).Text);
    }

    private async Task Send()
    {
        if (_busy)
            return;

        (_refused, _other) = (null, null);
        _fileError = _file is null ? "Choose the file." : _file.Size > RequestJudgement.MostBytes ? $"The file has {Bytes.Say(_file.Size)}: that is too much." : null;
        if (_file is null || _fileError is not null)
            return;

        _busy = true;
        try
        {
            await using var content = _file.OpenReadStream(RequestJudgement.MostBytes, _stop.Token);
            var format = Path.GetExtension(_file.Name).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? RowFormat.Csv : RowFormat.Ndjson;
            var terms = new JudgeTerms(_dataset.Trim(), _endpoint.Trim(), _model.Trim(), [.. DefaultRubrics.Judged.Where(_rubrics.ContainsKey).Select(metric => new Rubric(metric, _rubrics[metric]))], _mostCalls, _mostTokens);
            Show((await Request.Run(await Person.Get(_stop.Token), new(System, Label, terms, _key.Trim(), format, content), _stop.Token)).Refusal);
        }
        finally
        {
            _busy = false;
        }

        if (_refused is null && _other is null)
            await Close();
    }

    private void Show(Refusal? refusal)
    {
        (_refused, _other) = (refusal as Invalid, refusal is Invalid ? null : refusal?.Message);
        if (refusal is null)
            Toasts.Show(StatusKind.Pass, "The outputs wait for their judge.");
    }

    private Task Close() => _busy ? Task.CompletedTask : OnClose.InvokeAsync();
}
