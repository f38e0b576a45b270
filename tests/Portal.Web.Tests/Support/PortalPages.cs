using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Assurance;
using Portal.Assurance.Simulation;
using Portal.Audit;
using Portal.Evaluation;
using Portal.Findings;
using Portal.Inspection;
using Portal.Integrations;
using Portal.Integrations.Notices;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Records;
using Portal.Monitoring.Traces;
using Portal.Monitoring.Views;
using Portal.Monitoring.Wall;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Reports.Documents;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Registered;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Promotions;
using Portal.Web.Ui;
using Portal.Web.Work;

namespace Portal.Web.Tests.Support;

/// <summary>Draws pages over the real queries and use cases of a running portal, for one person.</summary>
internal static class PortalPages
{
    public static void Over(this BunitContext pages, PortalHost host, Actor person) => pages.Over(host, person, TimeProvider.System);

    public static void Over(this BunitContext pages, PortalHost host, Actor person, TimeProvider time)
    {
        pages.Services.AddSingleton(time);
        pages.Services.AddUi();
        pages.Services.AddScoped<PageActor>();
        pages.Services.AddScoped<PasskeyPrompt>();
        pages.Services.AddSingleton(new FrameOptions());
        pages.Take<Sessions>(host).Take<Calendar>(host).Take<LiveFeed<SessionId>>(host).Take<SecurityQueries>(host).Take<Search>(host).Take<StepUp>(host).Take<PortalOptions>(host).Take<LiveFeed<PromotionId>>(host).Take<LiveFeed<RecordedAct>>(host).Take<LiveFeed<DeliveryId>>(host);
        pages.Take<RegisterQueries>(host).Take<VersionQueries>(host).Take<GateQueries>(host).Take<CardQueries>(host).Take<WriteCard>(host).Take<DiscardCard>(host).Take<SubmitCard>(host).Take<ReviewCard>(host).Take<EvidenceReader>(host);
        pages.Take<SimilarSystems>(host).Take<FileSystem>(host).Take<EditEntry>(host).Take<SubmitEntry>(host).Take<AttachDocument>(host).Take<DiscardDraft>(host);
        pages.Take<ReadinessQueries>(host).Take<ExceptionQueries>(host).Take<DeskQueries>(host).Take<PortfolioQueries>(host).Take<LiveFeed<SystemId>>(host).Take<LiveFeed<PolicyId>>(host).Take<PolicyQueries>(host).Take<DraftPolicy>(host).Take<SimulatePolicy>(host).Take<ProposePolicy>(host).Take<ReturnPolicy>(host).Take<PublishPolicy>(host).Take<RecertifyEntry>(host).Take<RetireEntry>(host);
        pages.Take<PromotionQueries>(host).Take<StoryQueries>(host).Take<DifferenceQueries>(host).Take<ReleaseQueries>(host).Take<DecisionStatisticsQueries>(host).Take<RequestOptions>(host).Take<StandingApprovalQueries>(host).Take<RequestStanding>(host).Take<RequestPromotion>(host).Take<DecidePromotion>(host)
            .Take<ResubmitPromotion>(host).Take<WithdrawPromotion>(host).Take<ApplyPromotion>(host).Take<CloseVote>(host).Take<SuspendPromotion>(host).Take<ResumePromotion>(host).Take<RevokePromotion>(host).Take<RetirePromotion>(host).Take<StartEmergency>(host).Take<ConfirmEmergency>(host)
            .Take<AskQuestion>(host).Take<AnswerQuestion>(host).Take<RoomPresence>(host).Take<LiveFeed<RoomChanged>>(host).Take<TrafficDriftQueries>(host);
        pages.Take<NoticeQueries>(host).Take<ReadNotices>(host).Take<ChooseNotices>(host).Take<DeliveryQueries>(host).Take<LiveFeed<NoticesOf>>(host);
        pages.Take<SearchDecisions>(host).Take<ReadDecision>(host).Take<ContestDecision>(host).Take<ReviewContest>(host).Take<EraseSubject>(host).Take<ContestQueries>(host).Take<PromotionsOfVersion>(host);
        pages.Take<WallBoard>(host).Take<LiveFeed<WallSwapped>>(host).Take<ClaimQuarantine>(host).Take<DismissQuarantine>(host);
        pages.Take<AlertQueries>(host).Take<TakeAlert>(host).Take<CommentAlert>(host).Take<SnoozeAlert>(host).Take<CloseAlert>(host);
        pages.Take<SpendQueries>(host).Take<SpendDetailQueries>(host).Take<CostQueries>(host).Take<BudgetQueries>(host).Take<SetBudget>(host).Take<AddPrice>(host).Take<KpiQueries>(host).Take<SetKpi>(host).Take<ReadKpi>(host);
        pages.Take<AskForReport>(host).Take<ReportJobs>(host).Take<MadeReportQueries>(host).Take<LiveFeed<ReportJobMoved>>(host).Take<PackQueries>(host).Take<RequestPack>(host).Take<CancelPack>(host).Take<LiveFeed<EvidencePackId>>(host);
        pages.Take<TaskQueries>(host).Take<RequestQueries>(host).Take<SampleQueries>(host).Take<NoteSampleLine>(host).Take<AskForEvidence>(host).Take<AnswerRequest>(host).Take<AcceptAnswer>(host).Take<ReturnAnswer>(host).Take<WithdrawRequest>(host).Take<ReadingQueries>(host).Take<SavedViews>(host).Take<RevealRunRows>(host);
        pages.Take<RunListQueries>(host).Take<ModelQueries>(host).Take<ChangeModel>(host);
        pages.Take<MonitoringQueries>(host).Take<SystemViewQueries>(host).Take<AlertQueries>(host).Take<SeriesStore>(host).Take<LiveFeed<TelemetryCounted>>(host).Take<QualityQueries>(host).Take<FindingQueries>(host).Take<RaiseFinding>(host).Take<PeopleQueries>(host);
        var authorization = pages.AddAuthorization();
        authorization.SetAuthorized(person.Name);
        authorization.SetClaims([.. SessionClaims.Principal(person, Schemes.Session).Claims]);
        authorization.SetPolicies([.. person.Permissions.Select(permission => permission.ToString())]);
        pages.JSInterop.SetupVoid("sessionStorage.removeItem", _ => true).SetVoidResult();
        pages.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private static BunitContext Take<T>(this BunitContext pages, PortalHost host) where T : class
    {
        pages.Services.AddSingleton(host.Get<T>());
        return pages;
    }
}
