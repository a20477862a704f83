"""Who did it: the actors of an event.

The subject of the trigger's own verb or agent of its passive; of an event noun its possessor, its ``by`` phrase, an
adjective of a nation before it, and the subject of a verb that only carries it (``launched an attack``), never of
one that speaks about it (``condemned the attack``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.carried_nouns import CarriedNouns
from streamproc.nlp.events.parties import MEANS, NAMED, NO_DOER, PARTY, is_no_participant, is_party
from streamproc.nlp.events.slots import is_befallen
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrame, ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

_SIDES = frozenset({"@org", "@norp", "@person", "@insurgent", "@state", "@armed", "@police"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OWN = "PRP$"
_SIDES_AFTER = frozenset({"by", "between"})
_NOBODYS = MEANS | {"terrorist", "extremist", "criminal", "suicide"}
_WAYS = frozenset(
    {"sea", "land", "air", "road", "rail", "boat", "plane", "phone", "post", "mail", "hand", "mistake", "accident"}
)
"""``smuggled by sea``."""
_STAND_BEHIND = frozenset({"led", "claimed"})


class Doers:
    """Finds the heads of the actors. ``status``: lemma ─► what it does to the clause it governs."""

    def __init__(self, syntax: ArgumentFrames, status: Mapping[str, str], carriers: frozenset[str]) -> None:
        self._syntax = syntax
        self._carried = CarriedNouns(syntax, status, carriers)

    def of(self, match: Match, frame: ArgumentFrame, kind: EventType) -> list[int]:
        """The head tokens of the actors."""
        if kind.harm and self._syntax.words[match.anchor].lemma == "find":
            return []  # ``were found dead by a neighbour``
        found: list[int] = []
        for subject in self._subjects(match, frame, kind):
            found += [j for j in self._doers_in(subject, match.anchor, harm=kind.harm) if j not in found]
        return found

    def _subjects(self, match: Match, frame: ArgumentFrame, kind: EventType) -> Sequence[int]:
        """The phrases that the actors stand in."""
        subjects: Sequence[int] = frame.subjects
        word = self._syntax.words[match.anchor]
        if word.is_noun:
            governed = "governor" in match.entry.wanted
            subjects = self._of_noun(match.anchor, frame, kind, governed=governed)
            if kind.harm:  # ``an evacuee shelter``
                dep, labels = self._syntax.dep, self._syntax.labels
                subjects = [j for j in subjects if dep[j] not in MODIFIERS or "@civilian" not in labels(j)]
        elif word.tag == "IN":  # on strike, under arrest
            nouns = [c for c in self._syntax.children(match.anchor) if self._syntax.dep[c] == "pobj"]
            subjects = [j for noun in nouns for j in self._carried.subjects(noun, kind, governed=False)]
        elif not subjects and word.tag[:1] == "J":
            subjects = self._of_described(match.anchor)
        elif not subjects and frame.passive:
            subjects = self._agent_after_place(frame) or self._of_deed(frame, kind)
        return subjects

    def _of_described(self, adjective: int) -> Sequence[int]:
        """``issued a report critical of the army``: who wrote it, else what is so."""
        syntax, noun = self._syntax, self._syntax.head[adjective]
        if syntax.dep[adjective] != "amod" or noun > adjective:
            return []
        verb = syntax.head[noun]
        written = "@document" in syntax.words[noun].labels and syntax.dep[noun] == "dobj" and syntax.is_verb(verb)
        return syntax.frame(verb).subjects if written else [noun]

    def _agent_after_place(self, frame: ArgumentFrame) -> list[int]:
        """``were shot in their home by soldiers``: no home is by anybody."""
        syntax, found = self._syntax, list[int]()
        for noun in (j for heads in frame.preps.values() for j in heads if "@place" in syntax.labels(j)):
            for by in syntax.children(noun):
                if syntax.words[by].lower == "by":
                    found += [j for j in syntax.children(by) if syntax.dep[j] == "pobj" and is_party(syntax, j)]
        return found

    def _of_deed(self, frame: ArgumentFrame, kind: EventType) -> list[int]:
        """``were killed in Taliban attacks``: whose deed it was that they were killed in."""
        syntax = self._syntax
        for noun in (*frame.preps.get("in", ()), *frame.preps.get("during", ())):
            if "@violence" in syntax.words[noun].labels and syntax.words[noun].is_noun:
                doers = self._of_noun(noun, syntax.frame(noun), kind, governed=False)
                return [j for j in doers if not self._is_place(j)]  # ``were killed in the Nagasaki blast``
        return []

    def of_report(self, verb: int) -> list[int]:
        """Who says the clause of a verb."""
        syntax = self._syntax
        above = syntax.head[verb]
        if syntax.dep[verb] != "ccomp" or not syntax.is_verb(above):
            return []
        return [j for subject in syntax.frame(above).subjects for j in self._doers_in(subject, above, harm=False)]

    def _doers_in(self, subject: int, anchor: int, *, harm: bool) -> Iterator[int]:
        """The subject itself when it can act, else who stands in it: ``Israeli airstrikes``."""
        syntax = self._syntax
        if syntax.words[subject].tag == _OWN:
            subject = self._owner(subject, anchor)
        if is_no_participant(syntax, subject):
            return
        labels = syntax.labels(subject)
        means = (not labels.isdisjoint(MEANS) and labels.isdisjoint(NAMED)) or self._is_deed(subject)
        if is_party(syntax, subject) and not means:
            yield subject
            return
        inside = list(self._party_inside(subject))
        if inside:
            yield from inside
        elif syntax.dep[anchor] == "attr" and syntax.head[anchor] == syntax.head[subject]:
            return  # ``the buyout is the largest acquisition``
        elif not harm and labels.isdisjoint(NO_DOER) and not means and syntax.words[subject].lower not in _WAYS:
            yield subject  # a noun that no class knows: a shopkeeper, a geologist

    def _is_deed(self, noun: int) -> bool:
        """``Russia's bombing campaign``."""
        syntax = self._syntax
        if syntax.mentions[noun] is not None or "@event_head" not in syntax.words[noun].labels:
            return False
        return any("@violence" in syntax.words[c].labels and syntax.dep[c] == "compound" for c in syntax.children(noun))

    def sides_in(self, nouns: Sequence[int]) -> list[int]:
        """Sides, and who stands in what is none: ``the minister's remark drew criticism``; the thing itself where nobody does."""
        return [side for noun in nouns for side in self._sides_of(noun)]

    def _sides_of(self, noun: int) -> list[int]:
        owners = [] if is_party(self._syntax, noun) else [j for j in self._party_inside(noun) if j < noun]
        return owners or [noun]

    def _party_inside(self, noun: int) -> Iterator[int]:
        syntax = self._syntax
        for child in syntax.children(noun):
            dep, labels = syntax.dep[child], syntax.labels(child)
            if dep == "poss":
                if syntax.words[child].tag != _OWN and not labels.isdisjoint(PARTY):
                    yield child
            elif dep in MODIFIERS:
                acts = (not labels.isdisjoint(_SIDES) and self._can_act(labels)) or self._is_country(child)
                if acts and not is_befallen(syntax, child, noun):
                    yield child
                elif (leader := self._leader(child)) is not None:
                    yield leader
            elif syntax.words[child].lower in _SIDES_AFTER:
                sides = (c for c in syntax.children(child) if syntax.dep[c] == "pobj")
                yield from (j for side in sides for j in syntax.conjuncts(side))
            elif dep == "acl" and syntax.words[child].tag == "VBN":  # ``rockets fired by the army``
                yield from syntax.frame(child).subjects

    def _leader(self, participle: int) -> int | None:
        """``the Saudi-led raid``, ``a Taliban-claimed bomb``: who is said to stand behind it."""
        syntax = self._syntax
        if syntax.words[participle].lower not in _STAND_BEHIND:
            return None
        before = (child for child in syntax.children(participle) if child < participle)
        return next((child for child in before if not syntax.labels(child).isdisjoint(_SIDES | NAMED)), None)

    def _of_noun(self, anchor: int, frame: ArgumentFrame, kind: EventType, *, governed: bool) -> list[int]:
        syntax = self._syntax
        found: list[int] = []
        for child in syntax.children(anchor):
            if is_befallen(syntax, child, anchor):
                continue
            if syntax.dep[child] == "poss":
                found += syntax.conjuncts(child)
            elif (leader := self._leader(child)) is not None:
                found.append(leader)
            elif (
                self._is_doer_before(child)
                and not (kind.named_by_place and self._is_place(child))
                and not (kind.sends_forces and self._is_sent(child))
            ):
                found.append(child)
        for preposition in ("by", "between"):
            found += [j for j in frame.preps.get(preposition, ()) if j not in found]
        if (
            not found and "@violence" in syntax.words[anchor].labels
        ):  # ``strikes from the coalition``; not ``from Gaza``
            found += [j for j in frame.preps.get("from", ()) if is_party(syntax, j) and not self._is_place(j)]
        if found or (kind.harm and not kind.moves):  # ``announced his death``: nobody's deed
            return found
        return self._carried.subjects(anchor, kind, governed=governed)

    def _is_doer_before(self, modifier: int) -> bool:
        """``the army offensive``, ``Israeli raids``; not ``joint exercises``."""
        syntax = self._syntax
        if syntax.dep[modifier] not in MODIFIERS or not self._can_act(syntax.labels(modifier)):
            return False
        return syntax.is_actor(modifier) and (
            syntax.mentions[modifier] is not None or "@actor" in syntax.words[modifier].labels
        )

    def _is_sent(self, modifier: int) -> bool:
        """``troop deployments``: what is sent sends nobody."""
        labels = self._syntax.labels(modifier)
        return "@troops" in labels and labels.isdisjoint(NAMED)

    def _can_act(self, labels: frozenset[str]) -> bool:
        """``a drone strike``, ``a terrorist attack`` are nobody's yet."""
        return labels.isdisjoint(_NOBODYS) or not labels.isdisjoint(NAMED)

    def _is_country(self, i: int) -> bool:
        mention = self._syntax.mentions[i]
        geo = mention.entity.geo if mention is not None and mention.entity is not None else None
        return geo is not None and geo.country is not None and geo.admin1 is None

    def _is_place(self, i: int) -> bool:
        mention = self._syntax.mentions[i]
        return mention is not None and mention.entity is not None and mention.entity.type in _PLACES

    def _owner(self, pronoun: int, anchor: int) -> int:
        """``The Kremlin launched its air strikes``: whose they are is said by the subject above."""
        syntax = self._syntax
        for _, head in syntax.root_path(anchor):
            if syntax.is_verb(head):
                subjects = syntax.frame(head).subjects
                if subjects and syntax.words[subjects[0]].tag != _OWN:
                    return subjects[0]
        return pronoun
