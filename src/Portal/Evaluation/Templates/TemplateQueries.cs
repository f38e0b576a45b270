using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;

namespace Portal.Evaluation.Templates;

/// <summary>A template as a file, in Markdown.</summary>
public sealed record TemplateFile(string FileName, string Text);

/// <summary>Fills templates with what is known of a version.</summary>
public sealed class TemplateQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>Null when there is no such version.</summary>
    public async Task<TemplateFile?> For(string code, string label, DocumentKind kind, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.SystemWithRevisions(code, ct) is not { Shown: { } shown } system || await db.WholeVersion(system.Id, label, ct) is not { } version)
            return null;

        var owners = await people.ById(new[] { shown.BusinessOwner }.OfType<Shared.PersonId>(), ct);
        var owner = shown.BusinessOwner is { } id && owners.TryGetValue(id, out var person) ? person.Name : "not named";
        var facts = new TemplateFacts(code, shown.Name, owner, system.Tier, shown.Purpose, version.Label, version.ContentDigest);
        return new TemplateFile($"{code}-{version.Label}-{kind}.md", DocumentTemplate.Write(kind, facts));
    }
}
