"""What the engine's first process loads, and what it leaves out."""

import subprocess
import sys

LOADED = """
import sys
from streamproc.engine.fork_server import leave_out_command_line
leave_out_command_line()
import spacy
assert [token.text for token in spacy.blank("en")("It rains.")] == ["It", "rains", "."]
print(*sorted({"typer", "weasel", "requests"} & set(sys.modules)))
"""


def test_spacy_is_loaded_without_its_command_line():
    loaded = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)

    assert loaded.stdout.split() == []


def test_the_process_that_starts_it_loads_no_model():
    code = """
import sys
import streamproc.engine.pool, streamproc.stream.service
print(*sorted({"spacy", "thinc", "numpy", "streamproc.nlp.pipeline"} & set(sys.modules)))
"""
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert loaded.stdout.split() == []


def test_nothing_looks_for_garbage_while_a_model_loads():
    code = """
import gc, sys, types
from streamproc.engine import fork_server
looked = []
def load(options):
    import srsly
    gc.callbacks.append(lambda phase, _: looked.append(phase))
    srsly.msgpack_loads(srsly.msgpack_dumps({"a": 1}))
    kept = [[] for _ in range(100_000)]
    gc.callbacks.clear()
    return types.SimpleNamespace(info={"kept": str(len(kept))})
sys.modules["loading"] = types.SimpleNamespace(load=load)
fork_server.load({"loader": "loading:load"}, types.SimpleNamespace(sendall=lambda data: None))
print(*looked)
"""
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert loaded.stdout.split() == []
