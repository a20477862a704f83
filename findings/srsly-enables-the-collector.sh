#!/usr/bin/env bash
# srsly.msgpack_loads, with which spaCy and thinc read every part of a model, turns Python's garbage collector off and, when it has
# finished, on, whether it was on before or not. Who turns the collector off to load a model faster, and looks for garbage at a time
# of his own, has it run all the while again after the first part: hundreds of times until a pipeline is loaded.
# gc.set_threshold(0) is not undone.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q srsly==2.5.6
"$tmp/venv/bin/python" -W ignore - <<'PY'
import gc, importlib.metadata
import srsly

print("srsly", importlib.metadata.version("srsly"))
data = srsly.msgpack_dumps({"weights": [1, 2, 3]})

gc.disable()
assert srsly.msgpack_loads(data) == {"weights": [1, 2, 3]}
print("disabled before, enabled after reading:", gc.isenabled())
assert gc.isenabled(), "it leaves the collector as it was now"

def collections_while_reading():
    seen = []
    note = lambda phase, info: seen.append(phase) if phase == "start" else None
    gc.callbacks.append(note)
    parts = [srsly.msgpack_loads(srsly.msgpack_dumps([[n] for n in range(500)])) for _ in range(100)]
    gc.callbacks.remove(note)
    return len(seen), len(parts)

gc.disable()
with_disable, _ = collections_while_reading()
gc.set_threshold(0)
with_threshold, _ = collections_while_reading()
print("collections while 100 parts are read: after gc.disable()", with_disable, "- after gc.set_threshold(0)", with_threshold)
assert with_disable > 0 and with_threshold == 0
print("as described")
PY
