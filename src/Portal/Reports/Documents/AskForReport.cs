using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Has a document made: it is read, drawn and printed behind the page that asked.</summary>
public sealed class AskForReport(IDbContextFactory<PortalDb> dbs, ReportJobs jobs, LedgerDays days, RegisterQueries register, TimeProvider time)
{
    /// <param name="Report">The key of its form.</param>
    /// <param name="System">The code of a system; null or empty for all.</param>
    /// <param name="Day">Null for today.</param>
    public sealed record Input(string Report, string? System, DateOnly? Day);

    public async Task<Result<ReportJob>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var system = string.IsNullOrWhiteSpace(input.System) ? null : input.System.Trim().ToUpperInvariant();
        if (ReportForms.Named(input.Report) is not { } form)
            return new Invalid("report", $"Name one of {string.Join(", ", ReportForms.All.Select(one => one.Key))}.");
        if (WhyNot(actor, form) is { } forbidden)
            return await dbs.WriteAsync<ReportJob>(db => Task.FromResult<Result<ReportJob>>(db.Refused(actor, time.GetUtcNow(), "report.make", MadeReport.SubjectOf(form, system ?? ""), forbidden)), ct);
        if (form.Reach == ReportReach.System && system is null)
            return new Invalid("system", "Name the system that it is about.");
        if (form.Reach == ReportReach.Estate && system is not null)
            return new Invalid("system", "It is about all systems.");
        if (!(await days.Of("day", input.Day, ct)).Succeeded(out var day, out var refusal))
            return refusal;

        var subject = "";
        if (system is not null)
        {
            if (await register.Entry(system, day.AsOf, ct) is not { } entry)
                return new Invalid("system", $"There was no system {system} on {Calendar.Text(day.Asked)}.");
            subject = $"{system} {entry.Shown.Content.Name}";
        }

        var now = time.GetUtcNow();
        return jobs.Begin(new ReportJob(Guid.CreateVersion7(now), actor, form, system, subject, day, now));
    }

    internal static Forbidden? WhyNot(Actor actor, ReportForm form) => actor switch
    {
        _ when !actor.May(form.Needs) => new Forbidden("Who has which role is read by administrators, auditors and risk."),
        { Person: null } or { LooksBack: true } => new Forbidden("A document is made for a person, from today's page."),
        _ => null,
    };
}
