"""The articles of the fault runs. Each carries a number of its own, ``uid-000042``, wherever it may turn up again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

UID = re.compile(rb"uid-(\d{6})")

SENTENCES = (
    "Heavy rain flooded the lower town of Brevik on Tuesday.",
    "“We lost everything in an hour,” said Marta Olsen, a shopkeeper.",
    "Police arrested two men near the harbour, officials said.",
    "The mayor, Jonas Lund, asked the government for aid.",
    "Engineers from Oslo will inspect the bridge next week.",
    "Workers marched through the city to protest against the closures.",
)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A message to produce. ``deadly`` names what it does to the process that works on it."""

    uid: int
    key: bytes
    value: bytes
    poison: str | None


def make_article(
    uid: int, random: random.Random, *, keys: int, poison: float, deadly: tuple[str, ...] = ()
) -> RawArticle:
    """A short article with one of ``keys`` keys, or (with the chance ``poison``) something that can't be processed."""
    key = f"article-{random.randrange(keys)}"
    article = {
        "id": key,
        "url": f"https://example.org/uid-{uid:06d}",
        "text": " ".join(random.choices(SENTENCES, k=random.randint(1, 4))),
        "sleep": round(random.choice((0, 0, 0.001, 0.005, 0.03)), 3),
    }
    if random.random() >= poison:
        return RawArticle(uid, key.encode(), json.dumps(article).encode(), None)
    kind = random.choice(deadly if deadly and random.random() < 0.3 else tuple(POISON))
    return RawArticle(uid, key.encode(), POISON.get(kind, deadly_value)(article, kind), kind)


def deadly_value(article: dict[str, object], kind: str) -> bytes:
    return json.dumps({**article, "text": f"DEADLY:{kind} {article['text']}"}).encode()


POISON = {
    "malformed": lambda article, _: b'{"oops": ' + json.dumps(article["url"]).encode(),
    "not_utf_8": lambda article, _: b'{"id": "\xff", "url": ' + json.dumps(article["url"]).encode() + b"}",
    "no_text": lambda article, _: json.dumps({**article, "text": "   "}).encode(),
    "oversize": lambda article, _: json.dumps({**article, "text": "Rain fell. " * 100_000, "sleep": 0}).encode(),
}


def uid_of(value: bytes | None) -> int | None:
    """The number of the article that a message comes from."""
    found = UID.search(value or b"")
    return int(found[1]) if found else None
