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

    private static async Task<IResult> Preview(HttpContext http, Caller caller, RegisterQueries register, CancellationToken ct)
    {
        var body = await JsonBody.Read<PreviewBody>(http);
        var given = body.Answers ?? new Dictionary<string, AnswerValues>();
        if (!Questionnaires.Current.Questions.Read(given.Select(answer => KeyValuePair.Create(answer.Key, answer.Value.Values))).Succeeded(out var answers, out var refusal))
            return Answers.Problem(refusal);
        if (body.System is null)
            return Classified(answers);
        if (await register.Entry(body.System, AsOf.Now, ct) is not { } entry)
            return Answers.Problem(new Invalid("system", "There is no system of this code."));
        if (caller.Actor.RefusalOn(entry.Id, entry.Code) is { } unbound)
            return Answers.Problem(unbound);

        return Classified(Over((entry.Open ?? entry.Shown).Content.Answers, given));
    }

    /// <summary>What the entry says already, with what is given in the place of it.</summary>
    private static Portal.Policies.Classification.Answers Over(Portal.Policies.Classification.Answers kept, IReadOnlyDictionary<string, AnswerValues> given) =>
        Questionnaires.Of(kept.Questionnaire).Questions.Read(kept.Keys.Where(key => !given.ContainsKey(key)).Select(key => KeyValuePair.Create(key, kept[key]))
            .Concat(given.Select(answer => KeyValuePair.Create(answer.Key, answer.Value.Values)))).Value;

    private static IResult Classified(Portal.Policies.Classification.Answers answers) => Results.Json(ClassificationAnswer.Of(Questionnaires.Classify(answers)));
}
