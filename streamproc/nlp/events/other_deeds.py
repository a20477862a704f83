"""What stands near a trigger and belongs to another deed: what is to be built, where something goes, what is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.events.slots import Slot
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.taxonomy import EventType

_HANDED_OVER = frozenset({"extradition", "handover", "deportation"})
"""``requested the extradition of a banker``: what is asked for, not of whom."""
_COMING_TO_BE = frozenset({"establishment", "construction", "creation", "building", "development", "formation", "foundation", "installation",
                           "purchase", "completion"})  # fmt: skip
_COUNTRIES = frozenset({"@gpe", "@norp"})
_TRADED = frozenset({"car", "vehicle", "steel", "aluminium", "aluminum", "import", "export", "good", "product", "wine", "oil", "gas", "grain",
                     "beef", "pork", "chip", "semiconductor", "garment", "ship", "vessel", "wheat", "fish", "coal", "crude"})  # fmt: skip
_TRADING = frozenset({"restrict", "ban", "sanction"})
_OFFICES = frozenset({"@leader", "@crowd"})
_WAYS = frozenset({"to", "into", "in", "at", "from", "near"})


def is_of_another_deed(syntax: ArgumentFrames, kind: EventType, slot: Slot) -> bool:
    """``support for the establishment of small plants``, ``invested in training its members``, ``requested the extradition of a banker``."""
    if not slot.depth:
        return False
    above = syntax.words[syntax.head[syntax.head[slot.head]]]
    if slot.relation == "of":
        of_body = above.lower == "meeting" and kind.name == "CONSULT" and "@org" in syntax.labels(slot.head)
        if of_body or not above.labels.isdisjoint(_OFFICES):
            return True  # ``the fifth meeting of the Commission``, ``at a meeting with the king of Jordan``
        return above.lower in (_HANDED_OVER if kind.name == "REQUEST" else _COMING_TO_BE)
    if slot.relation == "object":
        return kind.name.startswith("x:BUSINESS")
    return kind.aims_at_places != "equally" and _is_town_beside(syntax, slot)


def _is_town_beside(syntax: ArgumentFrames, slot: Slot) -> bool:
    """``dismissed the request to transfer the trial to Lagos``: where something goes that somebody else does."""
    mention = syntax.mentions[slot.head]
    geo = mention.entity.geo if mention is not None and mention.entity is not None else None
    verb = syntax.head[syntax.head[slot.head]]
    return slot.relation in _WAYS and geo is not None and geo.admin1 is not None and syntax.is_verb(verb)


def whose(syntax: ArgumentFrames, kind: EventType, mode: str | None, head: int) -> int:
    """``tariffs on Chinese cars``: of goods, the country that they come from."""
    if syntax.words[head].lemma not in _TRADED or not (kind.aims_at_places == "else" or mode in _TRADING):
        return head
    before = (c for c in syntax.children(head) if c < head and not syntax.labels(c).isdisjoint(_COUNTRIES))
    return next(before, head)
