using Microsoft.AspNetCore.Mvc;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Classification over HTTP: what is asked, and what answers would come to. Nothing is kept; answers are stored with an entry.</summary>
internal static class ClassificationApi
{
    // Every key with every value is a tenth of it.
    private const int LargestBody = 64 * 1024;

    public static void MapClassificationApi(this RouteGroupBuilder api)
    {
        var classification = api.MapGroup("/classification").WithTags("Classification");
        classification.MapGet("/questionnaire", Questionnaire).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("The questions that classify a system, with keys, texts and allowed values").Produces<QuestionnaireAnswer>();
        classification.MapPost("/preview", Preview).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What answers come to: tier, legal class, reasons and duties, as far as they go. Nothing is kept")
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Reads<PreviewBody>("application/json")
            .Produces<ClassificationAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Questionnaire() => Results.Json(QuestionnaireAnswer.Of(Questionnaires.Current.Questions));

    private static async Task<IResult> Preview(HttpContext http, Caller caller, SystemCodes systems, CancellationToken ct)
    {
        var body = await JsonBody.Read<PreviewBody>(http);
        if (body.System is { } code && await RefusalOn(code, caller.Actor, systems, ct) is { } refusal)
            return Answers.Problem(refusal);

        var given = body.Answers ?? new Dictionary<string, AnswerValues>();
        return Questionnaires.Current.Questions.Read(given.Select(answer => KeyValuePair.Create(answer.Key, answer.Value.Values)))
            .ToHttp(answers => Results.Json(ClassificationAnswer.Of(Questionnaires.Classify(answers))));
    }

    private static async Task<Refusal?> RefusalOn(string code, Actor actor, SystemCodes systems, CancellationToken ct) =>
        (await systems.Of([code], ct)).TryGetValue(code, out var system)
            ? actor.RefusalOn(system, code)
            : new Invalid("system", "There is no system of this code.");
}
