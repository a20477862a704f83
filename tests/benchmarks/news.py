"""News of real length to measure with: plainer than the samples, hundreds of words long, reprinted and revised.

Sentences come from the passages that the event scorer is trained on (``training/events``, those in the public domain), which
tell of public life with and without events. The same seed gives the same articles.
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tests.benchmarks.corpus import renamed
from tests.benchmarks.environments import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSAGES = ROOT / "training" / "events" / "written.jsonl"
WORDS_MEDIAN, WORDS_SPREAD = 420, 0.45
"""Of the lengths of articles, which are spread as their logarithms are: most between 200 and 900 words."""
SHORTEST, LONGEST = 120, 1_500
AGAIN = 0.3
"""Share of the stream that has been there before: half of it word for word, half with one paragraph changed."""
RECENT = 200
"""Articles back that one is reprinted from at most."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


def articles(number: int, seed: int = 1) -> list[bytes]:
    """So many raw messages, each a new article."""
    return [_message(f"news-{seed}-{n}", text) for n, text in enumerate(islice(_texts(random.Random(seed)), number))]


def with_reprints(number: int, seed: int = 1) -> list[bytes]:
    """So many raw messages, of which ``AGAIN`` are reprints and revisions of those shortly before."""
    chance = random.Random(seed)
    new = _texts(chance)
    texts: list[str] = []
    for _ in range(number):
        if texts and chance.random() < AGAIN:
            old = chance.choice(texts[-RECENT:])
            texts.append(old if chance.random() < 1 / 2 else _revised(old, next(new), chance))
        else:
            texts.append(next(new))
    return [_message(f"stream-{seed}-{n}", text) for n, text in enumerate(texts)]


def _message(name: str, text: str) -> bytes:
    title, _, body = text.partition("\n\n")
    return json.dumps({"id": name, "language": "en", "title": title, "text": body}).encode()


def _revised(text: str, other: str, chance: random.Random) -> str:
    """The article with one paragraph in the place of another, as when a figure or a reaction is known."""
    paragraphs = text.split("\n\n")
    paragraphs[chance.randrange(1, len(paragraphs))] = chance.choice(other.split("\n\n")[1:])
    return "\n\n".join(paragraphs)


def _texts(chance: random.Random) -> Iterator[str]:
    """A title and paragraphs of one to three sentences, with blank lines between."""
    while True:
        wanted = min(LONGEST, max(SHORTEST, chance.lognormvariate(0.0, WORDS_SPREAD) * WORDS_MEDIAN))
        parts: list[str] = [chance.choice(_titles())]
        words = 0
        while words < wanted:
            paragraph = " ".join(chance.sample(_sentences(), chance.randint(1, 3)))
            parts.append(paragraph)
            words += len(paragraph.split())
        yield renamed("\n\n".join(parts), chance)


@cache
def _passages() -> list[dict[str, str]]:
    passages = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    return [passage for passage in passages if passage.get("licence") == "CC0-1.0" and passage.get("text")]


@cache
def _titles() -> list[str]:
    return [passage["title"] for passage in _passages() if passage.get("title")]


@cache
def _sentences() -> list[str]:
    """The sentences of all passages, those of quotations that go on apart."""
    found = [part for passage in _passages() for part in _SENTENCE_END.split(passage["text"].replace("\n", " "))]
    return [sentence for sentence in found if sentence.count("“") == sentence.count("”")]
