using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Web.Api.Otlp;

/// <summary>An answer in the form of its request: what was taken, or a status with a message (google.rpc.Status).</summary>
internal sealed class OtlpAnswer(int status, byte[] protobuf, byte[] json) : IResult
{
    private TimeSpan? RetryAfter { get; init; }

    public static OtlpAnswer Of(AcceptTraces.Taken taken)
    {
        if (taken is { Rejected: 0, Message: "" })
            return new OtlpAnswer(StatusCodes.Status200OK, [], "{}"u8.ToArray());

        byte[] partial = [.. Number(1, taken.Rejected), .. Text(2, taken.Message)];
        return new OtlpAnswer(
            StatusCodes.Status200OK, [.. Field(1, partial)],
            JsonSerializer.SerializeToUtf8Bytes(new Partial(new PartialSuccess($"{taken.Rejected}", taken.Message)), OtlpJson.Default.Partial));
    }

    public static OtlpAnswer Of(Refusal refusal) => refusal switch
    {
        Busy busy => Failed(StatusCodes.Status429TooManyRequests, busy.Message, busy.RetryAfter),
        Forbidden => Failed(StatusCodes.Status403Forbidden, refusal.Message),
        _ => Failed(StatusCodes.Status400BadRequest, refusal.Message),
    };

    public static OtlpAnswer Failed(int status, string message, TimeSpan? retryAfter = null) =>
        new(status, [.. Text(2, message)], JsonSerializer.SerializeToUtf8Bytes(new Fault(message), OtlpJson.Default.Fault)) { RetryAfter = retryAfter };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        if (RetryAfter is { } after)
            response.Headers.RetryAfter = $"{Math.Ceiling(after.TotalSeconds):0}";
        var isProtobuf = OtlpApi.IsProtobuf(httpContext.Request);
        response.ContentType = isProtobuf ? OtlpApi.Protobuf : OtlpApi.Json;
        var body = isProtobuf ? protobuf : json;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static IEnumerable<byte> Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte> Field(int field, byte[] bytes) => [(byte)((field << 3) | (int)WireType.Bytes), .. Varint((ulong)bytes.Length), .. bytes];

    private static IEnumerable<byte> Number(int field, long number) => [(byte)((field << 3) | (int)WireType.Varint), .. Varint((ulong)number)];

    private static IEnumerable<byte> Varint(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            yield return (byte)(number | 0x80);
        yield return (byte)number;
    }

    internal sealed record Partial(PartialSuccess PartialSuccess);

    /// <summary>A whole number of 64 bits is a text in this form.</summary>
    internal sealed record PartialSuccess(string RejectedSpans, string ErrorMessage);

    internal sealed record Fault(string Message);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OtlpAnswer.Partial))]
[JsonSerializable(typeof(OtlpAnswer.Fault))]
internal sealed partial class OtlpJson : JsonSerializerContext;
