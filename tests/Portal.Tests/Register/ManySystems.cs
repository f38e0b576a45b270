using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>A register as large organisations have it.</summary>
internal static class ManySystems
{
    /// <summary>Published systems, every other one with a version in production; written past the use cases, which would take an hour for so many.</summary>
    public static async Task Fill(House house, int from, int count)
    {
        var (owner, risk, now) = (new PersonId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()), house.Time.GetUtcNow());
        await using var db = await house.Dbs.CreateDbContextAsync();
        for (var number = from; number < from + count; number++)
        {
            var content = An.Entry(owner) with { Name = $"System {number}" };
            var system = AiSystem.File(AiSystem.CodeOf(number), content, owner, now);
            Assert.Null(system.Submit(owner, now).Refusal);
            Assert.Null(system.Accept(EntryDigest.Of(content), new(RiskTier.High, LegalClass.HighRisk, ""), SmallPolicy.Rules, risk, now).Refusal);
            db.Systems.Add(system);
            if (number % 2 == 0)
                db.Versions.Add(Workshop.VersionAt(system.Id, Stage.Production, "v1", now));
        }

        await db.SaveChangesAsync();
    }
}
