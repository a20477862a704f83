"""When one article is a copy of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.copies.sketch import Sketch, likeness
from streamproc.linking.comparison import earliest, moment
from streamproc.records import CopyRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.linking.comparison import Decision, Link
    from streamproc.linking.messages import JSON

NEAR = 0.55
"""Two articles are near when they share so much of the larger one's shingles: of two texts that share 70 % of their words
in whole sentences it is 0.65, as sketches tell it 0.55 at least."""
CONTAINS = 0.8
"""One contains the other when they share so much of the smaller one's."""
LEAST = 40
"""Shingles of the smaller one, where it is contained: less is a quotation, or what the outlet prints everywhere."""


class CopyVerdict(NamedTuple):
    """How two texts are alike: ``same``, ``near`` or ``contains``, and by how much, 0..1."""

    kind: str
    overlap: float


def judged(one: Sketch, other: Sketch) -> CopyVerdict | None:
    """How two texts are alike; None where they are not."""
    found = likeness(one, other)
    if found.is_same:
        return CopyVerdict("same", 1.0)
    if found.of_larger >= NEAR:
        return CopyVerdict("near", round(found.of_larger, 2))
    if found.of_smaller >= CONTAINS and min(one.size, other.size) >= LEAST:
        return CopyVerdict("contains", round(found.of_smaller, 2))
    return None


class CopyComparison:
    """Articles by their sketches: each goes back to the earliest that it repeats."""

    name = "copies"
    tells_each = False

    def keys(self, content: bytes) -> Sequence[int]:
        return Sketch.load(content).keys

    def judge(self, one: bytes, other: bytes) -> JSON | None:
        verdict = judged(Sketch.load(one), Sketch.load(other))
        return verdict._asdict() if verdict is not None else None

    def choose(self, earlier: Sequence[Link]) -> Link:
        return earliest(earlier)

    def record(self, decision: Decision) -> CopyRecord:
        link = decision.link
        if link is None:
            return CopyRecord(
                article_id=decision.article_id, copy_of=None, kind=None, overlap=None, via=None, first_seen=None
            )
        seen, copy_of = link["origin"]
        return CopyRecord(
            article_id=decision.article_id,
            copy_of=copy_of,
            **link["verdict"],
            via=link["via"],
            first_seen=moment(seen),
        )
