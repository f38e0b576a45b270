// Sends traces as an application would: OpenTelemetry's exporters in both forms, and OpenAI's client against a stub, instrumented once by
// OpenTelemetry's own package and once by Traceloop's; all unmodified.
// Standard input: {"portal": address, "token": …, "service": the service.name that the register knows, "system": code}. Says as JSON what it saw.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { context, diag, DiagLogLevel, SpanStatusCode, trace } = require("@opentelemetry/api");
const { TracerProvider, BatchSpanProcessor } = require("@opentelemetry/sdk-trace");
const { resourceFromAttributes } = require("@opentelemetry/resources");
const { OTLPTraceExporter: ProtoExporter } = require("@opentelemetry/exporter-trace-otlp-proto");
const { OTLPTraceExporter: JsonExporter } = require("@opentelemetry/exporter-trace-otlp-http");
const own = require("@opentelemetry/instrumentation-openai").OpenAIInstrumentation;
const traceloop = require("@traceloop/instrumentation-openai").OpenAIInstrumentation;

const { portal, token, service, system } = JSON.parse(readFileSync(0, "utf8"));

// What an exporter warns of is what the portal said of single spans.
const warnings = [];
const warn = (...words) => warnings.push(words.map(word => typeof word === "string" ? word : JSON.stringify(word)).join(" "));
diag.setLogger({ error: warn, warn, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);

const at = { url: `${portal}/otlp/v1/traces`, headers: { Authorization: `Bearer ${token}` } };
const provider = (exporter, resource) => new TracerProvider({ resource: resourceFromAttributes(resource), spanProcessors: [new BatchSpanProcessor({ exporter })] });

// A model that answers at once, and says what it used.
const stub = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify({
      id: "chatcmpl-1", object: "chat.completion", created: 1, model: "gpt-4o-mini-2024-07-18",
      choices: [{ index: 0, message: { role: "assistant", content: "A secret." }, finish_reason: "stop" }],
      usage: { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200, prompt_tokens_details: { cached_tokens: 0 } },
    }));
  });
}).listen(0, "127.0.0.1");
await new Promise(resolve => stub.once("listening", resolve));

// Each instrumentation patches what is loaded after it: the client is loaded anew for each.
async function ask(Instrumentation, tracerProvider) {
  for (const path of Object.keys(require.cache).filter(path => path.includes("/node_modules/openai/"))) delete require.cache[path];
  const instrumentation = new Instrumentation();
  instrumentation.setTracerProvider(tracerProvider);
  const module = require("openai");
  instrumentation.manuallyInstrument?.(module.OpenAI);
  const client = new module.OpenAI({ apiKey: "none", baseURL: `http://127.0.0.1:${stub.address().port}/v1` });
  const answer = await client.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: "A secret?" }] });
  instrumentation.disable();
  return answer.model;
}

const proto = provider(new ProtoExporter({ ...at, compression: "gzip" }), { "service.name": service });
const json = provider(new JsonExporter(at), { "portal.system": system, "portal.version": "v1" });
const models = [await ask(own, proto), await ask(traceloop, json)];

// An agent: it calls a model, most of whose input was cached, and two tools; what it did is sent twice.
const tracer = json.getTracer("agent");
const task = tracer.startSpan("invoke_agent clerk", { attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "Clerk", "gen_ai.usage.input_tokens": 1000 } });
const within = trace.setSpan(context.active(), task);
const call = tracer.startSpan("chat gpt-4o", {
  attributes: {
    "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o",
    "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.cache_read.input_tokens": 800, "gen_ai.usage.output_tokens": 100,
  },
}, within);
call.addEvent("gen_ai.evaluation.result", { "gen_ai.evaluation.name": "relevance", "gen_ai.evaluation.score.value": 0.75 });
call.end();
for (const name of ["search_policies", "delete_customer"]) {
  const tool = tracer.startSpan(`execute_tool ${name}`, { attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name } }, within);
  if (name === "delete_customer") tool.setStatus({ code: SpanStatusCode.ERROR });
  tool.end();
}
task.end();
tracer.startSpan("GET /health").end();
tracer.startSpan("chat of nobody", { attributes: { "gen_ai.operation.name": "chat", "portal.version": "v9" } }).end();

await proto.forceFlush();
await json.forceFlush();
await proto.shutdown();
await json.shutdown();
stub.close();
console.log(JSON.stringify({ models, trace: task.spanContext().traceId, warnings: warnings.filter(warning => warning.includes("Partial Success") || warning.includes("export")) }));
