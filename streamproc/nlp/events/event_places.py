"""Where an event happened: what the text puts there, in four steps of falling certainty, or nothing.

A phrase of the event's own clause (``stated``), else a place that its sentence names as where something is
(``sentence``), else where the events before it in the paragraph happened (``paragraph``), else the town of the
dateline for the lead (``dateline``). A speaker's seat, a home, a birthplace, an actor's country are none.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from streamproc.article import Basis
from streamproc.nlp.doc.annotations import full_text
from streamproc.nlp.doc.drafts import PLACE_TYPES, MentionDraft
from streamproc.nlp.events.charges import charge_over, is_of_suspect
from streamproc.nlp.events.datelines import Dateline
from streamproc.nlp.events.occasions import LOCATIVE
from streamproc.nlp.events.place_phrases import DIRECTIONS, Movement, PlacePhrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import ArgumentDraft
    from streamproc.nlp.doc.zone_index import ZoneIndex
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

_ELSEWHERE = frozenset({"live", "bear", "base", "work", "study", "reside", "head", "lead", "own", "grow", "raise", "hail", "register",
                        "headquarter", "know", "educate", "travel", "return", "come", "regard", "consider", "describe"})  # fmt: skip
"""Verbs whose place is somebody's, not the event's."""
_WHAT_IS_SAID = frozenset({"dobj", "ccomp", "xcomp"})
_ABOUT = frozenset({"following", "after", "over", "about", "before", "since", "amid", "despite"})
_LIKENED = frozenset({"similar", "like", "unlike", "than", "comparable"})
_AFTER = frozenset({"after", "following"})
_NEAR = 2


class Located(NamedTuple):
    """A place name and how the text ties the event to it."""

    mention: MentionDraft
    basis: Basis


class EventPlaces:
    """Places of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames, zones: ZoneIndex, status: Mapping[str, str]) -> None:
        self._doc = doc
        self._syntax = syntax
        self._status = status
        self._phrases = PlacePhrases(syntax, status)
        self._last: tuple[int, MentionDraft] | None = None
        self._located: dict[tuple[int, int], list[int]] = {}
        self._dateline = Dateline(doc, syntax, zones)

    def of(
        self, match: Match, sentence: tuple[int, int], kind: EventType, targets: Sequence[ArgumentDraft],
        actors: Sequence[ArgumentDraft],
    ) -> Located | None:  # fmt: skip
        """The place of an event; asked in the order of the text, for the paragraph's sake."""
        barred = {id(actor.entity) for actor in actors if actor.entity is not None}
        stated = (
            self._phrases.stated(match, kind)
            or target_that_is_place(kind, targets, barred)
            or self._phrases.fled_from(match, kind)
        )
        if stated is not None:
            self._last = match.start, stated
            return Located(stated, "stated")
        if kind.speech:
            return self._where_spoken(match, sentence, frozenset(barred))
        if charge_over(self._syntax, match.anchor) is not None or self._is_judged(match.anchor):
            return None
        beside = self._in_sentence(match, sentence, kind, barred)
        beside = beside or self._phrases.of_whom(match, kind)
        if beside is not None:
            return Located(beside, "sentence")
        if self.movement(match, kind).origin is not None:
            return None  # ``evacuated from Yucatán``: not where it was reported
        return self._inherited(match, sentence, kind, barred)

    def _where_spoken(self, match: Match, sentence: tuple[int, int], speakers: frozenset[int]) -> Located | None:
        """Where who speaks spoke before in the paragraph."""
        said = self._phrases.said_before(sentence, speakers) if speakers else None
        if said is None or not self._is_near(said.span.start, match.start):
            return None
        return Located(said, "paragraph")

    def _is_judged(self, noun: int) -> bool:
        """``condemned the attack``: that was told before, or elsewhere."""
        above = self._syntax.words[self._syntax.head[noun]]
        return self._syntax.dep[noun] == "dobj" and "@judging" in above.labels

    def movement(self, match: Match, kind: EventType) -> Movement:
        """Origin and destination of what flees, is deported, sent, withdrawn."""
        return self._phrases.movement(match, kind)

    # ------------------------------------------------------------------ beside

    def _in_sentence(
        self, match: Match, sentence: tuple[int, int], kind: EventType, barred: set[int]
    ) -> MentionDraft | None:
        """The nearest place that the sentence names as where something is, if that is not somebody's own place."""
        if sentence not in self._located:
            self._located[sentence] = list(self._locations(*sentence))
        near = sorted(self._located[sentence], key=lambda i: abs(i - match.start))
        for i in near:
            mention = self._syntax.mentions[i]
            if mention is None or id(mention.entity) in barred or not self._shares_clause(i, match.anchor, kind):
                continue
            if match.entry.mode in kind.about_objects and self._is_of_object(i, match.anchor):
                continue
            return mention
        return None

    def _locations(self, start: int, end: int) -> Iterator[int]:
        syntax = self._syntax
        for i in range(start, end):
            mention = syntax.mentions[i]
            if mention is None or mention.span.start != i or self._phrases.place(i) is None:
                continue
            head = self._head_of(mention)
            while (
                syntax.dep[head] == "pobj"
                and syntax.words[syntax.head[head]].lower == "of"
                and syntax.head[head] != head
            ):
                head = syntax.head[syntax.head[head]]  # ``in the north of Yemen``
            while syntax.dep[head] in {"poss", "compound", "nmod"} and self._phrases.is_ground(syntax.head[head]):
                head = syntax.head[head]  # ``in Paris' concert hall``
            if syntax.words[head].lower in DIRECTIONS and syntax.dep[head] == "advmod":
                yield i  # ``south of Yemen``
            if syntax.dep[head] != "pobj":
                continue
            if syntax.words[syntax.head[head]].lower in LOCATIVE and not self._is_elsewhere(head):
                yield i

    def _head_of(self, mention: MentionDraft) -> int:
        start, end = mention.span.start, mention.span.end
        return next((i for i in range(start, end) if not start <= self._syntax.head[i] < end), end - 1)

    def _is_elsewhere(self, place: int) -> bool:
        """On the way up: a speaker or what he does, a home, a birthplace."""
        syntax = self._syntax
        for child, head in syntax.root_path(place):
            word = syntax.words[head]
            if word.lower in _LIKENED:
                return True  # ``similar to the bombings in Oslo``
            if syntax.dep[child] in {"relcl", "appos", "poss"} or is_of_suspect(syntax, child):
                return True
            if word.is_verb:
                speaks = self._status.get(word.lemma) == "report" and syntax.dep[child] not in _WHAT_IS_SAID
                return speaks or word.lemma in _ELSEWHERE
            if syntax.dep[head] in {"nsubj", "nsubjpass"} and "@actor" in syntax.labels(head):
                return True
        return False

    def _is_of_object(self, place: int, verb: int) -> bool:
        """``protested the war in Chad``."""
        syntax = self._syntax
        return any(head == verb and syntax.dep[child] == "dobj" for child, head in syntax.root_path(place))

    def _shares_clause(self, place: int, anchor: int, kind: EventType) -> bool:
        """Whether the verb over the place is over the trigger too, or under the same one; of harm, what it came after counts too."""
        syntax = self._syntax
        above = {anchor, *(head for _, head in syntax.root_path(anchor))}
        for _, head in syntax.root_path(place):
            lower = syntax.words[head].lower
            if lower in _ABOUT and head not in above and not (kind.harm and lower in _AFTER):
                return False  # ``was arrested after burglaries in Riga``; not ``died after a crash in Riga``
            if syntax.is_verb(head):
                return head in above or syntax.head[head] in above
        return True

    # ------------------------------------------------------------------ inherited

    def _inherited(self, match: Match, sentence: tuple[int, int], kind: EventType, barred: set[int]) -> Located | None:
        if not (kind.harm or kind.aims_at_places == "equally"):
            return None  # talks and demands are held anywhere
        if self._last is not None:
            at, mention = self._last
            apart = at >= sentence[0] and self._is_of_suspect(mention)
            if not apart and id(mention.entity) not in barred and self._is_near(at, match.start):
                return Located(mention, "paragraph")
        before = self._only_before(match.start, sentence, barred) if kind.harm else None
        if before is not None:
            return Located(before, "paragraph")
        town = self._dateline.speaking_for(sentence)
        return Located(town, "dateline") if town is not None and id(town.entity) not in barred else None

    def _only_before(self, trigger: int, sentence: tuple[int, int], barred: set[int]) -> MentionDraft | None:
        """The one place that the sentence before names as where something is: ``hit a train near Oslo. Nine people died``."""
        if not sentence[0]:
            return None
        before = self._syntax.sentence(sentence[0] - 1)
        if not self._is_near(before[0], trigger):
            return None
        if before not in self._located:
            self._located[before] = list(self._locations(*before))
        named = {id(m.entity): m for i in self._located[before] if (m := self._syntax.mentions[i]) is not None}
        return named.popitem()[1] if len(named) == 1 and named.keys().isdisjoint(barred) else None

    def _is_of_suspect(self, mention: MentionDraft) -> bool:
        syntax = self._syntax
        return any(is_of_suspect(syntax, child) for child, _ in syntax.root_path(mention.span.start))

    def _is_near(self, one: int, other: int) -> bool:
        """In one paragraph, with at most one sentence between them."""
        offset, starts = self._syntax.offset, self._syntax.starts
        if not one <= other or bisect_right(starts, other) - bisect_right(starts, one) > _NEAR:
            return False
        return "\n" not in full_text(self._doc)[offset[one] : offset[other]].strip()


def target_that_is_place(kind: EventType, targets: Sequence[ArgumentDraft], barred: set[int]) -> MentionDraft | None:
    """What is attacked or put under curfew is where it happens."""
    if kind.aims_at_places != "equally":
        return None
    if any(target.entity is not None and target.entity.type == "PERSON" for target in targets):
        return None  # ``murdered Lee and Mott``
    for target in targets:
        if target.entity is not None and target.entity.type in PLACE_TYPES and id(target.entity) not in barred:
            for mention in target.entity.mentions:
                if target.span.start <= mention.span.start < target.span.end:
                    return mention
    return None
