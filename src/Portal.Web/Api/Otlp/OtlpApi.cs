using System.Net.Http.Headers;
using Portal.Monitoring;
using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Web.Api.Otlp;

/// <summary>OTLP over HTTP, as exporters of OpenTelemetry speak it: traces, in protobuf or JSON, packed with gzip or not.</summary>
internal static class OtlpApi
{
    public const string Root = "/otlp";
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    public static void MapOtlp(this IEndpointRouteBuilder app)
    {
        var otlp = app.MapGroup(Root).DisableAntiforgery().ExcludeFromDescription();
        otlp.MapPost("/v1/traces", Traces).RequireAuthorization(nameof(Permission.SendTelemetry))
            .DisableRateLimiting(); // As telemetry of the portal's own form: it answers 429 when it can take no more.
        otlp.Map("/{**rest}", NoSuchSignal).RequireAuthorization(nameof(Permission.SendTelemetry)).RequireRateLimiting(RequestLimits.PerToken);
    }

    /// <summary>Whether a request speaks this protocol, whatever becomes of it.</summary>
    public static bool IsOtlp(HttpRequest request) => request.Path.StartsWithSegments(Root);

    public static bool IsProtobuf(HttpRequest request) => TypeOf(request) == Protobuf;

    private static async Task<IResult> Traces(HttpContext http, Caller caller, AcceptTraces accept, CancellationToken ct)
    {
        if (TypeOf(http.Request) is not (Protobuf or Json))
            return OtlpAnswer.Failed(StatusCodes.Status415UnsupportedMediaType, $"Send {Protobuf} or {Json}.");

        try
        {
            if (!(await TelemetryBody.Read(http.Request, ct)).Succeeded(out var body, out var refusal))
                return OtlpAnswer.Of(refusal);
            if (body.Length > AcceptPredictions.LargestBody)
                return OtlpAnswer.Failed(StatusCodes.Status413PayloadTooLarge, $"A request has at most {AcceptPredictions.LargestBody / (1024 * 1024)} MB, unpacked. No span was taken.");

            var sent = IsProtobuf(http.Request) ? ProtoTraces.Read(body.Span) : JsonTraces.Read(body);
            return (await accept.Run(caller.Actor, new(sent), ct)).Succeeded(out var taken, out var refused) ? OtlpAnswer.Of(taken) : OtlpAnswer.Of(refused);
        }
        catch (MalformedException fault)
        {
            return OtlpAnswer.Failed(StatusCodes.Status400BadRequest, $"This cannot be read. {fault.Message} No span was taken.");
        }
        catch (BadHttpRequestException fault)
        {
            // Larger than the server reads, or cut off on the way.
            return OtlpAnswer.Failed(fault.StatusCode, $"{fault.Message} No span was taken.");
        }
    }

    private static OtlpAnswer NoSuchSignal(HttpRequest request) =>
        OtlpAnswer.Failed(StatusCodes.Status404NotFound, $"The portal has no {request.Method} {request.Path}: it takes traces, by POST {Root}/v1/traces.");

    private static string? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType?.ToLowerInvariant() : null;
}
