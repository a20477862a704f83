"""Who did it, to whom, what it was about and with what: the participants of an event.

The target is the side at the receiving end, not the grammatical object: whom one holds talks with, whose blockade is
lifted, who is sued, aided, killed. Where it sits depends on the type; the order in which relations are looked at is
``target`` in the taxonomy, or of an entry of the lexicon. What the grammatical object names instead is the theme.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import ArgumentDraft
from streamproc.nlp.events.doers import Doers
from streamproc.nlp.events.noun_phrases import looked_through
from streamproc.nlp.events.parties import FORCES, MEANS, NAMED, is_no_participant, is_party, is_place
from streamproc.nlp.events.slots import UNDERGONE, Slot, is_befallen, slots
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from streamproc.nlp.events.references import References
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrame, ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

MOST_ARGUMENTS = 8
FIRST = -1
STEP_COST = 3.0
"""A slot one step further from the trigger stands behind this many relations of the order."""
PLACE_COST = 2.5
"""The same for a place where a side is looked for."""
_WHERE = frozenset({"in", "near", "across", "along", "around", "outside"})
_OTHER_SIDE = frozenset({"with", "dative", "object", "to", "between"})
_GIVERS = frozenset({"from", "by"})
_DEEDS = frozenset({"@violence", UNDERGONE})
_MEANS_OF = frozenset({"with", "using", "by"})


@dataclass(slots=True)
class EventRoles:
    """The participants of one event. ``heads``: the head tokens of actors and targets."""

    actors: list[ArgumentDraft] = field(default_factory=list)
    targets: list[ArgumentDraft] = field(default_factory=list)
    themes: list[ArgumentDraft] = field(default_factory=list)
    instruments: list[ArgumentDraft] = field(default_factory=list)


class Participants:
    """Finds the participants of one article's events."""

    def __init__(self, syntax: ArgumentFrames, lexicon: Lexicon, references: References) -> None:
        self._syntax = syntax
        self._references = references
        self._types = lexicon.taxonomy.types
        self._receiving = lexicon.taxonomy.receiving
        self._carriers = lexicon.taxonomy.carriers
        self._doers = Doers(syntax, lexicon.status, lexicon.taxonomy.carriers)

    def of(self, match: Match, event_type: str) -> EventRoles:
        """The participants of a match read as an event of some type."""
        syntax, kind = self._syntax, self._types[event_type]
        frame = syntax.frame(match.anchor)
        governed = "governor" in match.entry.wanted or self._is_carried(match.anchor)
        found = slots(syntax, match.anchor, frame, governed=governed)
        found = [slot for slot in found if not is_no_participant(syntax, slot.head)]
        givers = self._givers(match, frame, found)
        if givers:
            return EventRoles(self._arguments(givers, match), self._arguments(frame.subjects, match))
        actors = self._doers.of(match, frame, harm=kind.harm, named_by_place=kind.named_by_place)
        if syntax.words[match.start].tag == "MD":  # ``Russia says Israel must leave``: Russia asks, Israel is asked
            found = [*(Slot("clause subject", j, 0) for j in actors), *found]
            actors = self._doers.of_report(match.anchor)
        if kind.harm and self._befalls_subject(match, frame):
            found = [*(Slot("object", j, 0) for j in frame.subjects), *found]
            found = [slot for slot in found if slot.head not in frame.objects]
            actors = []  # ``Scores died``, ``Thousands fled the town``
        if kind.both_sides and match.entry.mode not in kind.one_sided and len(actors) == 1:
            actors = self._sides_before(actors[0]) or actors
        targets = self._targets(kind, match, found, actors)
        if not kind.both_sides or match.entry.mode in kind.one_sided:
            targets = [j for j in targets if j not in actors]
        doers = self._arguments(actors, match)
        return EventRoles(
            doers,
            self._arguments(targets, match, {id(doer.entity) for doer in doers}),
            self._arguments(self._themes(found, targets), match),
            self._arguments(self._instruments(match, frame, found, actors), match),
        )

    def _befalls_subject(self, match: Match, frame: ArgumentFrame) -> bool:
        """``Scores died``, ``saw his friends shot dead``: no object, so it is the subject that it befell."""
        word, dep = self._syntax.words[match.anchor], self._syntax.dep[match.anchor]
        if word.is_noun or frame.passive:
            return False
        lower_clause = dep == "ccomp" and word.tag in {"VBN", "VBD"} and "oprd" in self._deps_below(match.anchor)
        return lower_clause or all(self._is_left(j) for j in frame.objects)

    def _is_left(self, noun: int) -> bool:
        """``fled the town``: a place is no side of what befalls people."""
        return is_place(self._syntax, noun) and self._syntax.labels(noun).isdisjoint({"@person", "@org", "@norp"})

    def _is_carried(self, noun: int) -> bool:
        """``launched its massacre in the capital``: what hangs on a verb that only carries the noun is the noun's."""
        syntax = self._syntax
        return (
            syntax.words[noun].is_noun
            and syntax.dep[noun] == "dobj"
            and syntax.words[syntax.head[noun]].lemma in self._carriers
        )

    def _sides_before(self, noun: int) -> list[int]:
        """``Danish and Polish negotiators``: two sides in one phrase."""
        syntax = self._syntax
        for child in syntax.children(noun):
            if syntax.dep[child] in MODIFIERS and child in syntax.has_conjunct:
                sides = syntax.conjuncts(child)
                if all(not syntax.labels(j).isdisjoint(NAMED) for j in sides):
                    return sides
        return []

    def _deps_below(self, token: int) -> set[str]:
        return {self._syntax.dep[child] for child in self._syntax.children(token)}

    def _givers(self, match: Match, frame: ArgumentFrame, found: Sequence[Slot]) -> list[int]:
        """``faces a lawsuit filed by``, ``came under fire from``: the subject is at the receiving end."""
        syntax, verb = self._syntax, match.anchor
        if syntax.words[verb].is_noun:
            above = syntax.head[verb]
            verb = syntax.head[above] if syntax.dep[above] == "prep" else above
        lemma = syntax.words[verb].lemma
        receives = lemma in self._receiving or (lemma == "come" and "under" in syntax.frame(verb).preps)
        if frame.passive or not syntax.is_verb(verb) or not receives:
            return []
        return [s.head for s in found if s.relation in _GIVERS and s.depth <= 2 and is_party(syntax, s.head)]  # noqa: PLR2004

    def _targets(self, kind: EventType, match: Match, found: Sequence[Slot], actors: Sequence[int]) -> list[int]:
        ranked = self._ranked(kind, match, found)
        cost, best = min(ranked, default=(0.0, None), key=lambda pair: pair[0])
        together = kind.both_sides and match.entry.mode not in kind.one_sided
        if together and len(actors) > 1 and not (best and best.depth == 0 and best.relation in _OTHER_SIDE):
            return list(actors[1:])  # ``A and B agreed``
        if best is not None:
            return [slot.head for price, slot in ranked if price == cost and slot.relation == best.relation]
        things = kind.things
        about = [slot for slot in found if slot.relation in things and not self._tells_deed(slot, match)]
        return [min(about, key=lambda slot: things[slot.relation] + slot.depth / 2).head] if about else []

    def _ranked(self, kind: EventType, match: Match, found: Sequence[Slot]) -> list[tuple[float, Slot]]:
        """Who may be at the receiving end, and what speaks against it."""
        order = match.entry.target or kind.target
        ranked: list[tuple[float, Slot]] = []
        for slot in found:
            befallen = not slot.depth and is_befallen(self._syntax, slot.head, match.anchor)
            rank = FIRST if befallen else order.get(slot.relation)
            if kind.blames and self._is_victim(slot.head, match.anchor):
                rank = None
            extra = self._cost(slot, kind) if rank is not None else None
            if rank is not None and extra is not None:
                ranked.append((rank + STEP_COST * slot.depth + extra, slot))
        return ranked

    def _is_victim(self, noun: int, anchor: int) -> bool:
        """``condemned the attack on a church``: the church has done nothing."""
        syntax = self._syntax
        preposition = syntax.head[noun]
        deed = syntax.head[preposition]
        return (
            syntax.dep[noun] == "pobj"
            and deed != anchor
            and syntax.words[preposition].lower != "by"
            and not syntax.words[deed].labels.isdisjoint(_DEEDS)
        )

    def _tells_deed(self, slot: Slot, match: Match) -> bool:
        """``opened an inquiry``: the object of a verb that only carries it is what happens, not to whom."""
        word = self._syntax.words[match.anchor]
        return slot.relation == "object" and slot.depth == 0 and word.lemma in self._carriers

    def _cost(self, slot: Slot, kind: EventType) -> float | None:
        """What a slot's kind of noun costs it; None: no side."""
        syntax, head = self._syntax, slot.head
        labels = syntax.labels(head)
        if slot.relation == "object":
            if kind.sends_forces and not labels.isdisjoint(FORCES):
                return None
            if self._is_own(head) and not is_party(syntax, head):
                return None
        if slot.relation in _WHERE and is_place(syntax, head):
            return PLACE_COST if kind.aims_at_places else None
        if is_place(syntax, head) and labels.isdisjoint(NAMED):
            return 0.0 if kind.aims_at_places == "equally" else PLACE_COST if kind.aims_at_places else None
        return 0.0 if is_party(syntax, head) else None

    def _is_own(self, head: int) -> bool:
        """``opened its borders``: the actor's own."""
        return any(self._syntax.words[child].tag == "PRP$" for child in self._syntax.children(head))

    def _themes(self, found: Sequence[Slot], targets: Sequence[int]) -> list[int]:
        """What is given, taken, signed, lifted: the objects that are no side."""
        return [
            slot.head for slot in found if slot.relation == "object" and slot.depth == 0 and slot.head not in targets
        ]

    def _instruments(
        self, match: Match, frame: ArgumentFrame, found: Sequence[Slot], actors: Sequence[int]
    ) -> list[int]:
        """Weapons and the like: a subject that acts for somebody, an object that is fired, what stands after ``with``."""
        syntax = self._syntax
        heads = [j for j in frame.subjects if j not in actors]
        heads += [s.head for s in found if s.depth == 0 and s.relation in _MEANS_OF]
        return [j for j in heads if not syntax.labels(j).isdisjoint(MEANS) and j != match.anchor]

    def _arguments(
        self, heads: Iterable[int], match: Match, barred: AbstractSet[int] = frozenset()
    ) -> list[ArgumentDraft]:
        found: list[ArgumentDraft] = []
        seen: set[int] = set()
        for head in heads:
            inner = self._references.antecedent(looked_through(self._syntax, head))
            if inner is None:
                continue
            if match.start <= inner < match.end or inner in seen or self._syntax.is_date(inner):
                continue
            seen.add(inner)
            found.append(self._references.argument(inner, barred))
            if len(found) == MOST_ARGUMENTS:
                break
        return found
