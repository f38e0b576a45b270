using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Register;
using Portal.Reports.Documents;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Reports;

/// <summary>What can be made, what is being made, what was made.</summary>
public sealed partial class ReportsPage(AskForReport ask, ReportJobs jobs, MadeReportQueries reports, RegisterQueries register, NavigationManager navigation)
{
    private Actor? _me;
    private IReadOnlyList<ReportJob> _jobs = [];
    private Page<MadeReportLine>? _made;
    private IReadOnlyList<Choice<string>> _systems = [];
    private Invalid? _invalid;
    private string? _refusal;
    private bool _isAsking;

    [SupplyParameterFromQuery(Name = "report")] public string? Report { get; set; }

    [SupplyParameterFromQuery(Name = "system")] public string? System { get; set; }

    [SupplyParameterFromQuery(Name = "day")] public string? DayText { get; set; }

    [SupplyParameterFromQuery] public int? Page { get; set; }

    [SupplyParameterFromQuery] public int? Size { get; set; }

    [Inject] private PageActor PageActor { get; set; } = default!;

    private IEnumerable<ReportForm> Mine => ReportForms.All.Where(form => _me?.May(form.Needs) == true);

    private ReportForm Form => ReportForms.Named(Report) is { } named && Mine.Contains(named) ? named : ReportForms.All[0];

    private IReadOnlyList<Choice<ReportKind>> Kinds => [.. Mine.Select(form => new Choice<ReportKind>(form.Kind, form.Title, form.Answers))];

    private DateOnly? Day => DateOnly.TryParseExact(DayText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    protected override async Task OnInitializedAsync()
    {
        _me = await PageActor.Get();
        _systems = [.. (await register.Names(default)).Values.Select(name => new Choice<string>(name[..name.IndexOf(' ', StringComparison.Ordinal)], name)).OrderBy(choice => choice.Value.Length).ThenBy(choice => choice.Value, StringComparer.Ordinal)];
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        if (_me is not { Person: { } person } me)
            return;

        _jobs = jobs.Of(person);
        _made = await reports.List(me, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), default);
    }

    private void Choose(ReportKind kind) => Go("report", ReportForms.Of(kind).Key);

    private void Go(string key, string? value)
    {
        (_invalid, _refusal) = (null, null);
        navigation.NavigateTo(navigation.GetUriWithQueryParameter(key, string.IsNullOrEmpty(value) ? null : value), replace: true);
    }

    private async Task Ask()
    {
        if (_isAsking || _me is not { } me)
            return;

        (_isAsking, _invalid, _refusal) = (true, null, null);
        var asked = await ask.Run(me, new(Form.Key, Form.Reach == ReportReach.Estate ? null : System, Day), default);
        _isAsking = false;
        _invalid = asked.Refusal as Invalid;
        _refusal = _invalid is null ? asked.Refusal?.Message : null;
        await Read();
    }
}
