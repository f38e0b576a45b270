// Trains, registers and is refused as a data scientist's script would: runs by the mlflow package, the registry by Databricks' SDK, both unmodified.
// Standard input: {"portal": address, "token": …, "system": code, "step": "register" | "load"}. Says as JSON what it saw.
import { readFileSync } from "node:fs";
import http from "node:http";
import mlflow from "mlflow";
import { WorkspaceClient } from "@databricks/sdk-experimental";

const { portal, token, system, step } = JSON.parse(readFileSync(0, "utf8"));
const headers = { Authorization: `Bearer ${token}` };

// The package prints each body that it sends; what this script says is its answer alone.
const say = console.log;
console.log = () => {};

const { Experiments, Runs, Metrics, Artifacts } = new mlflow({ endpoint: portal, headers });
const workspace = new WorkspaceClient({ host: portal, token }, { agent: new http.Agent() });
const { experiments, modelRegistry } = workspace;

const refused = async act => {
  try {
    await act();
    return null;
  } catch (error) {
    return { code: error.errorCode, status: error.statusCode, message: error.message };
  }
};
const all = async items => {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
};
const put = async (path, body) => {
  const answer = await fetch(`${portal}/api/2.0/mlflow-artifacts/artifacts/${path}`, { method: "PUT", headers, body });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
};

async function register() {
  const { experiment_id } = await Experiments.create({ name: "Churn" });
  const { run: { info: { run_id } } } = await Runs.create({ experiment_id, user_id: "ada", start_time: Date.now(), tags: [{ key: "purpose", value: "test" }] });
  await Runs.logParameter({ run_id, key: "depth", value: "6" });
  await Runs.logMetric({ run_id, key: "loss", value: 0.9, timestamp: Date.now(), step: 0 });
  await Runs.logBatch({ run_id, metrics: [{ key: "loss", value: 0.4, timestamp: Date.now(), step: 1 }, { key: "accuracy", value: 0.9, timestamp: Date.now(), step: 1 }], params: [{ key: "eta", value: "0.1" }], tags: [] });
  await Runs.setTag({ run_id, key: "checked", value: "no" });
  await Runs.deleteTag({ run_id, key: "checked" });
  await put(`${experiment_id}/${run_id}/artifacts/model/MLmodel`, "flavors: {}");
  await put(`${experiment_id}/${run_id}/artifacts/model/data/model.pkl`, "weights");
  await Runs.update({ run_id, status: "FINISHED", end_time: Date.now() });

  const run = (await Runs.get({ run_id })).run;
  const history = (await Metrics.getHistory({ run_id, metric_key: "loss" })).metrics;
  const files = (await Artifacts.list({ run_id, path: "model" })).files;
  const found = (await Runs.search({ experiment_ids: [experiment_id], filter: "metrics.loss < 0.5 and params.depth = '6'", order_by: ["metrics.loss DESC"], max_results: 5 })).runs;
  await Runs.delete({ run_id });
  await Runs.restore({ run_id });

  const known = await experiments.getByName({ experiment_name: "Churn" });
  const same = await all(experiments.searchRuns({ experiment_ids: [experiment_id], filter: "attributes.status = 'FINISHED'" }));
  await experiments.logInputs({ run_id, datasets: [{ tags: [{ key: "mlflow.data.context", value: "training" }], dataset: { name: "customers", digest: "a1b2", source_type: "local", source: "customers.csv" } }] });
  const missing = await refused(() => experiments.getByName({ experiment_name: "none" }));

  await modelRegistry.createModel({ name: "churn", tags: [{ key: "portal.system", value: system }] });
  const { model_version } = await modelRegistry.createModelVersion({ name: "churn", description: "First.", source: `${run.info.artifact_uri}/model`, run_id });
  await modelRegistry.setModelVersionTag({ name: "churn", version: "1", key: "checked", value: "yes" });
  await modelRegistry.deleteModelVersionTag({ name: "churn", version: "1", key: "checked" });
  const models = await all(modelRegistry.searchModels({ filter: "name LIKE 'ch%'" }));
  const versions = await all(modelRegistry.searchModelVersions({ filter: "name = 'churn'" }));
  const latest = await all(modelRegistry.getLatestVersions({ name: "churn", stages: ["None"] }));
  const transition = await refused(() => modelRegistry.transitionStage({ name: "churn", version: "1", stage: "Production", archive_existing_versions: false }));
  return {
    metrics: run.data.metrics.map(metric => metric.key), history: history.map(metric => metric.value), files: files.map(file => file.path), found: found.length,
    experiment: known.experiment.name, same: same.length, missing, version: model_version.version, models: models.map(model => model.name),
    versions: versions.map(version => version.version), latest: latest.length, transition, champion: await alias("POST", "1"),
  };
}

// The SDK knows no aliases: they are asked for as its clients in other languages do.
async function alias(method, version) {
  const address = `${portal}/api/2.0/mlflow/registered-models/alias`;
  const answer = method === "GET"
    ? await fetch(`${address}?name=churn&alias=champion`, { headers })
    : await fetch(address, { method, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify({ name: "churn", alias: "champion", version }) });
  return { status: answer.status, ...(await answer.json()) };
}

async function load() {
  const moved = await modelRegistry.transitionStage({ name: "churn", version: "1", stage: "Production", archive_existing_versions: false });
  const set = await alias("POST", "1");
  const { model_version: champion } = await alias("GET");
  const { artifact_uri } = await modelRegistry.getModelVersionDownloadUri({ name: champion.name, version: champion.version });
  const root = artifact_uri.replace("mlflow-artifacts:/", "");
  const answer = await fetch(`${portal}/api/2.0/mlflow-artifacts/artifacts/${root}/data/model.pkl`, { headers });
  const removed = await refused(() => modelRegistry.deleteModel({ name: "churn" }));
  return { moved: moved.model_version_databricks?.current_stage ?? moved.model_version?.current_stage, set: set.status, stage: champion.current_stage, bytes: await answer.text(), removed };
}

say(JSON.stringify(step === "register" ? await register() : await load()));
