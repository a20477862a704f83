"""``python -m tests.fuzz.scaling``: does any pattern or component take more than its share of time on adversarial text?

Every compiled pattern of the package and every component of the pipeline is run over texts made to upset it, at four
and at sixteen times the length of the shortest. Time that grows with more than the power 1.5 of the length is reported,
as is memory that a second reading of the same texts adds. Then every component is run over shapes that never repeat a
word, where 1.1 is the most, and the size of what comes out is compared with what went in.

``--only fresh size`` runs some of the four, ``--part 2/8`` the second eighth of the texts: each part takes a few minutes.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import math
import pkgutil
import re
import resource
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import streamproc
from streamproc.article import Article
from streamproc.codec import encode
from streamproc.engine.enricher import Enricher
from streamproc.engine.language import LanguageCheck
from streamproc.engine.outcome import Enriched
from streamproc.intake.limits import Limits
from streamproc.nlp.pipeline import load_pipeline
from streamproc.records import records_of
from streamproc.records.bounds import MULTIPLE
from tests.fuzz.shapes import SHAPES, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.pipeline import Pipeline

UNITS = {
    "quotation marks": "“",
    "straight marks": '"',
    "single marks": "' ",
    "open and close": "“a” ",
    "words": "rain ",
    "letters": "a",
    "capitals": "Aa ",
    "acronyms": "U.N. ",
    "digits": "9",
    "numbers": "1,000 ",
    "spaces": " ",
    "newlines": "\n",
    "empty lines": "a\n\n",
    "dashes": "—",
    "hyphens": "a-",
    "dots": ".",
    "brackets": "(",
    "commas": "Oslo, ",
    "names": "Ana Ruiz, mayor of Oslo, ",
    "sayings": "“No,” he said. ",
    "nested sayings": "he said that she said that ",
    "attacks": "Rebels attacked Oslo and killed 14 people. ",
    "attacks on days": "Rebels attacked Oslo on Monday. ",
    "attacks in quotes": "“Rebels attacked Oslo,” he said. ",
    "arrests there": "he was arrested there and ",
    "attacks among links": "Related: rain\n\nRebels attacked Oslo.\n\n",
    "months": "May 3 ",
    "months in words": "last Thursday of March of ",
    "datelines": "OSLO (AP) — ",
    "captions": "Photo: AP. ",
    "links": "https://e.org/?a=b& ",
    "hashes": "#a @b ",
    "zero widths": "\u200b\u202e",
    "accents": "a\u0301",
    "possessives": "Oslo's ",
    "leading the": "the The ",
    "repeats": "aa",
}
PATTERN_LENGTHS = (1_000, 4_000, 16_000)
COMPONENT_LENGTHS = (4_000, 16_000, 64_000)
SHAPE_LENGTHS = (16_000, 64_000)
POWER = 1.5
FRESH_POWER = 1.1
RUN_BY_OTHERS = ("__main__", "migrations.env")
"""Modules that can't be imported: Python and Alembic run them."""
LEAST_SECONDS = 0.3
"""Less is not worth a complaint: the collector of garbage alone takes a tenth of a second now and then."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(CHECKS), default=list(CHECKS), help="some of the checks")
    parser.add_argument("--part", default="1/1", help="which part of the texts, of how many")
    options = parser.parse_args(arguments)
    number, parts = map(int, options.part.split("/"))
    pipeline = load_pipeline()
    # Garbage is looked for between texts, as the engine does: a pass over the whole lexicon would hit one of them by chance.
    gc.collect()
    gc.freeze()
    gc.disable()
    units, shapes = dict(list(UNITS.items())[number - 1 :: parts]), list(SHAPES)[number - 1 :: parts]
    complaints = [
        complaint
        for name in options.only
        for complaint in CHECKS[name](pipeline, units if name in ("patterns", "components") else shapes)
    ]
    for complaint in complaints:
        sys.stdout.write(f"{complaint}\n")
    sys.stdout.write(f"{len(complaints)} complaints\n")
    return 1 if complaints else 0


def slow_patterns(_: Pipeline, units: Mapping[str, str]) -> Iterator[str]:
    found = dict(patterns())
    sys.stdout.write(f"{len(found)} patterns on {len(units)} kinds of text\n")
    for name, pattern in found.items():
        for kind, unit in units.items():
            seconds = [best_of(2, partial(scan, pattern, text)) for text in grown(unit, PATTERN_LENGTHS)]
            if too_steep(seconds):
                yield f"pattern {name} on {kind}: {shown(seconds)}: {pattern.pattern[:80]!r}"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of the package holds, in a name, a container or a value's attribute."""
    for module in pkgutil.walk_packages(streamproc.__path__, "streamproc."):
        if module.name.endswith(RUN_BY_OTHERS):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, pattern in enumerate(inside(value, depth=3)):
                yield f"{module.name}.{name}[{number}]", pattern


