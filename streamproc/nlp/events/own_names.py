"""Nobody does a thing to himself because his name stands there twice; two names before one noun are two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.parties import NAMED
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from streamproc.nlp.events.slots import Slot
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_AT_HOME = frozenset({"COERCE", "THREATEN", "ASSAULT"})
"""``The government extended the curfew in Jamaica``: what a state does to itself."""


def others_than(syntax: ArgumentFrames, event_type: str, who: AbstractSet[int], found: list[Slot]) -> list[Slot]:
    """The slots but for those that name an actor again: ``Chad's authorities refused to let them land in Chad``.

    ``who``: identities of the actors' entities.
    """
    if event_type in _AT_HOME or not who:
        return found
    named = ((slot, syntax.mentions[slot.head]) for slot in found)
    return [slot for slot, mention in named if mention is None or id(mention.entity) not in who]


def each_name_once(syntax: ArgumentFrames, heads: Sequence[int]) -> list[int]:
    """``Trinidad and Tobago`` is one: heads that stand in one name count as the first of them."""
    kept: list[int] = []
    for head in heads:
        if kept and is_second_office(syntax, kept[-1], head):
            kept[-1] = head
            continue
        mention = syntax.mentions[head]
        if mention is None or "@person" in syntax.labels(head) or all(syntax.mentions[j] is not mention for j in kept):
            kept.append(head)
    return kept


def sides_before(syntax: ArgumentFrames, noun: int) -> list[int]:
    """``Danish and Polish negotiators``: two sides in one phrase."""
    for child in syntax.children(noun):
        if syntax.dep[child] in MODIFIERS and child in syntax.has_conjunct:
            sides = syntax.conjuncts(child)
            if all(not syntax.labels(j).isdisjoint(NAMED) for j in sides):
                return sides
    return []


def is_second_office(syntax: ArgumentFrames, first: int, second: int) -> bool:
    """``another brother and former minister, Ann Lee``: one person, of whom two things are said, the name beside the second."""
    if syntax.dep[second] != "conj" or syntax.head[second] != first or syntax.mentions[first] is not None:
        return False
    if syntax.words[first].tag != "NN" or syntax.words[second].tag != "NN":
        return False
    own = {syntax.dep[child] for child in syntax.children(second) if child < second}
    return "appos" in {syntax.dep[child] for child in syntax.children(second)} and own.isdisjoint(
        {"det", "poss", "nummod"}
    )
