"""Articles to measure with: the project's samples, mixed and renamed so that every one is new, or any file.

Paragraphs are drawn from the samples; names and figures are replaced by made-up ones, because a stream of news never
ends to bring words that a process has not met. The same seed gives the same articles.
"""

from __future__ import annotations

import json
import random
import re
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import streamproc

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(streamproc.__file__).parent / "data" / "samples"
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
FIGURE = re.compile(r"\b\d{2,}\b")
SYLLABLES = [
    "ba",
    "den",
    "ka",
    "lo",
    "mar",
    "nis",
    "or",
    "pel",
    "qua",
    "ros",
    "sun",
    "tar",
    "ul",
    "ven",
    "wi",
    "xan",
    "yo",
    "zer",
]
RENAMED = 0.6
"""Share of the names that become new ones: gives about five words in a hundred that were never seen before."""

PARAGRAPHS = (6, 14)


def articles(number: int, file: Path | None = None, seed: int = 1) -> list[bytes]:
    """So many raw messages."""
    return list(islice(stream(file, seed), number))


def stream(file: Path | None = None, seed: int = 1) -> Iterator[bytes]:
    """Raw messages without end, each with an id of its own."""
    return generated(seed) if file is None else repeated(file.read_bytes().splitlines())


def repeated(raws: list[bytes]) -> Iterator[bytes]:
    """The messages, and then again under other ids.

    Raises:
        ValueError: there are none.
    """
    if not raws:
        raise ValueError("no articles to measure with")
    yield from raws
    for again in count(1):
        for raw in raws:
            message = json.loads(raw)
            yield json.dumps({**message, "id": f"{message['id']}-{again}"}).encode()


def generated(seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    paragraphs = [part for sample in samples() for part in sample["text"].split("\n\n") if len(part) > 60]
    number = 0
    while True:
        number += 1
        chosen = chance.sample(paragraphs, chance.randint(*PARAGRAPHS))
        text = renamed("\n\n".join(chosen), chance)
        yield json.dumps({"id": f"generated-{seed}-{number}", "language": "en", "text": text}).encode()


def samples() -> list[dict[str, str]]:
    found = []
    for path in sorted(SAMPLES.glob("*.json")):
        try:
            sample = json.loads(path.read_bytes())
        except ValueError:
            continue  # one of them is malformed on purpose
        if isinstance(sample, dict) and sample.get("language", "en").startswith("en"):
            found.append(sample)
    return found


def renamed(text: str, chance: random.Random) -> str:
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        if match[0] not in names:
            new = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
            names[match[0]] = new if chance.random() < RENAMED else match[0]
        return names[match[0]]

    return FIGURE.sub(lambda match: str(chance.randrange(10 ** len(match[0]))), NAME.sub(name, text))
