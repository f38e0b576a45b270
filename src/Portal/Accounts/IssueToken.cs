using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Makes an API token and gives its secret, once. A person makes one within their own rights; an administrator issues one with
/// any scopes for somebody else, who answers for what it does.
/// </summary>
public sealed class IssueToken(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>So many of a person's tokens may hold at once; more is a sign of secrets that nobody looks after.</summary>
    public const int MostPerPerson = 50;

    /// <summary>Without systems the token reaches every one.</summary>
    public sealed record Input(
        PersonId Person, string Label, IReadOnlyList<Permission> Scopes, IReadOnlyList<SystemId>? Systems, TimeSpan Validity, string Reason);

    /// <summary>The only time that the secret is seen.</summary>
    public sealed record Issued(string Secret, string Name, DateTimeOffset ExpiresAt);

    public Task<Result<Issued>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Issued>(async db =>
    {
        var now = time.GetUtcNow();
        if (actor.Through != Through.Session || actor.Person is not { } issuer)
            return db.Refused(actor, now, "token.issue", input.Person.ToString(), new Forbidden("Tokens are made by people, in the page: a token makes none."));
        if (FaultsOf(input) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await Beyond(db, actor, input, ct) is { } beyond)
            return db.Refused(actor, now, "token.issue", input.Person.ToString(), beyond);
        if (await Actors.NameOf(db, input.Person, now, ct) is null)
            return new NotAllowed("This person may not act now, so neither may a token.");
        if (await db.ApiTokens.CountAsync(token => token.Person == input.Person && token.RevokedAt == null && token.ExpiresAt > now, ct) >= MostPerPerson)
            return new NotAllowed($"{MostPerPerson} tokens of this person hold already. Revoke those that nobody uses.");

        var secret = ApiToken.NewSecret();
        var token = new ApiToken(
            input.Person, secret, input.Label, input.Scopes, input.Systems,
            issuer == input.Person ? TokenKind.Personal : TokenKind.Pipeline, issuer, input.Reason.Trim(), now, now + input.Validity);
        db.ApiTokens.Add(token);
        db.Record(Entry(actor, token, now));
        return new Issued(secret, token.Name, token.ExpiresAt);
    }, ct);

    internal static EntryDraft Entry(Actor actor, ApiToken token, DateTimeOffset now) => new(actor, now, "token.issued", token.Person.ToString())
    {
        Reason = token.Reason.Length > 0 ? token.Reason : null,
        Details = new Dictionary<string, string>
        {
            ["token"] = token.Name,
            ["kind"] = token.Kind.ToString(),
            ["scopes"] = string.Join(", ", token.Scopes),
            ["systems"] = token.Systems is { } systems ? string.Join(' ', systems) : "all",
            ["expires"] = EntryDraft.Timestamp(token.ExpiresAt),
        },
    };

    private static IReadOnlyList<Fault> FaultsOf(Input input) =>
    [
        .. PlainText.LineProblem(input.Label, ApiToken.LongestLabel) is { } label ? [new Fault("label", label)] : Array.Empty<Fault>(),
        .. input.Scopes.Count == 0 ? [new Fault("scopes", "Choose what the token may do.")] : Array.Empty<Fault>(),
        .. input.Scopes.Where(scope => !TokenScopes.IsScope(scope)).Select(scope => new Fault("scopes", $"{scope} is done by a person in a page: no token carries it.")),
        .. input.Systems is { Count: 0 } ? [new Fault("systems", "Name at least one system, or choose all of them.")] : Array.Empty<Fault>(),
        .. input.Validity <= TimeSpan.Zero || input.Validity > ApiToken.LongestValidity ? [new Fault("validity", "A token expires within a year.")] : Array.Empty<Fault>(),
        .. string.IsNullOrWhiteSpace(input.Reason) ? [new Fault("reason", "Say what it is for: the reason is on record.")] : Array.Empty<Fault>(),
        .. PlainText.RemarkProblem(input.Reason, ApiToken.LongestReason) is { } reason ? [new Fault("reason", reason)] : Array.Empty<Fault>(),
    ];

    private static async Task<Refusal?> Beyond(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Is(input.Person))
        {
            var beyond = input.Scopes.Except(await Actors.PermissionsOf(db, input.Person, ct)).ToList();
            return beyond.Count > 0
                ? new Forbidden($"Your roles do not permit {string.Join(", ", beyond)}: an administrator issues such a token for you.")
                : null;
        }

        if (!actor.May(Permission.ManagePeople))
            return new Forbidden("A token for somebody else is issued by an administrator.");

        var ofRoles = input.Scopes.Where(TokenScopes.IsOfRoles).Except(await Actors.PermissionsOf(db, input.Person, ct)).ToList();
        return ofRoles.Count > 0 ? new Forbidden($"{string.Join(", ", ofRoles)} goes with the person's roles, and these do not permit it.") : null;
    }
}
