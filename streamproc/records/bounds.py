"""How much may come out of an article: its records together take at most ``MULTIPLE`` times its own size.

An article of news takes half of that. Where a text is made so that it would take more, what is least salient is left
out, and the notes of the enriched article say how much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from streamproc.records.facets import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

JSON = dict[str, Any]

MULTIPLE = 40
"""Bytes of records for each byte of the message."""
LEAST = 10_000
"""Bytes; a shorter message has as much room as one of this size."""
MENTIONS = 100
"""Of an entity, the first so many are kept where not everything fits."""

IMPORTANCE = {facet.name: facet.importance for facet in reversed(PARTS)}
"""The field of each kind of part that says which are kept."""


def room_of(message_bytes: int) -> int:
    """Bytes that the records of a message of this size may take."""
    return MULTIPLE * max(LEAST, message_bytes)


def size_of(whole: JSON, origin: int) -> int:
    """Bytes of all records of an enriched article, ``origin`` of which each part repeats."""
    return len(orjson.dumps(whole)) + sum(size + origin for facet in IMPORTANCE for size in sizes(whole[facet]))


def bounded(whole: JSON, room: int, origin: int) -> JSON:
    """The enriched article whose records take so many bytes at most; the same where they do."""
    if size_of(whole, origin) <= room:
        return whole
    entities = [{**entity, "mentions": entity["mentions"][:MENTIONS]} for entity in whole["entities"]]
    whole = {**whole, "entities": entities}
    fixed = len(orjson.dumps({**whole, **dict.fromkeys(IMPORTANCE, ())}))
    costs = {facet: [2 * size + origin for size in sizes(whole[facet])] for facet in IMPORTANCE}
    shares = divided({facet: sum(cost) for facet, cost in costs.items()}, room - fixed - 1_000 * len(IMPORTANCE))
    notes = list(whole["notes"])
    for facet, importance in IMPORTANCE.items():
        kept = most_important(whole[facet], costs[facet], shares[facet], importance)
        if left_out := len(whole[facet]) - len(kept):
            problem = (
                f"{left_out:,} of {len(whole[facet]):,} left out: records take at most {MULTIPLE} times the message"
            )
            notes.append({"field": facet, "problem": problem})
        whole[facet] = kept
    whole["notes"] = notes
    known = {part["id"] for facet in IMPORTANCE for part in whole[facet]}
    for facet in ("quotes", "events"):
        whole[facet] = [without_strangers(part, known) for part in whole[facet]]
    return whole


def sizes(parts: Sequence[JSON]) -> list[int]:
    return [len(orjson.dumps(part)) for part in parts]


def divided(wanted: dict[str, int], room: int) -> dict[str, int]:
    """Room for each: who wants less than an equal share gets it, the others share what is left."""
    shares: dict[str, int] = {}
    for number, (facet, size) in enumerate(sorted(wanted.items(), key=lambda item: item[1])):
        shares[facet] = max(0, min(size, room // (len(wanted) - number)))
        room -= shares[facet]
    return shares


def most_important(parts: Sequence[JSON], costs: Sequence[int], room: int, importance: str) -> list[JSON]:
    """As many as fit, the most important first, in their order."""
    kept: set[int] = set()
    for index in sorted(range(len(parts)), key=lambda index: -parts[index][importance]):
        room -= costs[index]
        if room < 0:
            break
        kept.add(index)
    return [part for index, part in enumerate(parts) if index in kept]


def without_strangers(value: Any, known: set[str]) -> Any:
    """The value without the ids of what was left out: null for one of them, fewer in a list."""
    if isinstance(value, list):
        return [without_strangers(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, item in value.items():
        if name in ("entity_id", "attributed_to"):
            kept[name] = item if item in known else None
        elif name == "entities":
            kept[name] = [one for one in item if one in known]
        else:
            kept[name] = without_strangers(item, known)
    return kept
