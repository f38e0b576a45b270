#!/usr/bin/env python3
"""Checks an evidence pack with Python's standard library and openssl: python3 verify.py PACK.zip [KEY.pem]
KEY.pem is a key of the ledger that you know from elsewhere; without it, compare the fingerprint that is printed."""
import base64, hashlib, json, os, re, struct, subprocess, sys, tempfile, zipfile, zlib

faults, FRONT = [], ['manifest.json', 'signature/key.pem', 'signature/keys.ndjson', 'signature/manifest.sig']
sha = lambda *parts: hashlib.sha256(b''.join(parts)).digest()
der = lambda pem: base64.b64decode(re.sub(r'-----[A-Z ]+-----|\s', '', pem))
finger = lambda key: 'SHA256:' + hashlib.sha256(key).hexdigest()

def need(holds, fault):
    if not holds: faults.append(fault)
    return holds

def signed(text, signature, key):  # ECDSA on P-256 over SHA-256, by openssl
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name, content: (open(os.path.join(folder, name), 'wb').write(content), os.path.join(folder, name))[1]
        pem = b'-----BEGIN PUBLIC KEY-----\n' + b'\n'.join(re.findall(b'.{1,64}', base64.b64encode(key))) + b'\n-----END PUBLIC KEY-----\n'
        return subprocess.run(['openssl', 'dgst', '-sha256', '-verify', at('key', pem), '-signature', at('sig', signature), at('text', text)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

def note(text):  # a signed checkpoint: origin, size, root, an empty line, signatures
    body, signatures = text.split('\n\n', 1)
    origin, size, root = body.split('\n')
    boxes = [base64.b64decode(line.split(' ')[2]) for line in signatures.rstrip('\n').split('\n')]
    by = lambda key: any(box[:4] == sha(key)[:4] and signed((body + '\n').encode(), box[4:], key) for box in boxes)
    return origin, int(size), base64.b64decode(root), by

def includes(index, leaf, size, root, path):  # RFC 9162, 2.1.3.2
    node, last = index, size - 1
    for step in path:
        if last == 0: return False
        if node % 2 or node == last:
            leaf = sha(b'\1', step, leaf)
            while node % 2 == 0 and node: node, last = node // 2, last // 2
        else: leaf = sha(b'\1', leaf, step)
        node, last = node // 2, last // 2
    return last == 0 and leaf == root and index < size

def root_of(leaves):  # RFC 6962, 2.1
    level = []
    for leaf in leaves:
        level.append((1, leaf))
        while len(level) > 1 and level[-1][0] == level[-2][0]: right, left = level.pop(), level.pop(); level.append((2 * left[0], sha(b'\1', left[1], right[1])))
    while len(level) > 1: right, left = level.pop(), level.pop(); level.append((0, sha(b'\1', left[1], right[1])))
    return level[0][1] if level else sha()

def check(path, known):
    pack = zipfile.ZipFile(path)
    names, at = [info.filename for info in pack.infolist()], 0
    for info in pack.infolist():  # nothing between the files, nothing behind them
        local = struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, 0, 8, 0, 0x21, info.CRC, info.compress_size, info.file_size, len(info.filename), 0)
        pack.fp.seek(at)
        need(info.header_offset == at and pack.fp.read(30 + len(info.filename)) == local + info.filename.encode(), f'{info.filename}: the ZIP has another form')
        need(re.fullmatch(r'[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)*', info.filename, re.A), f'{info.filename}: an unsafe name')
        at += 30 + len(info.filename) + info.compress_size
    need(pack.start_dir == at and os.path.getsize(path) == at + sum(46 + len(name) for name in names) + 22, 'the ZIP has bytes that belong to no file')
    need(names[:4] == FRONT and len(set(names)) == len(names), 'a file stands twice or in the wrong place')
    manifest, key = json.loads(pack.read('manifest.json')), der(pack.read('signature/key.pem').decode())
    need(signed(pack.read('manifest.json'), pack.read('signature/manifest.sig'), key), 'the manifest is not signed by key.pem')
    need(names[4:] == sorted(file['path'] for file in manifest['files']), 'other files than the manifest names')
    for file in manifest['files']:
        digest, size = hashlib.sha256(), 0
        if file['path'] not in names: continue
        with pack.open(file['path']) as content:
            while part := content.read(min(1 << 20, file['size'] - size + 1)):
                digest.update(part)
                if (size := size + len(part)) > file['size']: break
        need((size, digest.hexdigest()) == (file['size'], file['sha256']), f"{file['path']}: not what was signed")

    takeovers, chain = [json.loads(line) for line in pack.read('signature/keys.ndjson').splitlines()], []
    for line in takeovers:  # how the key came to be the ledger's
        entry, (_, size, root, by) = base64.b64decode(line['bytes']), note(line['checkpoint'])
        act = json.loads(entry)
        old, new, lost = base64.b64decode(act['details']['from']), base64.b64decode(act['details']['to']), act['action'] == 'ledger.key-replaced'
        need(act['index'] == line['index'] and includes(line['index'], sha(b'\0', entry), size, root, [base64.b64decode(step) for step in line['path']]), f"entry {line['index']}: its proof does not hold")
        group = [other for other in takeovers if other['checkpoint'] == line['checkpoint']]
        need((lost or line is not group[0] or by(old)) and (line is not group[-1] or by(new)), f"entry {line['index']}: a key did not sign for the next")
        need(not chain or chain[-1][2] == old, f"entry {line['index']}: takes over from another key")
        chain.append((line['index'], old, new, lost))
    keys = [chain[0][1]] + [new for _, _, new, _ in chain] if chain else [key]
    need(keys[-1] == key, 'key.pem is not the last key of the ledger')
    need(not known or known in keys and not any(lost for _, _, _, lost in chain[keys.index(known):]), 'the key given does not vouch for the pack')

    origin, size, root, by = note(pack.read('ledger/checkpoint.txt').decode())
    named = manifest['checkpoint']
    need((origin, size, root) == (named['origin'], named['size'], base64.b64decode(named['root'])), 'the checkpoint is not the one that the manifest names')
    need(by(next((new for index, _, new, _ in reversed(chain) if index < size), keys[0])), "the checkpoint is not signed by the ledger's key")
    estate, leaves = manifest['scope'] == 'estate', []
    for line in pack.open('ledger/ledger.ndjson' if estate else 'ledger/entries.ndjson'):
        value = json.loads(line)
        if 'bytes' not in value: continue
        leaf = sha(b'\0', base64.b64decode(value['bytes']))
        if estate: leaves.append(leaf)
        else: need(includes(value['index'], leaf, size, root, [base64.b64decode(step) for step in value['path']]), f"entry {value['index']}: its proof does not hold")
    if estate: need(len(leaves) == size and root_of(leaves) == root, 'the entries are not those of the checkpoint')
    return f"VERIFIED {manifest['scope']} as of {manifest['day']}, {size} entries, signed by {finger(key)}"

try: told = check(sys.argv[1], der(open(sys.argv[2]).read()) if len(sys.argv) > 2 else None)
except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, IndexError, TypeError, EOFError, NotImplementedError) as fault: faults.append(f'the pack cannot be read: {fault!r}')
print('\n'.join(['NOT VERIFIED'] + faults) if faults else told)
sys.exit(1 if faults else 0)
