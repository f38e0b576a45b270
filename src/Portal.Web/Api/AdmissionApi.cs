using System.Text.Json.Serialization;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What whoever starts or runs a version asks. The answer is 200 either way; only a question that cannot be understood is refused.</summary>
internal static class AdmissionApi
{
    public static void MapAdmissionApi(this RouteGroupBuilder api) =>
        api.MapPost("/admission", Ask).RequireAuthorization(nameof(Permission.Read)).WithTags("Promotions").WithName("AskAdmission")
            .Reads<AdmissionBody>("application/json")
            .WithSummary("May this version, or what has this digest, run in this stage? Of what already runs, ask with running: true").Produces<AdmissionAnswer>()
            .ProducesValidationProblem();

    private static async Task<IResult> Ask(HttpContext http, Caller caller, AskAdmission ask, CancellationToken ct)
    {
        var body = await JsonBody.Read<AdmissionBody>(http);
        var result = await ask.Run(caller.Actor, new(body.System, body.Version, body.Digest, body.Stage, body.Running), ct);
        return result.ToHttp(answer => Results.Json(new AdmissionAnswer(answer.Allowed, answer.Reason, answer.Link, answer.Certificate, answer.Until)));
    }

    /// <summary>A version by its label, or a digest: the version's, or that of one of its files.</summary>
    internal sealed record AdmissionBody(string System, Stage Stage, string? Version = null, string? Digest = null, bool Running = false);

    /// <summary><c>certificate</c> is a JWT, there when what is asked of is yet to be started; <c>until</c> says when the grace of what runs ends.</summary>
    internal sealed record AdmissionAnswer(
        bool Allowed, string Reason, string Link,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Certificate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Until);
}
