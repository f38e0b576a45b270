using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Inspection;
using Portal.Integrations.Notices;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Inspection;

public sealed class RequestTests
{
    private static readonly DateOnly Due = new(2026, 11, 20);

    [Fact]
    public void A_request_moves_along_this_table_and_no_other_way()
    {
        var table = string.Join("\n", Enum.GetValues<RequestState>().Select(from =>
            $"{from,-9} -> {string.Join(", ", Enum.GetValues<RequestState>().Where(to => RequestMoves.CanMove(from, to)))}".TrimEnd()));

        Assert.Equal(
            """
            Open      -> Answered, Withdrawn
            Answered  -> Returned, Accepted
            Returned  -> Answered, Withdrawn
            Accepted  ->
            Withdrawn ->
            """, table);
    }

    [Theory, OnBothDatabases]
    public async Task An_owner_answers_and_the_auditor_returns_and_accepts_on_the_record(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (auditor, owner, system) = await Scene(house);
        var code = (await Ask(house, auditor, AskedOf.Owners, system)).Value;

        Assert.Equal(code, Assert.Single(await house.Get<RequestQueries>().WaitingFor(owner, default)).Code);
        Assert.Equal(RequestState.Answered, (await Answer(house, owner, code)).Value);
        Assert.Equal(RequestState.Returned, (await house.Get<ReturnAnswer>().Run(auditor, new(code, "The date is missing.", new(2026, 11, 25)), default)).Value);
        Assert.Equal(RequestState.Answered, (await Answer(house, owner, code)).Value);
        Assert.Equal(code, Assert.Single(await house.Get<RequestQueries>().AnsweredTo(auditor.Id(), default)).Code);
        Assert.Equal(RequestState.Accepted, (await house.Get<AcceptAnswer>().Run(auditor, new(code), default)).Value);

        var view = await house.Get<RequestQueries>().One(owner, code, default);
        Assert.Equal([RequestAct.Asked, RequestAct.Answered, RequestAct.Returned, RequestAct.Answered, RequestAct.Accepted], view?.Steps.Select(step => step.Act));
        Assert.Equal((new DateOnly(2026, 11, 25), "AIS-0001", "handbook, page 12"), (view?.Line.Due, view?.Line.System, view?.Steps[^2].Source));
        Assert.Equal(
            ["request.asked", "request.answered", "request.returned", "request.answered", "request.accepted"],
            (await house.Entries()).Where(entry => entry.Subject == code).Select(entry => entry.Action));
        Assert.Empty(await house.Get<RequestQueries>().WaitingFor(owner, default));
        Assert.Equal(["request.accepted", "request.asked", "request.returned"], await Told(house, owner));
        Assert.Equal(["request.answered", "request.answered"], await Told(house, auditor));
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_is_asked_answers_and_nobody_answers_themselves(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (auditor, owner, system) = await Scene(house);
        var (risk, stranger) = (await house.Person("Risk", Role.RiskManager), await house.Person("Stranger", Role.SystemOwner));
        var (ofOwners, ofRisk) = ((await Ask(house, auditor, AskedOf.Owners, system)).Value, (await Ask(house, auditor, AskedOf.Risk, null)).Value);
        var own = (await Ask(house, risk, AskedOf.Risk, null)).Value;

        Assert.IsType<Forbidden>((await Answer(house, stranger, ofOwners)).Refusal);
        Assert.IsType<Forbidden>((await Answer(house, auditor, ofOwners)).Refusal);
        Assert.IsType<Forbidden>((await Answer(house, owner, ofRisk)).Refusal);
        Assert.IsType<Forbidden>((await Answer(house, risk, own)).Refusal);
        Assert.Null((await Answer(house, risk, ofOwners)).Refusal);
        Assert.Null((await Answer(house, risk, ofRisk)).Refusal);
        Assert.Null(await house.Get<RequestQueries>().One(stranger, ofOwners, default));
        Assert.Null(await house.Get<RequestQueries>().One(owner, ofRisk, default));
        Assert.Equal([ofOwners], (await house.Get<RequestQueries>().List(owner, RequestFilter.All, new PageRequest(1, 25), default)).Items.Select(line => line.Code));
        Assert.Equal(3, (await house.Get<RequestQueries>().List(auditor, RequestFilter.All, new PageRequest(1, 25), default)).Total);
    }

    [Fact]
    public async Task Only_who_asked_judges_until_that_person_cannot_act_any_more()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (auditor, owner, system) = await Scene(house);
        var (other, administrator) = (await house.Person("Other", Role.Auditor), await house.Person("Administrator", Role.Administrator));
        var code = (await Ask(house, auditor, AskedOf.Owners, system)).Value;
        _ = (await Answer(house, owner, code)).Value;

        Assert.IsType<Forbidden>((await house.Get<AcceptAnswer>().Run(other, new(code), default)).Refusal);
        Assert.IsType<Forbidden>((await house.Get<AcceptAnswer>().Run(owner, new(code), default)).Refusal);
        _ = (await house.Get<DisablePerson>().Run(administrator, new(auditor.Id(), "The engagement is over."), default)).Value;
        Assert.Null((await house.Get<AcceptAnswer>().Run(other, new(code), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Both_sides_are_told_once_when_the_day_is_over_and_again_when_another_day_is(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (auditor, owner, system) = await Scene(house);
        var code = (await Ask(house, auditor, AskedOf.Owners, system)).Value;
        var clock = house.Get<RequestClock>();

        house.Time.Advance(new DateTimeOffset(2026, 11, 20, 23, 59, 59, TimeSpan.Zero) - house.Time.GetUtcNow());
        await clock.Turn(default);
        Assert.DoesNotContain(await house.Entries(), entry => entry.Action == "request.overdue");
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await clock.Turn(default);
        await clock.Turn(default);
        Assert.Single(await house.Entries(), entry => entry.Action == "request.overdue");
        Assert.Contains("request.overdue", await Told(house, owner));
        Assert.Equal(["request.overdue"], await Told(house, auditor));

        _ = (await Answer(house, owner, code)).Value;
        _ = (await house.Get<ReturnAnswer>().Run(auditor, new(code, "Which one?", new(2026, 11, 25)), default)).Value;
        await clock.Turn(default);
        Assert.Single(await house.Entries(), entry => entry.Action == "request.overdue");
        house.Time.Advance(TimeSpan.FromDays(5));
        await clock.Turn(default);
        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "request.overdue"));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_to_answer_is_reminded_once_on_the_day_before_the_last(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (auditor, owner, system) = await Scene(house);
        var code = (await Ask(house, auditor, AskedOf.Owners, system)).Value;
        var clock = house.Get<RequestClock>();

        house.Time.Advance(new DateTimeOffset(2026, 11, 18, 23, 59, 59, TimeSpan.Zero) - house.Time.GetUtcNow());
        await clock.Turn(default);
        Assert.DoesNotContain("request.reminded", await Told(house, owner));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await clock.Turn(default);
        await clock.Turn(default);
        Assert.Single(await house.Entries(), entry => entry.Action == "request.reminded");
        Assert.Contains("request.reminded", await Told(house, owner));
        Assert.DoesNotContain("request.reminded", await Told(house, auditor));

        // Until tomorrow: who was asked a moment ago knows.
        _ = (await Answer(house, owner, code)).Value;
        _ = (await house.Get<ReturnAnswer>().Run(auditor, new(code, "Which one?", new(2026, 11, 20)), default)).Value;
        await clock.Turn(default);
        Assert.Single(await house.Entries(), entry => entry.Action == "request.reminded");
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_its_field()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (auditor, owner, system) = await Scene(house);
        var code = (await Ask(house, auditor, AskedOf.Owners, system)).Value;

        Assert.Equal(["title", "text", "askedOf", "due"], Fields(await house.Get<AskForEvidence>().Run(auditor, new("", " ", default, null, default), default)));
        Assert.Equal(["system"], Fields(await Ask(house, auditor, AskedOf.Owners, null)));
        Assert.Equal(["system"], Fields(await Ask(house, auditor, AskedOf.Owners, "AIS-9999")));
        Assert.Equal(["due"], Fields(await house.Get<AskForEvidence>().Run(auditor, new("Title", "Text", AskedOf.Risk, null, new(2026, 11, 1)), default)));
        Assert.Equal(["words"], Fields(await house.Get<AnswerRequest>().Run(owner, new(code, "\n"), default)));
        Assert.Equal(["source"], Fields(await house.Get<AnswerRequest>().Run(owner, new(code, "Here.", "a\u200Bb"), default)));
        Assert.IsType<NotAllowed>((await house.Get<AcceptAnswer>().Run(auditor, new(code), default)).Refusal);
        Assert.Equal(["words"], Fields(await house.Get<WithdrawRequest>().Run(auditor, new(code, ""), default)));
        Assert.Equal(RequestState.Withdrawn, (await house.Get<WithdrawRequest>().Run(auditor, new(code, "Found it."), default)).Value);
        Assert.IsType<NotAllowed>((await Answer(house, owner, code)).Refusal);
    }

    private static async Task<(Actor Auditor, Actor Owner, string System)> Scene(House house)
    {
        var (auditor, owner) = (await house.Person("Auditor", Role.Auditor), await house.Person("Owner", Role.SystemOwner));
        return (auditor, owner, (await house.File(owner)).Code);
    }

    private static Task<Result<string>> Ask(House house, Actor actor, AskedOf askedOf, string? system) =>
        house.Get<AskForEvidence>().Run(actor, new("Who set the cut-off", "The minutes in which the cut-off of October was decided.", askedOf, system, Due), default);

    private static Task<Result<RequestState>> Answer(House house, Actor actor, string code) =>
        house.Get<AnswerRequest>().Run(actor, new(code, "The credit committee, on 3 October.", "handbook, page 12"), default);

    private static async Task<IReadOnlyList<string>> Told(House house, Actor person)
    {
        var whose = person.Id();
        await using var db = await house.Dbs.CreateDbContextAsync();
        var notices = await db.Notices.Where(notice => notice.Person == whose && notice.Kind == NoticeKind.Evidence).Select(notice => notice.Type).ToListAsync();
        return [.. notices.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Fields<T>(Result<T> result) => result.Refusal is Invalid invalid ? invalid.Faults.Select(fault => fault.Field) : [result.Refusal?.Message ?? "nothing"];
}
