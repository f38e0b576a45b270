using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Benchmarks;

/// <summary>Systems as their aggregate makes them, written past the use cases, which would take an hour for so many.</summary>
internal static class RegisterFill
{
    public const int RevisionsEach = 10;
    private const int Owners = 300;
    private const int Batch = 250;

    private static readonly string[] Subjects = ["Credit", "Claims", "Fraud", "Churn", "Demand", "Pricing", "Routing", "Search", "Summary", "Triage"];
    private static readonly string[] Departments = ["Retail lending", "Payments", "Treasury", "Customer service", "Human resources", "Markets", "Operations", "Marketing"];

    public static async Task<IReadOnlyList<PersonId>> Fill(IDbContextFactory<PortalDb> dbs, int systems)
    {
        var start = TimeProvider.System.GetUtcNow().AddYears(-3);
        List<PersonId> owners = [];
        await using (var db = await dbs.CreateDbContextAsync())
        {
            for (var number = 0; number < Owners; number++)
            {
                var user = new PortalUser($"owner{number}@example.org", $"Owner {number}", Departments[number % Departments.Length], start)
                {
                    NormalizedEmail = $"OWNER{number}@EXAMPLE.ORG",
                    NormalizedUserName = $"OWNER{number}@EXAMPLE.ORG",
                };
                db.Users.Add(user);
                db.RoleGrants.Add(new RoleGrant(user.Person, Role.SystemOwner, start));
                owners.Add(user.Person);
            }

            await db.SaveChangesAsync();
        }

        var (risk, answers) = (new PersonId(Guid.CreateVersion7()), Sets());
        for (var from = 1; from <= systems; from += Batch)
        {
            await using var db = await dbs.CreateDbContextAsync();
            db.Systems.AddRange(Enumerable.Range(from, Math.Min(Batch, systems - from + 1)).Select(number => Make(number, owners[number % Owners], risk, answers[number % answers.Count], start)));
            await db.SaveChangesAsync();
        }

        return owners;
    }

    private static AiSystem Make(int number, PersonId owner, PersonId risk, Answers answers, DateTimeOffset start)
    {
        var content = new EntryContent
        {
            Name = $"{Subjects[number % Subjects.Length]} {number}",
            Kind = (SystemKind)(1 + number % 3),
            Lane = Lane.Governed,
            LegalEntity = "Example Bank AG",
            Countries = ["AT", "DE"],
            BusinessOwner = owner,
            TechnicalOwner = owner,
            Department = Departments[number % Departments.Length],
            Raci = Raci.Usual,
            Purpose = $"Supports {Subjects[(number + 3) % Subjects.Length].ToLowerInvariant()} in {Departments[number % Departments.Length].ToLowerInvariant()}, as one input to what people decide there.",
            PeopleAffected = "Customers",
            HumanInvolvement = HumanInvolvement.ReviewsSomeCases,
            Autonomy = Autonomy.Advises,
            Fallback = "By hand",
            MayStop = MayStop.Yes,
            DataSources = ["Core banking"],
            PersonalData = PersonalData.Personal,
            KnownLimitations = "Rare cases are judged badly.",
            Answers = answers,
        };
        var now = start.AddMinutes(number);
        var system = AiSystem.File(AiSystem.CodeOf(number), content, owner, now);
        for (var revision = 1; revision <= RevisionsEach; revision++)
        {
            now = now.AddDays(100);
            if (revision > 1)
                _ = system.Edit(content = content with { Volume = $"{number + revision} a day" }, owner, now);
            var submitted = system.Submit(owner, now).Value;
            if (submitted.Published is null)
                _ = system.Accept(EntryDigest.Of(content), new(content.Proposal.GetValueOrDefault(), content.Classify().LegalClass, ""), Rules, risk, now).Value;
        }

        return system;
    }

    private static Policy Rules { get; } = ShippedPolicy.AdoptedOn(new DateOnly(2026, 1, 1));

    /// <summary>Answers that come to each tier.</summary>
    private static IReadOnlyList<Answers> Sets() =>
    [
        Set("areas=none", "money=little", "people=nothing", "reversibility=atOnce", "reach=team"),
        Set("areas=none", "money=department", "people=annoyance", "reversibility=withEffort", "reach=customers"),
        Set("areas=services", "services=credit", "profiling=yes", "money=organisation", "people=livelihood", "reversibility=withEffort", "reach=customers"),
    ];

    private static Answers Set(params string[] given) => Questionnaires.Current.Questions.Read(
        given.Concat(["role=deployer", "practices=none", "product=no", "contact=none", "automated=no", "method=learned", "autonomy=advises"])
            .Select(answer => answer.Split('=')).Select(answer => KeyValuePair.Create(answer[0], (IReadOnlyList<string>)[answer[1]]))).Value;
}
