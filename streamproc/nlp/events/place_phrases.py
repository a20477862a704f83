"""Phrases that say where something is done: on the trigger, on what it happens to, on the verb that carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.drafts import MentionDraft
from streamproc.nlp.events.charges import charge_over, is_of_suspect
from streamproc.nlp.events.noun_phrases import of_campaign
from streamproc.nlp.events.occasions import LOCATIVE, Occasions
from streamproc.nlp.events.place_names import PlaceNames
from streamproc.nlp.events.place_owners import PlaceOwners
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

_AT_BUILDINGS = frozenset({"at", "in", "inside", "outside", "near"})
_ON_GROUND = LOCATIVE | {"on"}
"""``on`` an island, a road, a border."""
_AIMED = frozenset({"into", "against", "on", "of", "at", "to", "from"})
"""What is done to a place happens there; what is given or said to a country doesn't."""
_DURING = frozenset({"during", "upon"})
"""``arrested during a rally in Oslo``, ``met upon her arrival in Oslo``."""
_FROM = frozenset({"from"})
_TO = frozenset({"to", "into", "towards", "toward", "onto"})
_ENTERING = frozenset({"arrive", "return"})
_CLAUSE_ABOVE = frozenset(
    {"xcomp", "conj", "advcl", "pcomp", "dobj", "nsubj", "nsubjpass", "attr", "pobj", "prep", "acl"}
)
DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside"}
)
_OWNERS = frozenset({"poss"})
_STEPS = 5


class Movement(NamedTuple):
    """From where and to where, where a type of event moves somebody."""

    origin: MentionDraft | None = None
    destination: MentionDraft | None = None


