// Judges a promotion's certificate: the JWT by jose, the DSSE envelope by @sigstore/verify, both with nothing but the published keys.
// Standard input: {"jwt": …, "dsse": …, "jwks": {…}, "digest": "sha256:…"}. Says which version both are about; ends with 1 at the first that does not hold.
import { readFileSync } from "node:fs";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { createLocalJWKSet, exportSPKI, importJWK, jwtVerify } from "jose";

const { jwt, dsse, jwks, digest } = JSON.parse(readFileSync(0, "utf8"));

const byJose = (token) => jwtVerify(token, createLocalJWKSet(jwks), { algorithms: ["ES256"] });

// Signed with a key that is known beforehand, so there is no certificate chain, no log and no time stamp to ask.
const keys = {};
for (const jwk of jwks.keys)
  keys[jwk.kid] = { rawBytes: Buffer.from((await exportSPKI(await importJWK({ ...jwk, ext: true }, "ES256", { extractable: true }))).replace(/-----[^-]+-----|\s/g, ""), "base64") };
const trust = toTrustMaterial({ certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] }, keys);
const verifier = new Verifier(trust, { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 });
const bySigstore = (dsseEnvelope) => verifier.verify(toSignedEntity(bundleFromJSON({
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: { publicKey: { hint: dsseEnvelope.signatures[0].keyid }, tlogEntries: [] },
  dsseEnvelope,
})));

const refuses = async (what, check) => {
  try {
    await check();
  } catch {
    return;
  }
  throw new Error(`${what} was taken for good.`);
};

const { payload } = await byJose(jwt);
const [header, claims, signature] = jwt.split(".");
await refuses("A JWT with another claim", () => byJose([header, Buffer.from(JSON.stringify({ ...payload, sub: "AIS-9999" })).toString("base64url"), signature].join(".")));
await refuses("A JWT without a signature", () => byJose([Buffer.from('{"alg":"none"}').toString("base64url"), claims, ""].join(".")));

const envelope = JSON.parse(dsse);
bySigstore(envelope);
const statement = JSON.parse(Buffer.from(envelope.payload, "base64").toString("utf8"));
await refuses("A statement about other bytes", () => bySigstore({ ...envelope, payload: Buffer.from(JSON.stringify({ ...statement, subject: [] })).toString("base64") }));

const subjects = statement.subject.map((subject) => `sha256:${subject.digest.sha256}`);
if (statement._type !== "https://in-toto.io/Statement/v1" || statement.predicateType !== "https://slsa.dev/verification_summary/v1" || statement.predicate.verificationResult !== "PASSED")
  throw new Error("This is no verification summary that passed.");
if (!subjects.includes(digest) || payload.portal.versionDigest !== subjects[0] || !payload.portal.artifacts.some((artifact) => artifact.digest === digest))
  throw new Error(`The two are not about ${digest}: ${JSON.stringify(statement.subject)}`);

console.log(`${payload.portal.system} ${payload.portal.version} ${payload.portal.stage}`);
