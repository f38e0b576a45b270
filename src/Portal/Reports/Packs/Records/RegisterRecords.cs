using System.Runtime.CompilerServices;
using Portal.Ledger;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Reports.Packs.Records;

/// <summary>The register, and how each system is classified.</summary>
public sealed class RegisterRecords(RegisterQueries register)
{
    private const int Portion = 200;

    /// <summary>The systems of the pack's scope as they were published then, in portions.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<RegisterRow>> Systems(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<RegisterRow> rows;
        do
        {
            rows = await register.Rows(FilterOf(view), after, Portion, view.AsOf, ct);
            after = rows.Count > 0 ? rows[^1].Line.Code : after;
            yield return [.. rows.Where(row => view.Covers(row.Line.Code))];
        }
        while (rows.Count == Portion);
    }

    internal IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Entries(PackView view, CancellationToken ct) =>
        Systems(view, ct).Select(rows => (IReadOnlyList<CanonicalValue>)[.. rows.Select(row => Entry(view, row))]);

    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Classifications(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var rows in Systems(view, ct))
        {
            var records = new List<CanonicalValue>(rows.Count);
            foreach (var row in rows)
                records.Add(Classified(view, row, (await register.Entry(row.Line.Code, view.AsOf, ct))?.Published));
            yield return records;
        }
    }

    /// <summary>The systems that a scope means, by their codes; null for all.</summary>
    internal async Task<IReadOnlySet<string>?> Meant(PackScope scope, AsOf asOf, CancellationToken ct)
    {
        if (scope is PackScope.OfSystem { Code: var code })
            return new HashSet<string> { code };
        if (scope is not PackScope.OfDepartment { Department: var department })
            return null;

        var codes = new HashSet<string>();
        string? after = null;
        IReadOnlyList<RegisterRow> rows;
        do
        {
            rows = await register.Rows(new SystemFilter { Departments = [department] }, after, Portion, asOf, ct);
            codes.UnionWith(rows.Select(row => row.Line.Code));
            after = rows.Count > 0 ? rows[^1].Line.Code : after;
        }
        while (rows.Count == Portion);
        return codes;
    }

    private static SystemFilter FilterOf(PackView view) => view.Scope switch
    {
        PackScope.OfSystem { Code: var code } => new SystemFilter(code),
        PackScope.OfDepartment { Department: var department } => new SystemFilter { Departments = [department] },
        _ => new SystemFilter(),
    };

    private static CanonicalValue.Object Entry(PackView view, RegisterRow row) => CanonicalJson.Object(
        ("code", row.Line.Code),
        ("revision", Recorded.Count(row.Line.PublishedRevision)),
        ("publishedAt", Recorded.At(row.PublishedAt)),
        ("tier", Recorded.Word(row.Line.Tier)),
        ("legalClass", Recorded.Word(row.Line.LegalClass)),
        ("stage", row.Line.Stage.ToString()),
        ("version", row.Line.Version),
        ("digest", EntryDigest.Of(row.Content).Text),
        ("entry", CanonicalJson.Object([.. EntryFields.All.Select(field => (field.Key, (CanonicalValue?)field.Text(row.Content, person => view.People.Of(person) ?? "")))])));

    private static CanonicalValue.Object Classified(PackView view, RegisterRow row, RevisionView? revision)
    {
        var result = row.Content.Classify();
        return CanonicalJson.Object(
            ("code", row.Line.Code),
            ("answers", row.Content.Answers.ToCanonical()),
            ("scored", CanonicalJson.Object(
                ("tier", Recorded.Word(result.Tier)), ("legalClass", result.LegalClass.ToString()), ("reasons", Recorded.Each(result.Reasons)),
                ("findings", Recorded.Each(result.Findings, Found)), ("obligations", Recorded.Each(result.Obligations, Owed)))),
            ("confirmed", revision is null ? null : CanonicalJson.Object(
                ("tier", Recorded.Word(revision.ConfirmedTier)), ("legalClass", Recorded.Word(revision.ConfirmedClass)), ("by", view.People.Of(revision.ConfirmedBy)),
                ("at", Recorded.At(revision.ConfirmedAt)), ("reason", revision.ConfirmationReason))));
    }

    private static CanonicalValue.Object Found(LegalFinding finding) => CanonicalJson.Object(("article", finding.Article), ("why", finding.Why), ("class", finding.Class.ToString()));

    private static CanonicalValue.Object Owed(Obligation duty) => CanonicalJson.Object(("id", duty.Id), ("article", duty.Article), ("title", duty.Title), ("from", Recorded.Day(duty.EffectiveDate)));
}
