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
from streamproc.nlp.events.noun_phrases import looked_through, of_campaign
from streamproc.nlp.events.own_names import each_name_once, others_than, sides_before
from streamproc.nlp.events.own_people import are_dissenters, are_people, included
from streamproc.nlp.events.parties import MEANS, is_denied, is_no_participant, is_party, is_place
from streamproc.nlp.events.receivers import Receivers
from streamproc.nlp.events.slots import Slot, after_phrase, as_slots, slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streamproc.nlp.events.references import References
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrame, ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

MOST_ARGUMENTS = 8
_GIVERS = frozenset({"from", "by"})
_AGENT = {"by": 0}
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
        self._receivers = Receivers(syntax, lexicon.taxonomy.carriers)
        self._doers = Doers(syntax, lexicon.status, lexicon.taxonomy.carriers)

    def of(self, match: Match, event_type: str) -> EventRoles:
        """The participants of a match read as an event of some type."""
        syntax, kind = self._syntax, self._types[event_type]
        match = of_campaign(syntax, match)
        frame = syntax.frame(match.anchor)
        found = self._slots(match, frame)
        givers = self._givers(match, frame, found)
        if givers:
            sides = self._doers.sides_in(frame.subjects)
            return EventRoles(self._arguments(givers, match), self._arguments(sides, match))
        actors, found = self._sides(kind, match, frame, found)
        actors = each_name_once(syntax, actors)
        together = kind.both_sides and match.entry.mode not in kind.one_sided
        if together and len(actors) == 1:
            actors = sides_before(syntax, actors[0]) or actors
        who = self._entities_of(actors)
        targets = self._receivers.of(kind, match, others_than(syntax, kind.name, who, found), actors)
        targets = each_name_once(syntax, [j for j in targets if together or j not in actors])
        if not targets and kind.harm and (told := included(syntax, match.anchor)):
            return EventRoles([], self._arguments(told, match))
        if not targets and kind.harm and are_people(syntax, match.anchor):
            return EventRoles([], [self._references.argument(match.anchor)])  # ``900 refugees live in the school``
        doers = self._dissenters(match) or self._arguments(actors, match) or self._it(match, frame, kind)
        barred = frozenset({id(doer.entity) for doer in doers})
        themes = self._arguments(self._themes(kind, found, targets), match)
        return EventRoles(
            doers,
            self._arguments(targets, match, barred),
            [theme for theme in themes if theme.entity is None or id(theme.entity) not in barred],
            self._arguments(self._instruments(match, frame, found, actors), match),
        )

    def _entities_of(self, heads: Sequence[int]) -> frozenset[int]:
        """The identities of those whom some heads mean."""
        entities = (self._references.argument(head).entity for head in heads)
        return frozenset(id(entity) for entity in entities if entity is not None)

    def _slots(self, match: Match, frame: ArgumentFrame) -> list[Slot]:
        """Who and what may take part in a match."""
        governed = "governor" in match.entry.wanted or self._is_carried(match.anchor)
        found = [
            *after_phrase(self._syntax, match.start, match.end),
            *slots(self._syntax, match.anchor, frame, governed=governed),
        ]
        found = [slot for slot in found if not is_no_participant(self._syntax, slot.head)]
        if match.entry.inside == "denied":
            return [slot for slot in found if not is_denied(self._syntax, slot.head, match.anchor)]
        return found

    def _sides(
        self, kind: EventType, match: Match, frame: ArgumentFrame, found: list[Slot]
    ) -> tuple[list[int], list[Slot]]:
        """The actors' heads, and the slots with the subject among them where it did nothing itself."""
        entry = match.entry
        if entry.actor or "subject" in entry.target:
            found = [*as_slots("subject", frame.subjects), *found]
        if "reporter" in entry.actor:
            found = [*found, *as_slots("reporter", self._doers.of_report(match.anchor))]
        if entry.actor:
            return self._placed(entry.actor, found), found
        suffered = self._suffers(match, frame)
        if suffered:
            return self._placed(_AGENT, found), [*as_slots("object", suffered), *found]
        actors = self._doers.of(match, frame, kind)
        if kind.name == "REQUEST" != entry.type and frame.passive and self._syntax.dep[match.anchor] == "xcomp":
            rest = [slot for slot in found if not slot.depth and slot.head not in frame.objects]
            return list(frame.objects), [*as_slots("clause subject", actors), *rest]  # ``want to be consulted``
        asked = kind.name == "REQUEST" != entry.type and self._syntax.dep[match.anchor] == "ccomp"
        if asked or self._syntax.words[match.start].tag == "MD":  # ``Russia says Israel must leave``: Israel is asked
            return self._doers.of_report(match.anchor), [*as_slots("clause subject", actors), *found]
        moves = entry.mode in kind.moves and entry.mode != "evacuate"
        if kind.harm and self._befalls_subject(match, frame, moves=moves):  # ``Scores died``, ``Many fled the town``
            return [], [*as_slots("object", frame.subjects), *(s for s in found if s.head not in frame.objects)]
        if not actors and kind.sends_forces and entry.mode in kind.moves and frame.passive:
            actors = [j for j in frame.objects if "@troops" in self._syntax.labels(j) and is_party(self._syntax, j)]
        return actors, found

    def _suffers(self, match: Match, frame: ArgumentFrame) -> list[int]:
        """``Mayor convicted of fraud``, ``two jailed journalists``: who stands before a participle is at its other end."""
        syntax, anchor = self._syntax, match.anchor
        word, dep = syntax.words[anchor], syntax.dep[anchor]
        if word.tag not in {"VBN", "VBD"} or frame.passive or "@suffered" not in word.labels:
            return []
        if dep == "amod":
            return [syntax.head[anchor]]
        if dep in {"advcl", "dep"} and syntax.head[anchor] < anchor:  # ``arrested two men, accused of theft``
            before = [
                j for j in syntax.frame(syntax.head[anchor]).objects if "@civilian" in syntax.labels(j) and j < anchor
            ]
            if before and not frame.objects:
                return before
        is_active = frame.objects or any(syntax.dep[c] in {"aux", "dobj", "prt"} for c in syntax.children(anchor))
        return [] if is_active else frame.subjects

    def _placed(self, order: Mapping[str, int], found: Sequence[Slot]) -> list[int]:
        """The actors where an entry says where they sit: those of the first of its relations that has some."""
        sides = [
            slot for slot in found if slot.relation in order and slot.depth <= 1 and is_party(self._syntax, slot.head)
        ]
        first = min((order[slot.relation] for slot in sides), default=None)
        return [slot.head for slot in sides if order[slot.relation] == first]

    def _befalls_subject(self, match: Match, frame: ArgumentFrame, *, moves: bool) -> bool:
        """``Scores died``, ``saw his friends shot dead``: no object, so it is the subject that it befell."""
        word, dep = self._syntax.words[match.anchor], self._syntax.dep[match.anchor]
        if word.is_noun or frame.passive:
            return False
        below = {self._syntax.dep[child] for child in self._syntax.children(match.anchor)}
        lower_clause = dep == "ccomp" and word.tag in {"VBN", "VBD"} and "oprd" in below
        if moves:  # ``Thousands fled the town``, ``fled the shelling``, ``took refuge``
            leaves = "@departing" in word.labels  # ``fled the country``
            return leaves or all(is_place(self._syntax, j) or not is_party(self._syntax, j) for j in frame.objects)
        return lower_clause or not frame.objects

    def _dissenters(self, match: Match) -> list[ArgumentDraft]:
        return [self._references.argument(match.anchor)] if are_dissenters(self._syntax, match.anchor) else []

    def _it(self, match: Match, frame: ArgumentFrame, kind: EventType) -> list[ArgumentDraft]:
        """``It blocked the sale``: the body or country that the sentence before is about."""
        if self._is_carried(match.anchor):  # ``It launched its attack``
            frame = self._syntax.frame(self._syntax.head[match.anchor])
        elif not self._syntax.is_verb(match.anchor):
            return []
        alone = len(frame.subjects) == 1 and not frame.passive and not kind.harm
        who = self._references.it(frame.subjects[0]) if alone else None
        return [who] if who is not None else []

    def _is_carried(self, noun: int) -> bool:
        """``launched its massacre in the capital``: what hangs on a verb that only carries the noun is the noun's."""
        syntax = self._syntax
        carries = syntax.dep[noun] == "dobj" and syntax.words[syntax.head[noun]].lemma in self._carriers
        return carries and syntax.words[noun].is_noun and not syntax.only_named(noun)

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

    def _themes(self, kind: EventType, found: Sequence[Slot], targets: Sequence[int]) -> list[int]:
        """What is given, taken, signed, lifted, asked for: the objects that are no side."""
        relations = {"object", "for"} if kind.name == "REQUEST" else {"object"}
        return [
            slot.head
            for slot in found
            if slot.relation in relations
            and slot.depth == 0
            and slot.head not in targets
            and "@protest_sign" not in self._syntax.words[slot.head].labels
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
        self, heads: Iterable[int], match: Match, barred: frozenset[int] = frozenset()
    ) -> list[ArgumentDraft]:
        found: list[ArgumentDraft] = []
        seen, named = set[int](), set[int | None]()
        for head in heads:
            counted = looked_through(self._syntax, head)
            inner = self._references.antecedent(counted)
            if inner is None:
                continue
            if match.start <= inner < match.end or inner in seen or self._syntax.is_date(inner):
                continue
            seen.add(inner)
            argument = self._references.argument(inner, barred, head if inner == counted else None)
            known = id(argument.entity) if argument.entity is not None else None
            if (known in barred and self._syntax.words[inner].tag == "PRP$") or known in named:
                continue  # ``defended her own plan``; ``the envoy, Ann Lee``
            if known is not None:
                named.add(known)
            found.append(argument)
            if len(found) == MOST_ARGUMENTS:
                break
        return found
