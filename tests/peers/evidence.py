"""Checks what Keyholder signs and exports, written from docs/evidence-format.md alone: Python's standard library and openssl.

    python3 evidence.py FINGERPRINT FILE...     certificates, checkpoints, exports (CSV or JSONL) and changes of key; 0 fits, 4 unknown key, 3 broken
"""
import base64, csv, datetime, hashlib, io, json, os, subprocess, sys, tempfile

csv.field_size_limit(1 << 30)
sha256 = lambda text: hashlib.sha256(text.encode()).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def signed_by(raw_key, message, signature):
    """SubjectPublicKeyInfo of an Ed25519 key is twelve fixed bytes and the key. The message must be a file, not a pipe."""
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("key.der", "message", "signature")]
        for name, content in zip(names, (bytes.fromhex("302a300506032b6570032100") + raw_key, message, signature)):
            open(name, "wb").write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names[0], "-rawin", "-in", names[1], "-sigfile", names[2]]
        return subprocess.run(command, capture_output=True).returncode == 0


def strict(text):
    content = base64.b64decode(text, validate=True)
    assert base64.b64encode(content).decode() == text, "loose base64"
    return content


def read_signed(text, kind):
    document = json.loads(text)
    body, signature = document[kind], document["signature"]
    assert text.rstrip() == '{"%s":%s,"signature":%s}' % (kind, canonical(body), json.dumps(signature)), "not as it was written"
    key = strict(body["publicKey"])
    assert signed_by(key, canonical(body).encode(), strict(signature)), "wrong signature"
    fingerprint = hashlib.sha256(key).hexdigest()
    short = " ".join(fingerprint[at : at + 4] for at in (0, 4, 8, 12))
    assert body["fingerprint"] in (fingerprint, short), "wrong fingerprint"
    links = [body["auditRange"]["first"], body["auditRange"]["last"]] if kind == "certificate" else [body]
    return fingerprint, moment(body.get("issuedAt") or body["at"]), [(link["seq"], link["hash"]) for link in links]


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def read_handover(line):
    document = json.loads(line)
    body, marks = document["handover"], (document["signature"], document["successorSignature"])
    assert line == '{"handover":%s,"signature":"%s","successorSignature":"%s"}' % (canonical(body), *marks), "not as it was written"
    for key, mark in ((body["from"], marks[0]), (body["to"], marks[1])):
        raw = strict(key["publicKey"])
        assert signed_by(raw, canonical(body).encode(), strict(mark)), "wrong signature"
        assert hashlib.sha256(raw).hexdigest() == key["fingerprint"], "wrong fingerprint"
    return body["from"]["fingerprint"], body["to"]["fingerprint"], moment(body["at"])


def trusted_along(handovers, trusted):
    """Fingerprints reached from the one that is trusted, along the changes of key in both directions."""
    successors = {}
    for before, after, _ in handovers:
        assert successors.setdefault(before, after) == after, "two successors"
    reached, more = set(), {key for before, after, _ in handovers for key in (before, after) if key.startswith(trusted)}
    while more - reached:
        reached |= more
        more = {key for before, after, _ in handovers if reached & {before, after} for key in (before, after)}
    return reached


def in_force(handovers, fingerprint, at):
    slack = datetime.timedelta(hours=1)
    return all(at <= changed + slack for before, _, changed in handovers if before == fingerprint) and all(
        at >= changed - slack for _, after, changed in handovers if after == fingerprint
    )


def read_export(text):
    if text.startswith("\ufeff"):
        rows = [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text[1:], newline=""))]
    else:
        rows = [json.loads(line) for line in text.splitlines()]
    hashes, previous = {}, None
    for row in rows:
        seq, body = int(row["seq"]), row.get("body")
        assert previous is None or seq == previous[0] + 1, f"gap before {seq}"
        if body is not None:
            link = json.loads(body)
            assert sha256(body) == row["hash"] and link["seq"] == seq, f"event {seq} was changed"
            before = previous[1] if previous else "0" * 64 if seq == 1 else link["prev"]
            assert link["prev"] == before, f"event {seq} does not follow"
            assert link["event"] == row["event"] and link["actor"]["id"] == row["actorId"], f"a column of event {seq} was changed"
            bound = sha256(f'{row["salt"]}\n{row["personal"]}') if row.get("personal") is not None else None
            assert link.get("personal") == bound, f"the free text of event {seq} was changed"
        hashes[seq] = row["hash"]
        previous = (seq, row["hash"])
    return hashes


def main(trusted, paths):
    known, places, exports = True, [], []
    texts = [open(path, encoding="utf-8", newline="").read() for path in paths]
    changes = [text for text in texts if text.startswith('{"handover":')]
    handovers = [read_handover(line) for text in changes for line in text.splitlines()]
    reached = trusted_along(handovers, trusted)
    known = all(after in reached for _, after, _ in handovers)
    for text in (text for text in texts if text not in changes):
        kind = next((one for one in ("certificate", "checkpoint") if text.startswith('{"%s":' % one)), None)
        if kind is None:
            exports.append(read_export(text))
            continue
        fingerprint, at, links = read_signed(text, kind)
        is_trusted = fingerprint in reached or fingerprint.startswith(trusted)
        assert not is_trusted or in_force(handovers, fingerprint, at), "signed by a key that was not in force"
        known = known and is_trusted
        places += links
    for hashes in exports:
        assert all(hashes.get(seq, digest) == digest for seq, digest in places), "an export holds another event"
        known = known and any(seq in hashes for seq, _ in places)
    return 0 if known else 4


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1].lower().replace(" ", ""), sys.argv[2:]))
    except (AssertionError, KeyError, ValueError) as wrong:
        print(f"broken: {wrong}")
        sys.exit(3)
