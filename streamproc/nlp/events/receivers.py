"""To whom it was done: of the slots around a trigger, those at the receiving end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.other_deeds import is_of_another_deed, whose
from streamproc.nlp.events.parties import FORCES, NAMED, is_party, is_place
from streamproc.nlp.events.slots import UNDERGONE, Slot, is_befallen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

FIRST = -1
_STANDING_FOR = frozenset({"@answerable", "@venue", "@place", "@household"})
STEP_COST = 3.0
"""A slot one step further from the trigger stands behind this many relations of the order."""
PLACE_COST = 2.5
"""The same for a place where a side is looked for."""
_WHERE = frozenset({"in", "near", "across", "along", "around", "outside"})
_BESIDE = _WHERE - {"across"}
_PAST_VENUES = _BESIDE | {"to", "through"}
_OTHER_SIDE = frozenset({"with", "dative", "object", "to", "between"})
_FAVOURS = frozenset({"support", "solidarity", "favour", "favor", "memory", "honour", "honor", "defence", "defense"})
_MAKING = frozenset({"file", "lodge", "submit", "bring", "make", "present", "table", "propose", "launch", "write"})
_TOWARDS = frozenset({"object", "dative", "against", "clause_subject"})
_OWN = frozenset(
    {"embassy", "consulate", "ambassador", "envoy", "mission", "border", "parliament", "capital", "office"}
)
"""``reopened its embassy``, ``recalled its ambassador``: means, not sides."""
_FAR = 2
_WATERS = frozenset(
    {"sea", "seas", "ocean", "gulf", "strait", "bay", "channel", "pacific", "atlantic", "mediterranean"}
)
_LANDS = frozenset({"country", "nation", "state"})
_DEEDS = frozenset({"@violence", UNDERGONE})


class Receivers:
    """Finds the heads of the targets. ``carriers``: verbs that only carry an event noun."""

    def __init__(self, syntax: ArgumentFrames, carriers: frozenset[str]) -> None:
        self._syntax = syntax
        self._carriers = carriers

    def of(self, kind: EventType, match: Match, found: Sequence[Slot], actors: Sequence[int]) -> list[int]:
        """The head tokens of the targets. ``found``: the slots around the trigger; ``actors``: heads of who did it."""
        ranked = self._ranked(kind, match, found)
        cost, best = min(ranked, default=(0.0, None), key=lambda pair: pair[0])
        together = kind.both_sides and match.entry.mode not in kind.one_sided
        if together and len(actors) > 1 and not (best and best.depth == 0 and best.relation in _OTHER_SIDE):
            return list(actors[1:])  # ``A and B agreed``
        if best is not None:
            heads = [slot.head for price, slot in ranked if price == cost and slot.relation == best.relation]
            return [whose(self._syntax, kind, match.entry.mode, j) for j in heads]
        own = (
            together or match.entry.mode == "cancel"
        )  # no treaty is signed with itself, and who cancels cancels his own
        things = match.entry.things or ({} if own else kind.things)
        about = [
            slot
            for slot in found
            if slot.relation in things and slot.depth <= 1 and self._can_stand_for_side(slot, match)
        ]
        thing = min(about, key=lambda slot: things[slot.relation] + slot.depth / 2).head if about else None
        return [] if thing is None else self._authors(thing, actors) or [thing]

    def _authors(self, thing: int, actors: Sequence[int]) -> list[int]:
        """``rejected a petition that the union had filed``: whoever made it is at the receiving end."""
        syntax = self._syntax
        made = (
            c for c in syntax.children(thing) if syntax.dep[c] in {"relcl", "acl"} and syntax.words[c].lemma in _MAKING
        )
        found = (j for verb in made for j in syntax.frame(verb).subjects)
        return [j for j in found if j not in actors and j != thing and is_party(syntax, j)]

    def _ranked(self, kind: EventType, match: Match, found: Sequence[Slot]) -> list[tuple[float, Slot]]:
        """Who may be at the receiving end, and what speaks against it."""
        order = match.entry.target or kind.target
        ranked: list[tuple[float, Slot]] = []
        sent = kind.sends_forces and match.entry.mode in kind.moves
        for slot in found:
            befallen = not slot.depth and self._suffers(slot, match.anchor)
            rank = FIRST if befallen else order.get(slot.relation)
            if rank is None or self._is_apart(kind, match, slot, sent=sent):
                continue
            extra = self._cost(slot, kind, match.entry.mode)
            if extra is not None:
                ranked.append((rank + STEP_COST * slot.depth + extra, slot))
        return ranked

    def _is_apart(self, kind: EventType, match: Match, slot: Slot, *, sent: bool) -> bool:
        """Whether something speaks against a slot whatever its relation promises."""
        head, relation = slot.head, slot.relation
        if self._is_on_the_way(kind, match.anchor, slot) or is_of_another_deed(self._syntax, kind, slot):
            return True
        if relation == "for":  # ``jailed for ten``
            return self._is_in_exchange(head) or self._syntax.words[head].tag == "CD"
        if relation == "on":  # ``On his side, the envoy praised Chad``
            return head < match.start and self._syntax.mentions[head] is None
        if relation == "poss" and kind.blames:
            return self._is_who_speaks(head, match.anchor)
        if relation != "modifier" or not slot.depth:
            return False
        judged = kind.blames or match.entry.mode == "praise"
        of_deal = judged and "@deal" in self._syntax.words[self._syntax.head[head]].labels  # ``praised the Japan deal``
        return of_deal or self._is_of_side(head, sent=sent)

    def _is_who_speaks(self, owner: int, anchor: int) -> bool:
        """``voiced Chad's concern``: whose concern it is, not whom it is about."""
        voiced = self._syntax.head[owner]
        carried = self._syntax.words[anchor].lemma in self._carriers
        return carried and self._syntax.dep[voiced] == "dobj" and self._syntax.head[voiced] == anchor

    def _is_on_the_way(self, kind: EventType, anchor: int, slot: Slot) -> bool:
        """Whether it is the victim of what is condemned, whom a rally favours, a purpose, or says whose roads are closed."""
        head = slot.head
        if kind.blames and self._is_victim(head, anchor):
            return True
        if kind.named_by_place and self._is_favoured(head):
            return True
        if kind.purpose_apart and self._is_of_purpose(head, anchor):
            return True
        return (
            slot.relation == "of" and slot.depth > 0 and kind.aims_at_places != "equally" and self._is_of_ground(head)
        )

    def _is_of_ground(self, place: int) -> bool:
        """``closed roads in all provinces of the country``."""
        syntax = self._syntax
        ground = syntax.head[syntax.head[place]]
        land = is_place(syntax, place) or syntax.words[place].lower in _LANDS
        return land and "@place" in syntax.labels(ground)

    def _suffers(self, slot: Slot, anchor: int) -> bool:
        """``her arrest``, ``the killing of 35 villagers on the island``."""
        of_deed = slot.relation == "of" and UNDERGONE in self._syntax.words[anchor].labels
        return is_befallen(self._syntax, slot.head, anchor) or (of_deed and self._syntax.words[anchor].is_noun)

    def _is_victim(self, noun: int, anchor: int) -> bool:
        """``condemned the attack on a church``: the church has done nothing."""
        syntax = self._syntax
        while syntax.dep[noun] == "conj" and syntax.head[noun] < noun:
            noun = syntax.head[noun]
        preposition = syntax.head[noun]
        deed = syntax.head[preposition]
        return (
            syntax.dep[noun] == "pobj"
            and deed != anchor
            and syntax.words[preposition].lower != "by"
            and not syntax.words[deed].labels.isdisjoint(_DEEDS)
        )

    def _is_favoured(self, noun: int) -> bool:
        """``a rally in support of the nurses``."""
        return self._syntax.words[self._syntax.head[self._syntax.head[noun]]].lemma in _FAVOURS

    def _is_in_exchange(self, noun: int) -> bool:
        """``freed 40 soldiers in exchange for two officers``."""
        return self._syntax.words[self._syntax.head[self._syntax.head[noun]]].lower in {"exchange", "return"}

    def _is_of_purpose(self, noun: int, anchor: int) -> bool:
        """``withdrew to protect civilians``: to what end says nothing of from whom."""
        syntax = self._syntax
        for child, head in syntax.root_path(noun):
            if head == anchor:
                return syntax.dep[child] == "advcl"
        return False

    def _can_stand_for_side(self, slot: Slot, match: Match) -> bool:
        """``condemned the attack``, ``rejected the referendum``, ``searched the villa``; not ``complained of a smell``."""
        labels = self._syntax.labels(slot.head)
        if match.entry.type == "REJECT" and "@aidgoods" in labels and "@demand" not in labels:
            return False  # ``refused treatment``
        return not _STANDING_FOR.isdisjoint(labels) and not self._tells_deed(slot, match)

    def _tells_deed(self, slot: Slot, match: Match) -> bool:
        """``opened an inquiry``: the object of a verb that only carries it is what happens, not to whom."""
        word = self._syntax.words[match.anchor]
        return slot.relation == "object" and slot.depth == 0 and word.lemma in self._carriers

    def _cost(self, slot: Slot, kind: EventType, mode: str | None) -> float | None:
        """What a slot's kind of noun costs it; None: no side."""
        syntax, head = self._syntax, slot.head
        labels = syntax.labels(head)
        if slot.relation == "object" and self._is_means(head, kind, mode):
            return None
        beside = _PAST_VENUES if kind.named_by_place and syntax.words[head].tag == "NN" else _BESIDE
        if slot.relation in beside and "@venue" in labels and kind.aims_at_places != "equally":
            return None  # ``marched outside a hospital``
        if slot.relation in _WHERE and is_place(syntax, head):
            is_far = kind.both_sides and slot.depth > _FAR  # ``host the forum at the hall, located in Street 9 in Bor``
            return PLACE_COST if kind.aims_at_places and not (is_far or self._is_only_where(slot)) else None
        acts = "@state" in labels and kind.name == "ACCUSE" and slot.relation in _TOWARDS  # ``took the city to court``
        if is_place(syntax, head) and labels.isdisjoint(NAMED) and not acts:
            return 0.0 if kind.aims_at_places == "equally" else PLACE_COST if kind.aims_at_places else None
        return 0.0 if is_party(syntax, head) else None

    def _is_means(self, head: int, kind: EventType, mode: str | None) -> bool:
        """``sent troops``, ``opened its borders``: what something is done with."""
        if kind.sends_forces and mode != "release" and not self._syntax.labels(head).isdisjoint(FORCES):
            return True
        return kind.aims_at_places != "equally" and self._is_own(head)

    def _is_only_where(self, slot: Slot) -> bool:
        """``opposed any attempt in the South China Sea``, ``at the end of talks in Oslo``, ``at a meeting held in Oslo``."""
        syntax, head = self._syntax, slot.head
        above = syntax.head[syntax.head[head]]
        of_talks = "@talks" in syntax.words[above].labels or (slot.depth > 1 and syntax.dep[above] == "acl")
        return of_talks or syntax.words[head].lower in _WATERS

    def _is_of_side(self, modifier: int, *, sent: bool) -> bool:
        """``the French firm``: the firm is a side itself. ``sent``: so are troops, which are not those they are sent to."""
        noun = self._syntax.head[modifier]
        return is_party(self._syntax, noun) and (sent or self._syntax.labels(noun).isdisjoint(FORCES))

    def _is_own(self, head: int) -> bool:
        """``opened its borders``: the actor's own."""
        syntax = self._syntax
        if syntax.words[head].lemma not in _OWN and is_party(syntax, head):
            return False  # ``asked its members``
        return any(syntax.words[child].tag == "PRP$" for child in syntax.children(head))
