"""The state under a key that articles meet under: which have it. Who comes is told of the others.

One such state for each key of an article (six for copies): so they are bytes alone, ten of the article's key, six of its time, and four
that say which text of it has the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.linking.messages import ARTICLE, KEY_BYTES, Send, Work, brief

if TYPE_CHECKING:
    from collections.abc import Sequence

EARLIEST, LATEST = 8, 8
"""Articles that are remembered under one key: so many of the earliest, so many of the latest."""
LATENESS = 2
"""Windows for which an article is remembered under a key that newer ones have: one that comes late may still be near it."""
FEW = 8
"""So many articles under one key are all told of; of more, those below: a phrase that everybody prints costs little, and
the reprints of one article find the earliest of them."""
TOLD_EARLIEST, TOLD_LATEST = 2, 1
_TIME_BYTES = 6
_TEXT_BYTES = 4
_ENTRY_BYTES = KEY_BYTES + _TIME_BYTES + _TEXT_BYTES


class Holder(NamedTuple):
    """An article that has the key: time in milliseconds, key, and the brief version of the text that has it."""

    time: int
    key: str
    text: int

    @classmethod
    def load(cls, content: bytes) -> Holder:
        key = (ARTICLE + content[:KEY_BYTES].hex().encode()).decode()
        return cls(int.from_bytes(content[KEY_BYTES:-_TEXT_BYTES]), key, int.from_bytes(content[-_TEXT_BYTES:]))

    def dump(self) -> bytes:
        key = bytes.fromhex(self.key[len(ARTICLE) :])
        return key + self.time.to_bytes(_TIME_BYTES) + self.text.to_bytes(_TEXT_BYTES)


def step(state: bytes | None, message: Work, window: int) -> tuple[bytes | None, list[Send]]:
    """What becomes of the state under a key, and whom it tells what. ``window`` in milliseconds."""
    content = state or b""
    entries = [Holder.load(content[at : at + _ENTRY_BYTES]) for at in range(0, len(content), _ENTRY_BYTES)]
    key = message.fields["key"]
    others = [entry for entry in entries if entry.key != key]
    if message.kind == "drop":
        return kept(others), []
    own = Holder(message.fields["time"], key, brief(message.fields["version"]))
    near = [entry for entry in others if abs(entry.time - own.time) <= window]
    told = near if len(near) <= FEW else [*near[:TOLD_EARLIEST], *near[-TOLD_LATEST:]]
    newest = max(own.time, *(entry.time for entry in others)) if others else own.time
    alive = sorted([own, *(entry for entry in others if newest - entry.time <= LATENESS * window)])
    if len(alive) > EARLIEST + LATEST:
        alive = [entry for entry in alive if newest - entry.time <= window]
    if not told:
        return kept(alive), []
    found = Work("found", {"of": message.fields["version"], "articles": [(entry.key, entry.text) for entry in told]})
    return kept(alive), [Send(key.encode(), found.dump())]


def kept(entries: Sequence[Holder]) -> bytes | None:
    if len(entries) > EARLIEST + LATEST:
        entries = [*entries[:EARLIEST], *entries[-LATEST:]]
    return b"".join([entry.dump() for entry in entries]) or None
