#!/usr/bin/env bash
# aiokafka lets a consumer be a static member (group_instance_id), and does not know the error by which a broker says that
# another one has taken its place (82, FENCED_INSTANCE_ID): it comes out as UnknownError, which looks like a passing one.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q aiokafka==0.14.0
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata, inspect
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import IllegalGenerationError, UnknownError, UnknownMemberIdError, for_code

print("aiokafka", importlib.metadata.version("aiokafka"))
assert "group_instance_id" in inspect.signature(AIOKafkaConsumer).parameters
print("22, 25 and 82:", *(for_code(code).__name__ for code in (22, 25, 82)))
assert (for_code(22), for_code(25)) == (IllegalGenerationError, UnknownMemberIdError)
assert for_code(82) is UnknownError, "it is known now"
print("as described")
PY
