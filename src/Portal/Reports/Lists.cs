using Portal.Accounts;
using Portal.Audit;
using Portal.Evaluation.Suites;
using Portal.Findings;
using Portal.Lineage;
using Portal.ModelRegistry;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Records;
using Portal.Monitoring.Traces;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Registered;

namespace Portal.Reports;

/// <summary>The lists of the portal: what pages show, as tables whose rows can be read from the first to the last.</summary>
public sealed class Lists(
    RegisterQueries register, EstateQueries estate, FindingQueries findings, ExceptionQueries exceptions, PromotionQueries promotions, SignatureQueries signatures, AccessQueries access, SuiteQueries suites,
    DatasetQueries datasets, StandingApprovalQueries standing, PolicyQueries policies, AlertQueries alerts, SearchDecisions records, TaskQueries tasks, KpiQueries kpis, SpendDetailQueries spending, BudgetQueries budgets, CostQueries costs, RunListQueries runs, ModelVersionQueries registered, AuditQueries audit, ReadingQueries readings)
{
    /// <summary>Every list that keeps the past, whole and as it was.</summary>
    public IReadOnlyList<Listing> All(AsOf asOf) =>
    [
        Register(new(), asOf), Models(new(), asOf), Promotions(new(), asOf), Decisions(asOf), Standing(asOf), Findings(new(), asOf), Exceptions(new(), asOf), Alerts(new(), asOf),
        Suites(null, asOf), Datasets(asOf), Kpis(null, asOf), Budgets(asOf), Prices(asOf), Policies(asOf), Access(asOf), Entries(new(), asOf),
    ];

    public Listing Register(SystemFilter filter, AsOf asOf, string asked = "") => Of(
        "register", "the register", RegisterTable.Columns, row => (row.Line.Code, row.Line.Code),
        stop => Portions.After<RegisterRow>((last, most, ct) => register.Rows(filter, last?.Line.Code, most, asOf, ct), stop), asOf, asked);

    public Listing Models(VersionFilter filter, AsOf asOf, string asked = "") => Of(
        "models", "models and prompts", VersionTable.Columns, row => ($"{row.System}/{row.Label}", row.System),
        stop => Portions.After<EstateLine>((last, most, ct) => estate.Rows(filter, last, most, asOf, ct), stop), asOf, asked);

    public Listing Findings(FindingFilter filter, AsOf asOf, string asked = "") => Of(
        "findings", "findings", FindingTable.Columns, row => (row.Line.Code, row.Line.System),
        stop => Portions.After<FindingRow>((last, most, ct) => findings.Rows(filter, last?.Line.Code, most, asOf, ct), stop), asOf, asked);

    public Listing Exceptions(ExceptionFilter filter, AsOf asOf, string asked = "") => Of(
        "exceptions", "exceptions", ExceptionTable.Columns, row => (row.Code, row.System),
        stop => Portions.After<ExceptionLine>((last, most, ct) => exceptions.Rows(filter, last?.Code, most, asOf, ct), stop), asOf, asked);

    public Listing Promotions(PromotionFilter filter, AsOf asOf, string asked = "") => Of(
        "promotions", "promotions", PromotionTable.Columns, row => (row.Code, row.SystemCode),
        stop => Portions.After<PromotionLine>((last, most, ct) => promotions.Rows(filter, last?.Code, most, asOf, ct), stop), asOf, asked);

    /// <summary>Every signature on every request.</summary>
    public Listing Decisions(AsOf asOf) => Of(
        "decisions", "decisions", DecisionTable.Columns, row => (row.Promotion, row.System),
        stop => Portions.Following<SignatureLine>((last, most, ct) => signatures.Rows(last, most, asOf, ct), stop), asOf);

    public Listing Standing(AsOf asOf) => Of(
        "standing", "standing approvals", StandingTable.Columns, row => (row.Code, row.SystemCode), stop => Portions.Paged<StandingLine>((page, ct) => standing.List(page, asOf, ct), stop), asOf);

    public Listing Datasets(AsOf asOf) => Of("datasets", "data sets", DatasetTable.Columns, row => (row.Name, null), stop => Portions.Paged<DatasetLine>((page, ct) => datasets.List(page, asOf, ct), stop), asOf);

    public Listing Suites(string? system, AsOf asOf, string asked = "") => Of(
        "evaluations", "evaluation suites", SuiteTable.Columns, row => (row.Code, row.System),
        stop => Portions.Paged<SuiteLine>((page, ct) => suites.List(system, page, asOf, ct), stop), asOf, asked);

    public Listing Policies(AsOf asOf) => Of(
        "policies", "policies", PolicyTable.Columns, row => ($"policy-{row.Number}", null), stop => Portions.Whole<PolicyLine>(ct => policies.History(asOf, ct), stop), asOf);

    public Listing Alerts(AlertFilter filter, AsOf asOf, string asked = "") => Of(
        "alerts", "alerts", AlertTable.Columns, row => (row.Code, row.System),
        stop => Portions.After<AlertLine>((last, most, ct) => alerts.Rows(filter, last?.Code, most, asOf, ct), stop), asOf, asked);

    /// <summary>Predictions that were recorded one by one, as far as this reader sees them.</summary>
    public Listing Records(Actor reader, SearchDecisions.Input input, string asked = "") => Of(
        "records", $"the recorded decisions of {input.System}", RecordTable.Columns, row => (row.Id.ToString(), input.System),
        stop => Portions.After<DecisionLine>((last, most, ct) => records.Rows(reader, input, last, most, ct), stop), asked: asked) with
    { Admit = (db, ct) => records.Admit(db, reader, input, ct) };

    /// <summary>What agents and models did, one trace a row.</summary>
    public Listing Tasks(Actor reader, string system, TaskFilter filter, string asked = "") => Of(
        "tasks", $"the tasks of {system}", TaskTable.Columns, row => (row.Trace, system), stop => Portions.After<TaskLine>((last, most, ct) => tasks.Rows(reader, system, filter, last, most, ct), stop), asked: asked) with
    { Admit = (db, ct) => TaskQueries.WhyNot(db, reader, system, ct) };

    public Listing Kpis(string? system, AsOf asOf, string asked = "") => Of(
        "kpis", "KPIs", KpiTable.Columns, row => ($"{row.System} {row.Name}", row.System), stop => Portions.Paged<KpiLine>((page, ct) => kpis.List(system, page, asOf, ct), stop), asOf, asked);

    /// <summary>What each system spent on each day, from one until before another.</summary>
    public Listing Spending(DateOnly first, DateOnly next, AsOf asOf, string asked = "") => Of(
        "costs", "what was spent", SpendTable.Days, row => ($"{row.System} {Calendar.Text(row.Day)}", row.System), stop => Portions.Whole<DaySpend>(ct => spending.ByDay(first, next, asOf, ct), stop), asOf, asked);

    /// <summary>What scripts tracked while they trained.</summary>
    public Listing Runs(int? experiment, string? system, string asked = "") => Of(
        "runs", "tracked runs", RunTable.Columns, row => (row.Id.ToString(), row.System), stop => Portions.Paged<RunListLine>((page, ct) => runs.List(experiment, system, page, ct), stop), asked: asked);

    public Listing Registered() => Of(
        "registered", "models that clients registered", RegisteredTable.Columns, row => ($"{row.Name}/{row.Number}", row.System), stop => Portions.Paged<ModelVersionView>(registered.List, stop));

    public Listing Budgets(AsOf asOf) => Of(
        "budgets", "budgets", SpendTable.Budgets, row => (row.Budget.Name, row.Budget.Scope == BudgetScope.System ? row.Budget.Name : null), stop => Portions.Whole<BudgetUse>(ct => budgets.All(asOf, ct), stop), asOf);

    public Listing Prices(AsOf asOf) => Of("prices", "prices", SpendTable.Prices, row => ($"{row.Provider}/{row.Model}", null), stop => Portions.Whole<ModelPrice>(ct => costs.Prices(asOf, ct), stop), asOf);

    public Listing Access(AsOf asOf) => Of(
        "access", "the access report", AccessTable.Columns, row => (row.Person.ToString(), null), stop => Portions.Whole<AccessLine>(ct => access.AsOf(asOf, ct), stop), asOf) with
    { Needs = Permission.ReadAccess };

    public Listing Entries(EntryFilter filter, AsOf asOf, string asked = "") => Of(
        "entries", "entries of the ledger", EntryTable.Columns, row => ($"{row.Index}", null),
        stop => Portions.After<EntryLine>((last, most, ct) => audit.Rows(filter with { Before = asOf.Over ?? filter.Before }, last?.Index, most, ct), stop), asOf, asked) with
    { Needs = Permission.ReadAudit };

    /// <summary>Who read, took out or unmasked what not everybody sees.</summary>
    public Listing Readings(ReadingFilter filter, string asked = "") => Of(
        "readings", "who saw what", ReadingTable.Columns, row => ($"{row.Entry.Index}", null),
        stop => Portions.After<ReadingLine>((last, most, ct) => readings.Rows(filter, last, most, ct), stop), asked: asked) with
    { Needs = Permission.ReadAudit };

    internal static Listing Of<TRow>(
        string key, string title, IReadOnlyList<TableColumn<TRow>> columns, Func<TRow, (string Subject, string? System)> about, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<TRow>>> portions, AsOf asOf = default, string asked = "") => new(
        key, title, Permission.Read, asOf, asked, [.. columns.Select(column => new ListColumn(column.Key, column.Title, column.IsPersonal))],
        stop => portions(stop).Select(portion => (IReadOnlyList<ListRow>)[.. portion.Select(row => Row(row, columns, about(row)))]));

    private static ListRow Row<TRow>(TRow row, IReadOnlyList<TableColumn<TRow>> columns, (string Subject, string? System) about) => new(about.Subject, about.System, [.. columns.Select(column => column.Cell(row))]);
}
