using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation;

/// <summary>Takes a document from the browser to its use case, as a stream.</summary>
public sealed partial class SubmitDocumentDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private static readonly IReadOnlyList<Choice<DocumentKind?>> Kinds = [.. Enum.GetValues<DocumentKind>().Select(kind => new Choice<DocumentKind?>(kind, DocumentTitles.Of(kind)))];

    private DocumentKind? _kind = DocumentKind.ValidationReport;
    private string _title = DocumentTitles.Of(DocumentKind.ValidationReport);
    private DateOnly? _validUntil;
    private string? _dayError;
    private IBrowserFile? _file;
    private string? _titleError;
    private string? _fileError;
    private string? _refusal;
    private bool _busy;

    [Inject] internal SubmitDocument Submit { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public required string System { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Choose(InputFileChangeEventArgs chosen) => (_file, _fileError) = (chosen.File, null);

    /// <summary>The title follows the kind until it is worded otherwise.</summary>
    private void Choose(DocumentKind? kind)
    {
        if (_kind is { } before && _title == DocumentTitles.Of(before) && kind is { } now)
            _title = DocumentTitles.Of(now);
        _kind = kind;
    }

    private async Task Send()
    {
        if (_busy)
            return;

        (_titleError, _dayError, _refusal) = (null, null, null);
        _fileError = _file is null ? "Choose the file." : _file.Size > SubmitDocument.MostBytes ? $"The file has {Bytes.Say(_file.Size)}: that is too much." : null;
        if (_file is null || _fileError is not null || _kind is not { } kind)
            return;

        _busy = true;
        try
        {
            await using var content = _file.OpenReadStream(SubmitDocument.MostBytes, _stop.Token);
            var input = new SubmitDocument.Input(System, Label, kind, _title.Trim(), _file.Name, content, _validUntil);
            await Show((await Submit.Run(await Person.Get(_stop.Token), input, _stop.Token)).Refusal);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Show(Refusal? refusal)
    {
        if (refusal is Invalid invalid)
        {
            _titleError = invalid.Faults.FirstOrDefault(fault => fault.Field == "title")?.Message;
            _dayError = invalid.Faults.FirstOrDefault(fault => fault.Field == "validUntil")?.Message;
            _fileError = invalid.Faults.FirstOrDefault(fault => fault.Field == "file")?.Message;
        }
        else if (refusal is not null)
        {
            _refusal = refusal.Message;
        }
        else
        {
            Toasts.Show(StatusKind.Pass, "Submitted. It waits for an independent validator.");
            await Close();
        }
    }

    private Task Close()
    {
        (_file, _titleError, _fileError, _dayError, _refusal) = (null, null, null, null, null);
        return OnClose.InvokeAsync();
    }
}
