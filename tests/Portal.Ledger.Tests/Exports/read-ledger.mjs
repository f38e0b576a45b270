// A second reader of an export, which shares nothing with the portal: Node reads and hashes, openssl checks the signatures.
// node read-ledger.mjs EXPORT [KEY.pem] [NOTE]; an argument that is absent is an empty text.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [file, pinned, kept] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'read-ledger-'));
const faults = [];
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const same = (one, other) => Buffer.compare(one, other) === 0;

/** RFC 8785 for what occurs here: whatever is written in another way is refused. */
const canonical = value => Array.isArray(value) ? `[${value.map(canonical)}]`
  : value && typeof value === 'object' ? `{${Object.keys(value).sort().map(name => JSON.stringify(name) + ':' + canonical(value[name]))}}`
  : JSON.stringify(value);
const read = bytes => {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value = JSON.parse(text);
  if (canonical(value) !== text) throw new Error('not canonical');
  return value;
};
const binary = text => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Error('not base64');
  return bytes;
};
const has = (value, ...names) => Object.keys(value).sort().join() === names.sort().join();

/** RFC 6962, 2.1. */
const root = (leaves, from = 0, to = leaves.length) => {
  if (to === from) return sha256();
  if (to === from + 1) return leaves[from];
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  return sha256(Buffer.of(1), root(leaves, from, from + half), root(leaves, from + half, to));
};

/** C2SP signed-note with ECDSA in DER. */
const parse = note => {
  const end = note.indexOf('\n\n');
  const [origin, size, hash, ...rest] = note.slice(0, end).split('\n');
  const lines = note.slice(end + 2).split('\n');
  if (end < 0 || rest.length || lines.pop() !== '' || !lines.length || !/^(0|[1-9]\d*)$/.test(size)) throw new Error('not a note');
  const signatures = lines.map(line => {
    const [dash, name, box, ...more] = line.split(' ');
    if (dash !== '—' || more.length) throw new Error('not a signature');
    return { name, id: binary(box).subarray(0, 4), bytes: binary(box).subarray(4) };
  });
  return { text: note.slice(0, end + 1), origin, size: Number(size), root: binary(hash), signatures };
};
const pemOf = key => `-----BEGIN PUBLIC KEY-----\n${key.toString('base64').match(/.{1,64}/g).join('\n')}\n-----END PUBLIC KEY-----\n`;
const isSignedBy = (checkpoint, key) => checkpoint.signatures.some(signature => {
  if (signature.name !== checkpoint.origin || !same(signature.id, sha256(key).subarray(0, 4))) return false;
  const [text, pem, bytes] = ['text', 'key.pem', 'signature'].map(name => join(folder, name));
  writeFileSync(text, checkpoint.text);
  writeFileSync(pem, pemOf(key));
  writeFileSync(bytes, signature.bytes);
  try {
    execFileSync('openssl', ['dgst', '-sha256', '-verify', pem, '-signature', bytes, text], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

let head;
const [leaves, checkpoints, changes] = [[], [], []];
const lines = [];
const all = readFileSync(file);
for (let from = 0; from < all.length;) {
  const end = all.indexOf(10, from);
  lines.push(all.subarray(from, end < 0 ? all.length : end));
  from = end < 0 ? all.length : end + 1;
}
lines.forEach((line, number) => {
  try {
    const value = read(line);
    if (number === 0 && has(value, 'format', 'key', 'origin', 'size') && value.format === 'portal-ledger/1') head = value;
    else if (has(value, 'bytes', 'index') && !checkpoints.length) {
      const [bytes, index] = [binary(value.bytes), leaves.length];
      const entry = read(bytes);
      if (value.index !== index || entry.index !== index) faults.push(`entry ${value.index} is not entry ${index}`);
      leaves.push(sha256(Buffer.of(0), bytes));
      if (/^ledger\.key-(rotated|replaced)$/.test(entry.action)) changes.push({ index, lost: entry.action.endsWith('replaced'), from: binary(entry.details.from), to: binary(entry.details.to) });
    } else if (number > 0 && has(value, 'checkpoint')) checkpoints.push(parse(value.checkpoint));
    else throw new Error('another kind of line');
  } catch (fault) {
    faults.push(`line ${number + 1}: ${fault.message}`);
  }
});

const keyOf = pem => binary(pem.replace(/-----[A-Z ]+-----|\n/g, ''));
const last = keyOf(head.key);
const keys = changes.length ? [changes[0].from, ...changes.map(change => change.to)] : [last];
if (!same(keys.at(-1), last)) faults.push('the head names another key than the entries');
changes.slice(1).forEach((change, at) => same(change.from, changes[at].to) || faults.push(`entry ${change.index} follows another key`));
if (leaves.length !== head.size || checkpoints.at(-1)?.size !== leaves.length) faults.push('the entries, the head and the last checkpoint differ in size');

let before = 0;
for (const checkpoint of checkpoints) {
  const between = changes.filter(change => change.index >= before && change.index < checkpoint.size);
  const signers = between.length ? [...(between[0].lost ? [] : [between[0].from]), between.at(-1).to] : [changes.findLast(change => change.index < checkpoint.size)?.to ?? keys[0]];
  if (!signers.every(key => isSignedBy(checkpoint, key))) faults.push(`the checkpoint over ${checkpoint.size} lacks a signature`);
  if (checkpoint.origin !== head.origin || checkpoint.size <= before) faults.push(`the checkpoint over ${checkpoint.size} does not belong here`);
  if (checkpoint.size <= leaves.length && !same(root(leaves, 0, checkpoint.size), checkpoint.root)) faults.push(`the checkpoint over ${checkpoint.size} has another root`);
  before = checkpoint.size;
}

if (pinned) {
  const at = keys.findIndex(key => same(key, keyOf(readFileSync(pinned, 'utf8').trim())));
  if (at < 0 || changes.slice(at).some(change => change.lost)) faults.push('the key given does not vouch for this ledger');
}
if (kept) {
  const earlier = parse(readFileSync(kept, 'utf8'));
  if (earlier.origin !== head.origin || !keys.some(key => isSignedBy(earlier, key))) faults.push('the checkpoint kept is not of this ledger');
  else if (earlier.size > leaves.length || !same(root(leaves, 0, earlier.size), earlier.root)) faults.push('the checkpoint kept is not continued');
}

rmSync(folder, { recursive: true });
console.log(faults.length ? faults.join('\n') : `VERIFIED ${leaves.length}`);
process.exit(faults.length ? 1 : 0);
