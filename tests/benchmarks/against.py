"""Two builds in turn: an earlier release beside the working tree, or one setting beside another. Ratios, with their spread.

CPU time, not wall time, and in turn, since a machine's clock drifts and others may use it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import corpus, environments, news

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCRIPT = Path(__file__).with_name("cpu.py")
HERE = {"python": sys.executable, "env": {"PYTHONPATH": str(environments.ROOT)}}
WITHOUT = {
    "python": sys.executable,
    "env": {"PYTHONPATH": str(environments.ROOT), "STREAMPROC_PARAGRAPH_MEMORY_BYTES": "0"},
}


def release(revision: str, number: int, rounds: int) -> dict[str, Any]:
    """The working tree against a revision, on dense articles and on news of real length."""
    other = {"python": str(environments.release(revision)), "env": {"PYTHONPATH": ""}}
    texts = {"dense": corpus.articles(number), "news": news.articles(number // 2)}
    return {"revision": revision, **{name: in_turn(raws, HERE, other, rounds) for name, raws in texts.items()}}


def memory(number: int, rounds: int) -> dict[str, Any]:
    """A stream with reprints and revisions, with the memory of paragraphs and without."""
    return in_turn(news.with_reprints(number // 2), HERE, WITHOUT, rounds)


def in_turn(raws: Sequence[bytes], one: Mapping[str, Any], other: Mapping[str, Any], rounds: int) -> dict[str, Any]:
    """Both, one after the other, so many times: the median of each and of the rounds' ratios, and these."""
    ours, theirs = [], []
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(raws))
        file.flush()
        for _ in range(rounds):
            ours.append(measured(file.name, **one))
            theirs.append(measured(file.name, **other))
            print(f"  {_speed(ours[-1]):,.0f} and {_speed(theirs[-1]):,.0f} words/s of CPU time", flush=True)
    ratios = sorted(_speed(mine) / _speed(its) for mine, its in zip(ours, theirs, strict=True))
    return {
        "ours": sorted(ours, key=_speed)[rounds // 2],
        "other": sorted(theirs, key=_speed)[rounds // 2],
        "ratio": statistics.median(ratios),
        "ratios": ratios,
    }


def measured(file: str, python: str, env: Mapping[str, str]) -> dict[str, Any]:
    output = subprocess.run(
        [python, SCRIPT, file], env={**os.environ, **env}, cwd=tempfile.gettempdir(), stdout=subprocess.PIPE, check=True
    ).stdout
    result: dict[str, Any] = json.loads(output.splitlines()[-1])
    return result


def rows(results: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What, measured, target: of the parts ``against`` and ``memory``, as far as they were measured."""
    found: list[tuple[str, str, str]] = []
    if against := results.get("against"):
        for name, target in (("dense", "≥ 1.6×"), ("news", "≥ 1.7×")):
            found.append((f"engine against {against['revision']}, {name}", _ratio(against[name]), target))
            share = against[name]["ours"]["ours"]
            found.append((f"  our stages' share, {name}", f"{share:.0%}", "≤ 33 %"))
    if memory_ := results.get("memory"):
        found.append(("30 % reprints and revisions, with the memory", _ratio(memory_), "≥ 1.3×"))
    return found


def _ratio(result: Mapping[str, Any]) -> str:
    return f"{result['ratio']:.2f}× ({result['ratios'][0]:.2f} to {result['ratios'][-1]:.2f})"


def _speed(result: Mapping[str, Any]) -> float:
    speed: float = result["words_per_second"]
    return speed