class PlacePhrases:
    """The phrases of one article. ``status``: what words do to the clauses they govern."""

    def __init__(self, syntax: ArgumentFrames, status: Mapping[str, str]) -> None:
        self._syntax = syntax
        self._status = status
        self._names = PlaceNames(syntax)
        self.place = self._names.place
        self.is_ground = self._names.is_ground
        self._owners = PlaceOwners(syntax, self._names)
        self._occasions = Occasions(syntax, status, self)

    def movement(self, match: Match, kind: EventType) -> Movement:
        """Origin and destination of what flees, is deported, sent, withdrawn."""
        if match.entry.mode not in kind.moves:
            return Movement()
        frame = self._syntax.frame(match.anchor)
        origin, destination = self._first(frame.preps, _FROM), self._first(frame.preps, _TO)
        if kind.harm and not frame.passive:  # ``fled the town``, ``entered Chad``
            crossed = next(filter(None, map(self.place, frame.objects)), None)
            if match.entry.mode in _ENTERING:
                destination = destination or crossed
            else:
                origin = origin or crossed
        return Movement(origin, destination)

    def _first(self, preps: Mapping[str, Sequence[int]], names: frozenset[str]) -> MentionDraft | None:
        for name in preps:
            if name in names:
                for j in preps[name]:
                    if (found := self.place(j)) is not None:
                        return found
        return None

    def stated(self, match: Match, kind: EventType) -> MentionDraft | None:
        """A phrase that hangs on the trigger, on what it happens to, or on the verb that carries it."""
        syntax = self._syntax
        node = of_campaign(syntax, match).anchor
        if kind.speech:
            return self._occasions.of_speech(node)
        moves = match.entry.mode in kind.moves
        where = self._where(node)
        if where is not None:
            return where
        charge = charge_over(syntax, node)
        aims = kind.aims_at_places == "equally"
        for step in range(_STEPS):
            if step == 0 and match.entry.mode in kind.about_objects and syntax.is_verb(node):
                who = (self.below(j) for j in syntax.frame(node).subjects[:1])
                found = self._occasions.beside(node) or next(who, None)  # ``protested the war in Chad`` elsewhere
            else:
                found = self._at(node, aimed=step == 0 and not moves and aims, in_buildings=not aims)
            if found is not None:
                return found
            head, dep = syntax.head[node], syntax.dep[node]
            if head in {node, charge} or dep not in _CLAUSE_ABOVE:
                return None
            if syntax.is_verb(head) and self._speaks(head, dep):
                return None
            node = head
        return None

    def _where(self, node: int) -> MentionDraft | None:
        """``Homs, where a crowd set fire to the school``, unless its clause says more exactly where."""
        syntax = self._syntax
        within = (j for name, heads in syntax.frame(node).preps.items() if name in LOCATIVE for j in heads)
        if any(self.place(j) is not None for j in within):
            return None
        if syntax.words[node].is_noun and syntax.dep[node] in {"nsubj", "nsubjpass", "dobj"}:
            node = syntax.head[node]
        while syntax.dep[node] == "conj" and syntax.head[node] != node:
            node = syntax.head[node]
        town = syntax.head[node]
        away = syntax.words[syntax.head[town]].lower == "from"  # ``the prison, 80 km from Quito, where nine died``
        return self.place(town) if syntax.dep[node] == "relcl" and syntax.is_where(node) and not away else None

    def of_whom(self, match: Match, kind: EventType) -> MentionDraft | None:
        """A place that follows from who does it: a town's police, the voters of a country."""
        if kind.at_home:
            return self._owners.of_voters(match.anchor)
        return self._owners.of_police(match.anchor) if not kind.speech else None

    def fled_from(self, match: Match, kind: EventType) -> MentionDraft | None:
        """``fled Izmir when troops attacked``."""
        clause = self._syntax.dep[match.anchor] == "advcl" and (kind.harm or kind.aims_at_places == "equally")
        return self._owners.fled(match.anchor, self._syntax.head[match.anchor]) if clause else None

    def said_before(self, sentence: tuple[int, int], speakers: frozenset[int]) -> MentionDraft | None:
        """Where one of the speakers, by the identities of their entities, said what stands just before a sentence."""
        return self._occasions.said_before(sentence, speakers)

    def _speaks(self, verb: int, dep: str) -> bool:
        """A verb that only reports or judges: what stands beside it is where that happened."""
        does = self._status.get(self._syntax.words[verb].lemma)
        return does in {"report", "want", "threat", "doubt", "plan"} or (
            dep == "dobj" and does is None and not self._is_light(verb)
        )

    def _is_light(self, verb: int) -> bool:
        return self._syntax.words[verb].lemma in {"hold", "have", "see", "leave", "claim", "kill", "strike", "hit"}

    def _at(self, node: int, *, aimed: bool, in_buildings: bool) -> MentionDraft | None:
        """A place that hangs on a node: by preposition, below its objects, before a noun, as adverb.

        ``in_buildings``: ``a fire at the Marlow Tower`` was there; what is attacked there is the target.
        """
        syntax = self._syntax
        frame = syntax.frame(node)
        found = self._after_preposition(frame.preps, aimed=aimed, in_buildings=in_buildings)
        if found is not None:
            return found
        below = (self.below(j) for j in (*frame.objects, *frame.subjects[:1]))
        found = self._off(node) or next(filter(None, below), None)
        if found is not None:
            return found
        if self._names.is_ground(node) and (found := self._before(node, _OWNERS)) is not None:
            return found  # ``Chad's election``
        for child in syntax.children(node):
            if syntax.dep[child] in {"npadvmod", "advmod"} or (
                syntax.words[node].is_noun and syntax.dep[child] in MODIFIERS
            ):
                found = self.place(child)
                if found is not None:
                    return found
        return None

    def _after_preposition(
        self, preps: Mapping[str, Sequence[int]], *, aimed: bool, in_buildings: bool
    ) -> MentionDraft | None:
        for preposition, heads in preps.items():
            if preposition in _DURING:
                held = next(filter(None, map(self._occasions.held_at, heads)), None)
                if held is not None:
                    return held
            if preposition in _ON_GROUND or (aimed and preposition in _AIMED):
                for j in heads:
                    found = self.place(j) or (None if is_of_suspect(self._syntax, j) else self.below(j))
                    if found is None and in_buildings and preposition in _AT_BUILDINGS and self._names.is_building(j):
                        found = self._syntax.mentions[j]
                    if found is not None and self._is_there(preposition, j, found):
                        return found
        return None

    def _is_there(self, preposition: str, noun: int, mention: MentionDraft) -> bool:
        """``a raid on a suburb of Kabul``; not ``talks on aid for Kabul``, nor ``a tourist from Canada was killed``."""
        if preposition == "from" and not self._syntax.is_verb(self._syntax.head[self._syntax.head[noun]]):
            return False
        entity = mention.entity
        of_place = self._syntax.mentions[noun] is not mention and "@place" in self._syntax.labels(noun)
        return preposition != "on" or of_place or entity is None or entity.type != "GPE"

    def below(self, noun: int, depth: int = 0) -> MentionDraft | None:
        """``a market in Taiz``, ``the town of Bor``, ``a Kabul hotel``."""
        syntax = self._syntax
        if syntax.is_verb(noun) or depth > 1:
            return None
        if (found := self._before(noun, MODIFIERS)) is not None:
            return found
        for child in syntax.children(noun):
            dep, lower = syntax.dep[child], syntax.words[child].lower
            if dep == "prep" and (lower in _ON_GROUND or (lower == "of" and self._names.is_ground(noun))):
                for j in syntax.children(child):
                    if syntax.dep[j] != "pobj" or is_of_suspect(self._syntax, j):
                        continue
                    if (found := self.place(j) or self.below(j, depth + 1)) is not None:
                        return found
            elif (
                dep == "appos"
                and (self._names.is_building(noun) or self._names.is_ground(noun))
                and (found := self.place(child))
            ):
                return found  # ``in Harbour Road, Oslo``, ``in the capital, Oslo``
        return self._off(noun) or self._before(noun, _OWNERS)

    def _off(self, node: int) -> MentionDraft | None:
        """``sank south of Lampedusa``."""
        syntax = self._syntax
        for child in syntax.children(node):
            if syntax.words[child].lower in DIRECTIONS:
                below = (j for of in syntax.children(child) for j in syntax.children(of) if syntax.dep[j] == "pobj")
                found = next(filter(None, map(self.place, below)), None)
                if found is not None:
                    return found
        return None

    def _before(self, noun: int, deps: frozenset[str]) -> MentionDraft | None:
        """``Junín province``, ``Kenya's coast``: the name before a word for a place, the nearest."""
        if not self._names.is_ground(noun):
            return None
        names = [child for child in self._syntax.children(noun) if self._syntax.dep[child] in deps]
        return next(filter(None, map(self.place, reversed(names))), None)
