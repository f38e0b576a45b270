using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Register.Import;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Register.Import;

/// <summary>
/// Takes a file through three steps. It stays with this page until it is confirmed: whoever reloads chooses it again. Filing goes on
/// when the page is left.
/// </summary>
public sealed partial class ImportPage : ComponentBase, IDisposable
{
    private ImportStep _step = ImportStep.File;
    private byte[] _bytes = [];
    private string _name = "";
    private CsvFile? _file;
    private ImportMapping? _mapping;
    private ImportCheck? _check;
    private Imported? _imported;
    private Refusal? _refusal;
    private ElementReference _alert;
    private ElementReference _top;
    private (ImportStep Step, bool Filing) _seen = (ImportStep.File, false);
    private bool _busy;
    private bool _filing;
    private bool _left;
    private int _done;
    private int _expected;

    [Inject] private CheckImport CheckImport { get; set; } = default!;

    [Inject] private ConfirmImport ConfirmImport { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    public void Dispose() => _left = true;

    /// <summary>The next step begins at its top, for eyes and for who listens; so does the progress of filing.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_seen == (_step, _filing))
            return;

        _seen = (_step, _filing);
        if (_refusal is null)
            await _top.FocusAsync();
    }

    private Task Open(IBrowserFile chosen) => Act(async () =>
    {
        if (chosen.Size > CsvFile.MostBytes)
            return new Invalid("file", $"The file has {Bytes.Say(chosen.Size)}: that is too much. Split it.");

        using var content = new MemoryStream();
        await using (var upload = chosen.OpenReadStream(CsvFile.MostBytes))
            await upload.CopyToAsync(content);
        if (!CsvReading.Read(content.ToArray()).Succeeded(out var file, out var refusal))
            return refusal;

        (_bytes, _name, _file, _mapping) = (content.ToArray(), chosen.Name, file, ImportMapping.Guess(file));
        _step = ImportStep.Columns;
        return null;
    });

    private Task CheckRows() => Act(async () =>
    {
        var (actor, input) = (await Actor.Get(), new CheckImport.Input(_bytes, _mapping));
        if (!(await Aside(() => CheckImport.Run(actor, input, default))).Succeeded(out var check, out var refusal))
            return refusal;

        (_check, _step) = (check, ImportStep.Check);
        return null;
    });

    private Task Confirm() => Act(async () =>
    {
        if (_check is not { } check || _mapping is not { } mapping)
            return null;

        (_filing, _done, _expected) = (true, 0, check.New.Count + check.Known.Count);
        try
        {
            var (actor, input) = (await Actor.Get(), new ConfirmImport.Input(_bytes, mapping, check.Digest, new Progress<int>(Show)));
            var result = await Aside(() => ConfirmImport.Run(actor, input, CancellationToken.None));
            if (!result.Succeeded(out var imported, out var refusal))
                return refusal;

            (_imported, _step) = (imported, ImportStep.Done);
            return null;
        }
        finally
        {
            _filing = false;
        }
    });

    private void Restart() => (_step, _bytes, _file, _mapping, _check, _refusal) = (ImportStep.File, [], null, null, null, null);

    /// <summary>Thousands of rows take seconds, and SQLite answers on the thread that asks: the page must be free to say how far it is.</summary>
    private static Task<T> Aside<T>(Func<Task<T>> work) => Task.Run(work);

    private void Show(int done)
    {
        _done = done;
        if (!_left)
            StateHasChanged();
    }

    /// <summary>One act at a time; what it was refused for is shown and read out.</summary>
    private async Task Act(Func<Task<Refusal?>> act)
    {
        if (_busy)
            return;

        (_busy, _refusal) = (true, null);
        try
        {
            _refusal = await act();
        }
        finally
        {
            _busy = false;
        }

        if (_refusal is not null && !_left)
            await _alert.FocusAsync();
    }

    /// <summary>A fault of a column is told by the column's name; others speak for themselves.</summary>
    private IEnumerable<string> Told(Refusal refusal) => refusal is Invalid { Faults: var faults }
        ? faults.Select(fault => ColumnOf(fault.Field) is { } column ? $"{column}: {fault.Message}" : fault.Message)
        : [refusal.Message];

    private string? ColumnOf(string field) => field.StartsWith("mapping[", StringComparison.Ordinal) && int.TryParse(field["mapping[".Length..^1], out var at)
        ? _file?.Columns.ElementAtOrDefault(at)
        : null;

    private static string ConfirmText(ImportCheck check) => check.New.Count switch
    {
        0 => "Nothing to file",
        1 => "File 1 draft",
        var count => $"File {count:N0} drafts",
    };

    private static string ConfirmConsequence(ImportCheck check) => check.New.Count == 0
        ? "No row is new and without faults"
        : check.FaultyRows + check.Known.Count > 0 ? $"{check.FaultyRows + check.Known.Count:N0} rows are left out" : "Each gets its code";
}

public enum ImportStep { File = 1, Columns, Check, Done }
