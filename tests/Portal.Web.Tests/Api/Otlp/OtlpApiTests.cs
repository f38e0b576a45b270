using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portal.EndToEnd.Support;
using Portal.Web.Api.Otlp;

namespace Portal.Web.Tests.Api.Otlp;

public sealed class OtlpApiTests(OtlpHost host) : IClassFixture<OtlpHost>
{
    private const string Address = "/otlp/v1/traces";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact, Trait("Category", "Browser")]
    public async Task Clients_of_others_are_counted_with_their_models_tokens_and_costs_and_without_what_was_said()
    {
        var told = JsonDocument.Parse(await Clients.RunAsync("otlp.mjs", JsonSerializer.Serialize(new
        {
            portal = host.Portal.Address.ToString().TrimEnd('/'),
            token = host.Client.DefaultRequestHeaders.Authorization?.Parameter,
            service = OtlpHost.Code,
            system = OtlpHost.Code,
        }))).RootElement;
        SendFromDotnet();

        await using var db = await host.Counted();
        var trace = told.GetProperty("trace").GetString();
        var task = await db.TraceTasks.SingleAsync(task => task.Trace == trace);
        var instrumented = await db.TraceSpans.Where(span => span.Model == "gpt-4o-mini-2024-07-18").ToListAsync();
        var dotnet = await db.TraceSpans.SingleAsync(span => span.Name == "chat from .NET");

        Assert.Equal(2, instrumented.Count);
        Assert.All(instrumented, span => Assert.Equal((1000L, 200L, 270L), (span.InputTokens, span.OutputTokens, span.CostMicros)));
        Assert.Equal(("invoke_agent clerk", "Clerk", 1, 2, 1, 1000L), (task.Sums.Name, task.Sums.Agent, task.Sums.Calls, task.Sums.Tools, task.Sums.Unlisted, task.Sums.InputTokens));
        Assert.Equal((200 * 2.5) + (800 * 1.25) + (100 * 10), task.CostMicros);
        Assert.Equal((2000L, 1000L, 285L), (dotnet.InputTokens, dotnet.CachedTokens, dotnet.CostMicros));
        Assert.Contains("no version 'v9'", Assert.Single(told.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(await db.TraceSpans.ToListAsync()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Protobuf_is_answered_in_protobuf_and_json_in_json_packed_or_not()
    {
        var span = ProtoBytes.Request(OtlpHost.Code, Now);
        using var proto = await Post(host.Client, span, OtlpApi.Protobuf);
        using var packed = await Post(host.Client, Packed(span), OtlpApi.Protobuf, "gzip");
        using var json = await Post(host.Client, Encoding.UTF8.GetBytes("""{"resourceSpans":[]}"""), OtlpApi.Json);

        Assert.Equal((HttpStatusCode.OK, OtlpApi.Protobuf, 0), (proto.StatusCode, proto.Content.Headers.ContentType?.MediaType, (await proto.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(HttpStatusCode.OK, packed.StatusCode);
        Assert.Equal((HttpStatusCode.OK, "{}"), (json.StatusCode, await json.Content.ReadAsStringAsync()));
        await using var db = await host.Counted();
        Assert.Equal(1, await db.TraceSpans.CountAsync(one => one.Trace == $"{1:x32}"));
    }

    [Fact]
    public async Task A_span_of_a_system_that_the_token_is_not_for_is_refused_by_itself_and_the_others_are_taken()
    {
        var at = Now;
        using var json = await Post(host.Bound, Json(at, "AIS-0002", OtlpHost.Code), OtlpApi.Json);
        using var proto = await Post(host.Bound, ProtoBytes.Request("AIS-0002", at), OtlpApi.Protobuf);

        var partial = JsonDocument.Parse(await json.Content.ReadAsStringAsync()).RootElement.GetProperty("partialSuccess");
        var bytes = await proto.Content.ReadAsByteArrayAsync();
        Assert.Equal((HttpStatusCode.OK, "1"), (json.StatusCode, partial.GetProperty("rejectedSpans").GetString()));
        Assert.Contains("bound to other systems than AIS-0002", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, (byte)0x0a, (byte)0x08, (byte)1), (proto.StatusCode, bytes[0], bytes[2], bytes[3]));
        await using var db = await host.Counted();
        Assert.Equal(1, await db.TraceSpans.CountAsync(one => one.Trace == "00000000000000000000000000000abc"));
    }

    [Theory]
    [InlineData("application/x-protobuf", "Cg==", 400)]
    [InlineData("application/x-protobuf", "//8=", 400)]
    [InlineData("application/json", "ew==", 400)]
    [InlineData("application/json", "AA==", 400)]
    [InlineData("text/plain", "e30=", 415)]
    [InlineData("application/grpc", "", 415)]
    public async Task What_cannot_be_read_is_told_in_the_form_that_was_sent_and_not_asked_for_again(string type, string body, int status)
    {
        using var answer = await Post(host.Client, Convert.FromBase64String(body), type);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(type == OtlpApi.Protobuf ? OtlpApi.Protobuf : OtlpApi.Json, answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Who_has_no_token_what_is_no_gzip_what_unpacks_to_too_much_and_other_signals_are_refused()
    {
        using var anonymous = host.Portal.Anonymous();
        using var nobody = await Post(anonymous, [], OtlpApi.Protobuf);
        using var plain = await Post(host.Client, [1, 2, 3], OtlpApi.Protobuf, "gzip");
        using var bomb = await Post(host.Client, Packed(new byte[64 * 1024 * 1024]), OtlpApi.Protobuf, "gzip");
        using var metrics = await host.Client.PostAsync("/otlp/v1/metrics", new ByteArrayContent([]));

        Assert.Equal([401, 400, 413, 404], new[] { nobody, plain, bomb, metrics }.Select(answer => (int)answer.StatusCode));
    }

    private static byte[] Json(DateTimeOffset at, params string[] systems) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        resourceSpans = systems.Select(system => new
        {
            resource = new { attributes = new[] { new { key = "portal.system", value = new { stringValue = system } } } },
            scopeSpans = new[]
            {
                new
                {
                    spans = new[]
                    {
                        new
                        {
                            traceId = "00000000000000000000000000000abc", spanId = "0000000000000abc", name = "chat", startTimeUnixNano = $"{ProtoBytes.Nanoseconds(at)}",
                            endTimeUnixNano = $"{ProtoBytes.Nanoseconds(at)}", attributes = new[] { new { key = "gen_ai.request.model", value = new { stringValue = "m" } } },
                        },
                    },
                },
            },
        }),
    }));

    /// <summary>OpenTelemetry's own exporter for .NET.</summary>
    private void SendFromDotnet()
    {
        using var source = new ActivitySource("Portal.Web.Tests.Otlp");
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name)
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddAttributes([new("portal.system", OtlpHost.Code)]))
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = new Uri(host.Portal.Address, Address);
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Headers = $"Authorization=Bearer {host.Client.DefaultRequestHeaders.Authorization?.Parameter}";
            }).Build();
        using (var call = source.StartActivity("chat from .NET", ActivityKind.Client))
        {
            call?.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.provider.name", "openai").SetTag("gen_ai.request.model", "gpt-4o-mini")
                .SetTag("gen_ai.usage.input_tokens", 2000).SetTag("gen_ai.usage.cache_read.input_tokens", 1000).SetTag("gen_ai.usage.output_tokens", 100);
        }

        Assert.True(provider.ForceFlush(10_000));
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, byte[] body, string type, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return client.PostAsync(Address, content);
    }
}