def inside(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from inside(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield from inside(list(value.values()), depth)
    elif depth and type(value).__module__.startswith("streamproc") and hasattr(type(value), "__dataclass_fields__"):
        yield from inside([getattr(value, name, None) for name in type(value).__dataclass_fields__], depth - 1)


def scan(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)
    for _ in pattern.finditer(text):
        pass


def slow_components(pipeline: Pipeline, units: Mapping[str, str]) -> Iterator[str]:
    """Time each component on what the model made of the text; the model's own time is not ours."""
    for kind, unit in units.items():
        gc.collect()
        seconds: dict[str, list[float]] = {}
        for text in grown(unit, COMPONENT_LENGTHS):
            for stage, spent in stage_seconds(pipeline, text).items():
                seconds.setdefault(stage, []).append(spent)
        for stage, spent in seconds.items():
            if too_steep(spent):
                yield f"component {stage} on {kind}: {shown(spent)}"
    before = resident_bytes()
    for unit in units.values():
        stage_seconds(pipeline, unit * (4_000 // len(unit)))
    grown_by = resident_bytes() - before
    sys.stdout.write(f"memory that a second reading added: {grown_by / 1e6:.1f} MB\n")
    if grown_by > 50_000_000:
        yield f"memory grew by {grown_by / 1e6:.0f} MB on texts seen before"


def slow_on_fresh_words(pipeline: Pipeline, shapes: Sequence[str]) -> Iterator[str]:
    """Time each component on texts that never repeat a word, and find the power of the length that it takes.

    Each text is read twice and the faster counts: the first time the vocabulary grows, which is the model's affair. What
    looks steep is measured again before it is told.
    """
    highest: dict[str, tuple[float, str]] = {}
    for shape in shapes:
        gc.collect()
        seconds = fresh_seconds(pipeline, shape, runs=2)
        if any(is_steep_on_fresh_words(spent) for spent in seconds.values()):
            again = fresh_seconds(pipeline, shape, runs=3)
            seconds = {stage: list(map(min, spent, again[stage])) for stage, spent in seconds.items()}
        powers = {stage: f"{power(spent):.2f}" for stage, spent in seconds.items() if spent[-1] > LEAST_SECONDS}
        sys.stdout.write(f"{shape}: {', '.join(map(' '.join, powers.items()))}\n")
        sys.stdout.flush()
        for stage, spent in seconds.items():
            if spent[-1] > LEAST_SECONDS:
                highest[stage] = max(highest.get(stage, (0.0, "")), (power(spent), shape))
            if is_steep_on_fresh_words(spent):
                yield f"component {stage} on fresh words, {shape}: {shown(spent)}"
    sys.stdout.write(f"{len(shapes)} shapes of fresh words; the highest power of each component that took its time:\n")
    for stage, (steepest, shape) in highest.items():
        sys.stdout.write(f"  {stage}: {steepest:.2f} ({shape})\n")


def fresh_seconds(pipeline: Pipeline, shape: str, *, runs: int) -> dict[str, list[float]]:
    """The least CPU time of each component for every length."""
    seconds: dict[str, list[float]] = {}
    for text in (text_of(shape, length) for length in SHAPE_LENGTHS):
        measured = [stage_seconds(pipeline, text) for _ in range(runs)]
        for stage in measured[0]:
            seconds.setdefault(stage, []).append(min(run[stage] for run in measured))
    return seconds


def is_steep_on_fresh_words(seconds: list[float]) -> bool:
    return seconds[-1] > LEAST_SECONDS and power(seconds) > FRESH_POWER


def swollen(pipeline: Pipeline, shapes: Sequence[str]) -> Iterator[str]:
    """Whether the records of a text take more than the stated multiple of its size."""
    highest = 0.0
    check = LanguageCheck(frozenset({"en"}), None)
    worker = Enricher(pipeline=pipeline, check_language=check, limits=Limits(), include_text=False)
    for shape in shapes:
        raw = encode({"id": "a1", "language": "en", "text": text_of(shape, SHAPE_LENGTHS[0])})
        [(_, outcome)] = worker.process([raw])
        size = sum(len(output.value) for output in outcome.outputs) if isinstance(outcome, Enriched) else 0
        highest = max(highest, size / len(raw))
        if not 0 < size <= MULTIPLE * len(raw):
            yield f"records on {shape}: {size / len(raw):.0f} times the message, or none"
    sys.stdout.write(f"records take {highest:.0f} times the message at most\n")


def power(seconds: list[float]) -> float:
    """Of the last step, to four times the length."""
    return math.log(seconds[-1] / max(seconds[-2], 1e-9), 4)


def stage_seconds(pipeline: Pipeline, text: str) -> dict[str, float]:
    article = Article(id="a1", text=f"x{text}")
    start = time.process_time()
    doc = pipeline.make_doc(article)
    spent = {"tokenize and zones": time.process_time() - start}
    pipeline.run_model([doc])
    for name, component in pipeline.components:
        spent[name] = timed(lambda component=component: component(doc))
    spent["read and encode"] = timed(lambda: write(pipeline, article, doc))
    return spent


def write(pipeline: Pipeline, article: Article, doc: Doc) -> None:
    enrichment = pipeline.read(doc)
    for record in records_of(article, enrichment):
        encode(record.value)


def timed(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def best_of(times: int, function: Callable[[], object]) -> float:
    return min(timed(function) for _ in range(times))


def grown(unit: str, lengths: tuple[int, ...]) -> Iterator[str]:
    for length in lengths:
        yield unit * (length // len(unit))


def too_steep(seconds: list[float]) -> bool:
    """Whether the last step, to four times the length, took more than four to the power 1.5 of the time."""
    return seconds[-1] > LEAST_SECONDS and seconds[-1] > seconds[-2] * 4**POWER


def shown(seconds: list[float]) -> str:
    return f"{', '.join(f'{s * 1000:.1f}' for s in seconds)} ms (power {power(seconds):.2f})"


def resident_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


CHECKS = {"patterns": slow_patterns, "components": slow_components, "fresh": slow_on_fresh_words, "size": swollen}


if __name__ == "__main__":
    sys.exit(main())
