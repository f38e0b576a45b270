using Microsoft.AspNetCore.Components;
using Portal.Audit;

namespace Portal.Web.Audit;

/// <summary>One entry with its proof. The address says which, so that an entry can be sent to somebody else.</summary>
public sealed partial class EntryDialog(AuditQueries audit, LedgerProofs proofs, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private EntryDetail? _entry;
    private CheckpointView? _checkpoint;
    private InclusionProof? _proof;
    private long? _read;
    private long _size;
    private bool _missing;
    private bool _unreadable;

    [Parameter, EditorRequired] public required long? Index { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Index == _read)
            return;

        (_read, _entry, _proof, _missing, _unreadable) = (Index, null, null, false, false);
        if (Index is not { } index)
            return;

        try
        {
            _size = await audit.Size(_left.Token);
            _entry = await audit.Entry(index, _left.Token);
            _checkpoint = await proofs.Latest(_left.Token);
            if (_checkpoint is { } checkpoint && index < checkpoint.Size && (await proofs.Inclusion(index, checkpoint.Size, _left.Token)).Succeeded(out var proof, out _))
                _proof = proof;
        }
        catch (UnreadableLedgerException)
        {
            _unreadable = true;
        }

        _missing = _entry is null;
    }

    /// <summary>A zero byte keeps a leaf from ever being taken for an inner node of a tree (RFC 6962, 2.1).</summary>
    private static IEnumerable<string> Commands(long index) =>
    [
        $"(printf '\\000'; cat {EntryFiles.NameOf(index)}) | sha256sum",
        $"(printf '\\000'; cat {EntryFiles.NameOf(index)}) | openssl dgst -sha256",
    ];

    private string To(long index) => navigator.GetUriWithQueryParameter("entry", index);

    private void Close() => navigator.NavigateTo(navigator.GetUriWithQueryParameter("entry", (long?)null));
}
