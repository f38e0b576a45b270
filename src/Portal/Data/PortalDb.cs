using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Accounts;
using Portal.Audit;
using Portal.Audit.Tree;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.Evaluation.Scans;
using Portal.Evaluation.Suites;
using Portal.Findings;
using Portal.Inspection;
using Portal.Integrations;
using Portal.Integrations.Notices;
using Portal.Integrations.Webhooks;
using Portal.Lineage;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Rates;
using Portal.Monitoring.Records;
using Portal.Monitoring.Traces;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Registered;

namespace Portal.Data;

/// <summary>
/// The one context. A change, its ledger entries, its events and its idempotency key are one transaction:
/// <see cref="SaveChangesAsync(bool, CancellationToken)"/> writes all of them or nothing.
/// </summary>
public abstract class PortalDb(DbContextOptions options, WriteGate gate)
    : IdentityDbContext<PortalUser, IdentityRole<Guid>, Guid>(options)
{
    private readonly List<EntryDraft> _drafts = [];
    private readonly List<EntryDraft> _refusals = [];
    private bool _keep;
    private int _appended;
    private int _written;
    private WriteScope? _scope;
    private bool _failed;

    public DbSet<PersonRevision> PersonRevisions => Set<PersonRevision>();
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    public DbSet<Seat> Seats => Set<Seat>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<GroupRole> GroupRoles => Set<GroupRole>();
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<RoleReview> RoleReviews => Set<RoleReview>();
    public DbSet<RoleReviewItem> RoleReviewItems => Set<RoleReviewItem>();
    public DbSet<SetupCode> SetupCodes => Set<SetupCode>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<RefusedSignIns> RefusedSignIns => Set<RefusedSignIns>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<SpentTicket> SpentTickets => Set<SpentTicket>();
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<StepUpProof> StepUpProofs => Set<StepUpProof>();
    public DbSet<AiSystem> Systems => Set<AiSystem>();
    public DbSet<ModelVersion> Versions => Set<ModelVersion>();
    public DbSet<StageSpan> StageSpans => Set<StageSpan>();
    public DbSet<ModelCard> Cards => Set<ModelCard>();
    public DbSet<CardRevision> CardRevisions => Set<CardRevision>();
    public DbSet<EvaluationRun> EvaluationRuns => Set<EvaluationRun>();
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<Scan> Scans => Set<Scan>();
    public DbSet<EvaluationSuite> Suites => Set<EvaluationSuite>();
    public DbSet<JudgeRun> JudgeRuns => Set<JudgeRun>();
    public DbSet<JudgeAnswer> JudgeAnswers => Set<JudgeAnswer>();
    public DbSet<SpotMark> SpotMarks => Set<SpotMark>();
    public DbSet<Attestation> Attestations => Set<Attestation>();
    public DbSet<Dataset> Datasets => Set<Dataset>();
    public DbSet<DatasetVersion> DatasetVersions => Set<DatasetVersion>();
    public DbSet<Experiment> Experiments => Set<Experiment>();
    public DbSet<TrackedRun> TrackedRuns => Set<TrackedRun>();
    public DbSet<TrackedText> TrackedTexts => Set<TrackedText>();
    public DbSet<TrackedMetric> TrackedMetrics => Set<TrackedMetric>();
    public DbSet<MetricPoint> MetricPoints => Set<MetricPoint>();
    public DbSet<RunInput> RunInputs => Set<RunInput>();
    public DbSet<LoggedModel> LoggedModels => Set<LoggedModel>();
    public DbSet<TrackedFile> TrackedFiles => Set<TrackedFile>();
    public DbSet<RegisteredModel> RegisteredModels => Set<RegisteredModel>();
    public DbSet<RegisteredVersion> RegisteredVersions => Set<RegisteredVersion>();
    public DbSet<ModelAlias> ModelAliases => Set<ModelAlias>();
    public DbSet<Promotion> Promotions => Set<Promotion>();
    public DbSet<PromotionRevision> PromotionRevisions => Set<PromotionRevision>();
    public DbSet<PromotionRound> PromotionRounds => Set<PromotionRound>();
    public DbSet<RoomVisit> RoomVisits => Set<RoomVisit>();
    public DbSet<PromotionSeries> PromotionSeries => Set<PromotionSeries>();
    internal DbSet<StoredDocument> StoredDocuments => Set<StoredDocument>();
    public DbSet<RuleException> Exceptions => Set<RuleException>();
    public DbSet<Finding> Findings => Set<Finding>();
    public DbSet<FindingRevision> FindingRevisions => Set<FindingRevision>();
    public DbSet<Sample> Samples => Set<Sample>();
    public DbSet<SampleItem> SampleItems => Set<SampleItem>();
    public DbSet<SampleNote> SampleNotes => Set<SampleNote>();
    public DbSet<EvidenceRequest> EvidenceRequests => Set<EvidenceRequest>();
    public DbSet<RequestStep> RequestSteps => Set<RequestStep>();
    public DbSet<PolicyVersion> Policies => Set<PolicyVersion>();
    public DbSet<BusinessReview> BusinessReviews => Set<BusinessReview>();
    public DbSet<SystemRevision> Revisions => Set<SystemRevision>();
    public DbSet<Baseline> Baselines => Set<Baseline>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<AlertWatch> AlertWatches => Set<AlertWatch>();
    public DbSet<ModelPrice> ModelPrices => Set<ModelPrice>();
    public DbSet<PostedCost> PostedCosts => Set<PostedCost>();
    public DbSet<QuarantinedPost> QuarantinedPosts => Set<QuarantinedPost>();
    public DbSet<ScoringRun> ScoringRuns => Set<ScoringRun>();
    public DbSet<TelemetryBatch> TelemetryBatches => Set<TelemetryBatch>();
    public DbSet<TelemetryDay> TelemetryDays => Set<TelemetryDay>();
    public DbSet<TelemetryWindow> TelemetryWindows => Set<TelemetryWindow>();
    public DbSet<TraceSpan> TraceSpans => Set<TraceSpan>();
    public DbSet<TraceTask> TraceTasks => Set<TraceTask>();
    public DbSet<LedgerEntry> Entries => Set<LedgerEntry>();
    public DbSet<JoinSource> JoinSources => Set<JoinSource>();
    public DbSet<JoinRow> JoinRows => Set<JoinRow>();
    public DbSet<WaitingLabel> WaitingLabels => Set<WaitingLabel>();
    public DbSet<LostLabels> LostLabels => Set<LostLabels>();
    public DbSet<QualityWatch> QualityWatches => Set<QualityWatch>();
    public DbSet<Budget> Budgets => Set<Budget>();
    public DbSet<ContestCase> ContestCases => Set<ContestCase>();

    public DbSet<Kpi> Kpis => Set<Kpi>();

    public DbSet<KpiReading> KpiReadings => Set<KpiReading>();

    public DbSet<KpiRevision> KpiRevisions => Set<KpiRevision>();
    public DbSet<RateWatch> RateWatches => Set<RateWatch>();
    public DbSet<QualityDay> QualityDays => Set<QualityDay>();
    public DbSet<LedgerCheckpoint> LedgerCheckpoints => Set<LedgerCheckpoint>();
    public DbSet<LedgerTile> LedgerTiles => Set<LedgerTile>();
    public DbSet<PersonKey> PersonKeys => Set<PersonKey>();
    public DbSet<LedgerHead> LedgerHeads => Set<LedgerHead>();
    public DbSet<EvidencePack> EvidencePacks => Set<EvidencePack>();
    public DbSet<OutboxEvent> Events => Set<OutboxEvent>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeChoice> NoticeChoices => Set<NoticeChoice>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<AnsweredRequest> AnsweredRequests => Set<AnsweredRequest>();
    public DbSet<Sequence> Sequences => Set<Sequence>();
    public DbSet<RingElement> RingElements => Set<RingElement>();

    /// <summary>Adds the act to what the next save writes; without the entry there is no change.</summary>
    public void Record(EntryDraft draft)
    {
        // Pages offer nothing to do in the past and use cases refuse whom nothing is permitted; this holds for an act that asks for no permission.
        if (draft.Actor.LooksBack)
            throw new InvalidOperationException($"{draft.Action} was tried on a page that shows the past.");

        _drafts.Add(draft);
        if (draft.Actor is { Request: { } request, Person: { } person } && AnsweredRequests.Local.Count == 0)
            AnsweredRequests.Add(new AnsweredRequest(person, request, draft.Made ?? draft.Subject, draft.Time));
    }

    /// <summary>Adds an event for the capabilities that react to it.</summary>
    public void Raise(PortalEvent what, DateTimeOffset now) => Events.Add(OutboxEvent.Of(what, now));

    /// <summary>Adds the refused attempt; written although the change is not.</summary>
    public Refusal Refused(Actor actor, DateTimeOffset now, string action, string subject, Refusal refusal)
    {
        _refusals.Add(new EntryDraft(actor, now, action + EntryDraft.RefusedSuffix, subject) { Reason = refusal.Message });
        return refusal;
    }

    /// <summary>For what a refused attempt must leave behind, such as a count of wrong passwords.</summary>
    public void KeepWhenRefused() => _keep = true;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        // What was rolled back counts as saved in this context, and its entries are no longer waiting: a second save would write a
        // part of the change, or the change without its entry.
        if (_failed)
            throw new InvalidOperationException("A save of this context failed, so it no longer knows what is stored. Decide again in a new one.");

        _failed = true;
        GuardLedger();
        CountVersions();
        if (_scope is not null)
        {
            var inScope = await SaveInScopeAsync(acceptAllChangesOnSuccess, ct);
            _failed = false;
            return inScope;
        }

        using var pass = await gate.EnterAsync(ct);
        await using var transaction = await Database.BeginTransactionAsync(ct);
        var rows = await SaveInScopeAsync(acceptAllChangesOnSuccess, ct);
        await transaction.CommitAsync(ct);
        _failed = false;
        CountAppended();
        await CheckpointAsync(pass, rows, ct);
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Writing waits for the gate and for the disk: SaveChangesAsync.");

    /// <summary>A number that is another one once anything governed has changed: what was read at the same number still holds.</summary>
    public virtual async ValueTask<long> ActsAsync(CancellationToken ct) => await LedgerHeads.Select(head => head.Size).SingleAsync(ct);

    /// <summary>The next number of a sequence that has no gaps; inside <see cref="Writing.WriteAsync"/> only.</summary>
    public async Task<int> NextNumberAsync(string sequence, CancellationToken ct)
    {
        var row = await Sequences.SingleAsync(row => row.Name == sequence, ct);
        return row.Take();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly, Maps);
        builder.UseConcurrencyTokens();
        builder.CompareLists();
    }

    /// <summary>Whether what this configuration maps is in this database.</summary>
    private protected virtual bool Maps(Type configuration) => true;

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.UsePortalConventions();
    }

    /// <summary>Waits until no other node decides; the gate does the same within this process.</summary>
    private protected virtual Task LockAsync(CancellationToken ct) => Task.CompletedTask;

    internal virtual Task CheckpointAsync(WriteGate.Pass pass, int rows, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Leaves nothing of what was deleted in the database's own files, as far as the database lets the portal's role do that.</summary>
    public async Task ScrubAsync(CancellationToken ct)
    {
        using var pass = await gate.EnterAsync(ct);
        await ScrubFilesAsync(pass, ct);
    }

    private protected virtual Task ScrubFilesAsync(WriteGate.Pass pass, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Begins a transaction in which nobody else writes: what a decision rests on cannot change under it.
    /// </summary>
    internal async Task<WriteScope> BeginWriteAsync(CancellationToken ct)
    {
        var pass = await gate.EnterAsync(ct);
        try
        {
            var transaction = await Database.BeginTransactionAsync(ct);
            await LockAsync(ct);
            return _scope = new WriteScope(this, pass, transaction);
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    /// <summary>Drops what a refused attempt changed; the entry of the attempt itself is written.</summary>
    internal void ForgetChanges()
    {
        if (!_keep)
        {
            ChangeTracker.Clear();
            _drafts.Clear();
        }

        _drafts.AddRange(_refusals);
    }

    /// <summary>Rows that were written beside what is saved.</summary>
    internal void Wrote(int rows) => _written += rows;

    private async Task<int> SaveInScopeAsync(bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        if (_drafts.Count == 0)
            return rows;

        // Last, so that the row every writer needs is locked for as short as can be.
        var size = _drafts.Count;
        await LedgerHeads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Size, head => head.Size + size), ct);
        var first = await LedgerHeads.Select(head => head.Size).SingleAsync(ct) - size;
        Entries.AddRange(_drafts.Select((draft, offset) => LedgerEntry.At(first + offset, draft)));
        _drafts.Clear();
        _appended += size;
        return rows + await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
    }

    private void GuardLedger()
    {
        if (ChangeTracker.Entries().Any(row => row is { Entity: LedgerEntry or LedgerCheckpoint or LedgerTile, State: EntityState.Modified or EntityState.Deleted }))
            throw new InvalidOperationException("Rows of the ledger are only ever added.");
    }

    /// <summary>After the commit: what was rolled back was never appended.</summary>
    private void CountAppended()
    {
        Instruments.LedgerEntries.Add(_appended);
        gate.CountActs(_appended);
        _appended = 0;
    }

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(entry => entry.State == EntityState.Modified))
            entry.Property(nameof(IVersioned.Version)).CurrentValue = entry.Entity.Version + 1;
    }

    /// <summary>A write under way: committed whole, or, when it is left without commit, not at all.</summary>
    internal sealed class WriteScope(PortalDb db, WriteGate.Pass pass, IDbContextTransaction transaction) : IAsyncDisposable
    {
        private bool _committed;

        public async Task SaveAndCommitAsync(CancellationToken ct)
        {
            var rows = await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            _committed = true;
            db.CountAppended();
            await db.CheckpointAsync(pass, rows + db._written, ct);
        }

        public async ValueTask DisposeAsync()
        {
            db._scope = null;
            db._failed |= !_committed;
            await transaction.DisposeAsync();
            pass.Dispose();
        }
    }
}
