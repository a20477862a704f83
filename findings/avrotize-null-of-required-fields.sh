#!/usr/bin/env bash
# avrotize makes of a JSON Schema's field that must be there and may be null an Avro field that can't be null: a record that is
# valid before is none after. With oneOf in place of the list of types the null stays.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q avrotize==3.9.3 fastavro==1.13.1 jsonschema==4.26.0
cd "$tmp"
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata, json, subprocess, sys
from pathlib import Path
import fastavro, jsonschema

RECORD = {"text": "We will rebuild.", "speaker": None}

def converted(speaker):
    schema = {"type": "object", "title": "Quote", "required": ["text", "speaker"], "additionalProperties": False,
              "properties": {"text": {"type": "string"}, "speaker": speaker}}
    jsonschema.validate(RECORD, schema)
    Path("quote.json").write_text(json.dumps(schema))
    subprocess.run([Path(sys.executable).parent / "avrotize", "j2a", Path("quote.json").absolute(), "--out", Path("quote.avsc").absolute()],
                   check=True, capture_output=True)
    avro = json.loads(Path("quote.avsc").read_text())
    return avro["fields"][1]["type"], fastavro.validate(RECORD, avro, raise_errors=False)

print("avrotize", importlib.metadata.version("avrotize"))
types, choice = converted({"type": ["string", "null"]}), converted({"oneOf": [{"type": "string"}, {"type": "null"}]})
print("a list of types:", *types)
print("oneOf:          ", *choice)
assert types == ("string", False), "null is kept now"
assert choice[1] is True, "null is kept no longer"
print("as described")
PY
