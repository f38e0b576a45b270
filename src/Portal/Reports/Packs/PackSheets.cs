using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Ledger;
using Portal.Ledger.Packs;
using Portal.Reports.Packs.Records;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>What a pack consists of.</summary>
public sealed class PackSheets
{
    private const string MonitoringPath = "records/monitoring.json";

    /// <summary>What is spent of budgets is counted, as what monitoring says is.</summary>
    private const string BudgetsPath = "tables/budgets.csv";

    private readonly IDbContextFactory<PortalDb> _dbs;
    private readonly BlobStore _blobs;
    private readonly PeopleQueries _people;
    private readonly PackLedgers _ledgers;
    private readonly PackTables _tables;
    private readonly PackSummaries _summaries;
    private readonly RegisterRecords _register;
    private readonly VersionRecords _versions;
    private readonly DecisionRecords _decisions;
    private readonly FindingRecords _findings;
    private readonly PolicyRecords _policies;
    private readonly MonitoringRecords _monitoring;

    public PackSheets(
        IDbContextFactory<PortalDb> dbs, BlobStore blobs, PeopleQueries people, PackLedgers ledgers, PackTables tables, PackSummaries summaries,
        RegisterRecords register, VersionRecords versions, DecisionRecords decisions, FindingRecords findings, PolicyRecords policies, MonitoringRecords monitoring) =>
        (_dbs, _blobs, _people, _ledgers, _tables, _summaries, _register, _versions, _decisions, _findings, _policies, _monitoring) =
        (dbs, blobs, people, ledgers, tables, summaries, register, versions, decisions, findings, policies, monitoring);

    internal static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    internal async Task<PackView> View(EvidencePack pack, CancellationToken ct) => new(
        pack, pack.AsOf, await _register.Meant(PackScope.Of(pack.Scope), pack.AsOf, ct), await PackPeople.Of(_dbs, _people, pack.PersonalData, pack.AsOf, ct));

    /// <summary>In the order in which they are made: the summary tells of the others.</summary>
    internal IReadOnlyList<PackSheet> Of(PackView view) =>
    [
        Record("records/register.json", "Register", stop => _register.Entries(view, stop)),
        Record("records/classifications.json", "Classifications", stop => _register.Classifications(view, stop)),
        Record("records/versions.json", "Versions", stop => _versions.Versions(view, stop)),
        Record("records/cards.json", "Model cards", stop => _versions.Cards(view, stop)),
        Record("records/evaluations.json", "Evaluations", stop => _versions.Evaluations(view, stop)),
        Record("records/promotions.json", "Promotions", stop => _decisions.Promotions(view, stop)),
        Record("records/findings.json", "Findings", stop => _findings.Findings(view, stop)),
        Record("records/exceptions.json", "Exceptions", stop => _findings.Exceptions(view, stop)),
        Record("records/policies.json", "Policies", stop => _policies.Policies(view, stop)),
        Counted(view, new(MonitoringPath, "Monitoring", (target, progress, ct) => RecordFile.Write(target, _monitoring.Monitored(view, ct), progress, ct))),
        .. _tables.Of(view).Select(table => table.Path == BudgetsPath ? Counted(view, table) : table),
        .. _ledgers.Of(view),
        .. _summaries.Of(view),
        new(PackGuide.Script, "Guide", async (target, _, ct) => await target.WriteAsync(PackGuide.ScriptBytes(), ct)),
    ];

    internal static PackSheet Readme(PackView view, Ledger.Checkpoints.Checkpoint checkpoint) => new(PackGuide.Readme, "Guide", async (target, _, ct) =>
        await target.WriteAsync(PackGuide.ReadmeBytes(view.Pack.Scope, Calendar.Text(view.Pack.Day), Instant(view.Pack.At), view.Pack.PersonalData, checkpoint), ct));

    private static PackSheet Record(string path, string title, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<CanonicalValue>>> portions) =>
        new(path, title, (target, progress, ct) => RecordFile.Write(target, portions(ct), progress, ct));

    /// <summary>Rows that come late change what is known of a day, and no entry says so: a pack of the same has what the first one had.</summary>
    private PackSheet Counted(PackView view, PackSheet sheet) => sheet with
    {
        Write = async (target, progress, ct) =>
        {
            if (!await CopiedEarlier(view, sheet.Path, target, ct))
                await sheet.Write(target, progress, ct);
        },
    };

    private async Task<bool> CopiedEarlier(PackView view, string path, Stream target, CancellationToken ct)
    {
        if (await Earlier(view.Pack, ct) is { } earlier)
        {
            await using var zip = _blobs.Open(earlier);
            await using var content = PackContent.Open(zip, path);
            if (content is not null)
            {
                await content.CopyToAsync(target, ct);
                return true;
            }
        }

        return false;
    }

    /// <summary>The summary as PDF; null where none can be printed, or the first pack of the same has none: then this one has none either.</summary>
    internal async Task<PackSheet?> Pdf(PackView view, string html, CancellationToken ct)
    {
        if (await Earlier(view.Pack, ct) is not { } earlier)
            return await _summaries.Printed(html, ct) is { } printed ? Copy(PackSummaries.PdfPath, () => _blobs.Open(printed)) : null;

        await using var zip = _blobs.Open(earlier);
        await using var there = PackContent.Open(zip, PackSummaries.PdfPath);
        if (there is null)
            return null;

        using var bytes = new MemoryStream();
        await there.CopyToAsync(bytes, ct);
        return Copy(PackSummaries.PdfPath, () => new MemoryStream(bytes.ToArray()));
    }

    private static PackSheet Copy(string path, Func<Stream> open) => new(path, "Summary, printed", async (target, _, ct) =>
    {
        await using var content = open();
        await content.CopyToAsync(target, ct);
    });

    private async Task<Digest?> Earlier(EvidencePack pack, CancellationToken ct)
    {
        await using var db = await _dbs.CreateDbContextAsync(ct);
        var same = await db.EvidencePacks.AsNoTracking()
            .Where(other => other.State == PackState.Ready && other.Id != pack.Id && other.Scope == pack.Scope && other.Checkpoint == pack.Checkpoint && other.PersonalData == pack.PersonalData && other.ForgottenAt == null && other.Content != null)
            .OrderBy(other => other.EndedAt).ThenBy(other => other.Code).Select(other => other.Content).ToListAsync(ct);
        return same.OfType<Digest>().FirstOrDefault(_blobs.Has);
    }
}
