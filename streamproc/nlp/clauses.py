"""The parse read fast: words with their lemmas and labels, and the frame (who, whom, with what) around a trigger.

Words are looked up in the lexicon once per form and tag and remembered; the parse is read from the Doc's token lists.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.strings import get_string_id

from streamproc.nlp.conditions import Condition
from streamproc.nlp.doc.annotations import mentions_by_token, tokens_of
from streamproc.nlp.doc.entity_spans import BEGINS
from streamproc.nlp.doc.lemmas import lemma_of
from streamproc.nlp.lexicon import ANYTHING, ENTITY_LABELS, Entry, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.annotations import MentionDraft

ACTOR = "@actor"
NAMED_ACTORS = frozenset({"@person", "@org", "@gpe", "@norp"})
PRONOUNS = frozenset({"he", "she", "they", "we", "i", "you", "him", "her", "them", "us", "me", "who", "whom"})

_ROLES = {
    "nsubj": "subject", "csubj": "subject", "nsubjpass": "passive subject", "csubjpass": "passive subject",
    "dobj": "object", "attr": "object", "oprd": "object", "dative": "object", "prep": "preposition", "agent": "agent",
    "auxpass": "passive", "xcomp": "complement", "ccomp": "complement", "advcl": "adverbial",
    "prt": "particle", "acomp": "particle", "advmod": "adverb",
}  # fmt: skip
"""What a dependent of a verb is to its frame; all others are nothing to it."""
_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_THIRD_PERSON = frozenset({"he", "she", "they"})
_CACHE_LIMIT = 200_000
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Mixes the hashes of form and tag into one."""
_COLUMNS: list[int | str] = ["ENT_TYPE", "ENT_IOB", "DEP"]
_DATE, _CONJUNCT = (np.uint64(get_string_id(label)) for label in ("DATE", "conj"))


class Trigger(NamedTuple):
    """What a word may trigger: an entry, or a phrase of one."""

    form: Entry | Phrase
    entry: Entry
    needs: tuple[int, ...]
    """Of each of these sets the sentence must offer one; bits as in ``Word.offers``."""
    conditions: tuple[Condition, ...]
    """What the entry asks of the syntax around the word."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What is known about a form with a tag, whatever sentence it stands in. ``triggers`` is the lexicon's answer."""

    lower: str
    lemma: str
    tag: str
    labels: frozenset[str]
    triggers: tuple[Trigger, ...]
    awaits: int
    """A sentence that offers none of this triggers nothing by the word; all bits where some trigger needs nothing."""
    offers: int
    """Those of its labels that some trigger needs in its sentence, one bit each."""
    domain: str | None
    kinds: tuple[str, ...]
    """What people near this word are counted as: dead, displaced …"""
    context: str | None
    """What an event in its sentence is about, by the taxonomy."""
    may_be_number: bool
    is_verb: bool
    is_noun: bool
    is_quantity: bool
    """Looked through: ``thousands of protesters`` is about protesters."""


@dataclass(slots=True)
class Frame:
    """The arguments around a trigger, as token indices of their heads."""

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    complements: list[int] = field(default_factory=list)
    particles: list[str] = field(default_factory=list)
    passive: bool = False
    agentless: bool = False


class WordCache:
    """Form and tag ─► ``Word``, remembered over articles and bounded."""

    def __init__(self, describe: Callable[[str, str, str], Word]) -> None:
        self._describe = describe
        self._words: dict[int, Word] = {}

    def words(self, doc: Doc, keys: Sequence[int]) -> list[Word]:
        """The words of a Doc, one look-up each. ``keys``: of each token a hash of its form and tag."""
        known = self._words
        try:
            return list(map(known.__getitem__, keys))
        except KeyError:
            self._learn(doc, keys)
            return list(map(known.__getitem__, keys))

    def _learn(self, doc: Doc, keys: Sequence[int]) -> None:
        known = self._words
        if len(known) > _CACHE_LIMIT:
            known.clear()
        for i, key in enumerate(keys):
            if key not in known:
                token = doc[i]
                known[key] = self._describe(token.lower_, lemma_of(token), token.tag_)


class Clauses:
    """One Doc's parse. All methods take and return token indices."""

    def __init__(self, doc: Doc, cache: WordCache) -> None:
        self.doc = doc
        self.tokens = tokens = tokens_of(doc)
        self.size = tokens.size
        self.words = cache.words(doc, (tokens.lower_ids + tokens.tag_ids * _ODD).tolist())
        self.dep, self.head, self.offset = tokens.dep, tokens.head, tokens.offset
        self.starts = tokens.sentence_starts
        self.children = tokens.children
        types, bio, deps = doc.to_array(_COLUMNS).T
        self.entity_type: list[int] = types.tolist()
        self._begins = bio == BEGINS
        self.dates: list[int] = np.flatnonzero((types == _DATE) & self._begins).tolist()
        """The first tokens of dates."""
        self.mentions: list[MentionDraft | None] = mentions_by_token(doc) or [None] * self.size
        self.domains: frozenset[str] = frozenset()
        """What the article is about; set by the matcher."""
        conjuncts = np.flatnonzero(deps == _CONJUNCT).tolist()
        self._has_conjunct = set(map(self.head.__getitem__, conjuncts))
        self._frames: dict[int, Frame] = {}
        self._labels: dict[int, frozenset[str]] = {}

    def sentences(self) -> Iterator[tuple[int, int]]:
        """(start, end) of every sentence."""
        ends = [*self.starts[1:], self.size]
        return zip(self.starts, ends, strict=True)

    def sentence(self, i: int) -> tuple[int, int]:
        """(start, end) of the sentence of a token."""
        at = bisect_right(self.starts, i) - 1
        return self.starts[at], self.starts[at + 1] if at + 1 < len(self.starts) else self.size

    def lemma(self, i: int) -> str:
        return self.words[i].lemma

    def offered(self, start: int, end: int) -> int:
        """What the words of a sentence offer to the triggers in it, as bits: forms, lemmas and classes."""
        offered = 0
        for word in self.words[start:end]:
            if word.offers:
                offered |= word.offers
        return offered

    def root_path(self, i: int) -> Iterator[tuple[int, int]]:
        """(child, head) pairs from a token up to its root."""
        for _ in range(60):
            head = self.head[i]
            if head == i:
                return
            yield i, head
            i = head

    def entity_end(self, start: int) -> int:
        """Where the entity that begins at a token ends."""
        return next((i for i in range(start + 1, self.size) if self._begins[i] or not self.entity_type[i]), self.size)

    def entity_head(self, start: int) -> int:
        """The token of the entity that begins at a token by which it hangs on the rest of the sentence."""
        span = range(start, self.entity_end(start))
        return next((i for i in span if self.head[i] not in span), start)

    def is_date(self, i: int) -> bool:
        return self.entity_type[i] == _DATE

    def is_verb(self, i: int) -> bool:
        return self.words[i].is_verb

    def frame(self, i: int) -> Frame:
        """The frame of a verb or an event noun, computed once."""
        frame = self._frames.get(i)
        if frame is None:
            self._frames[i] = frame = Frame()  # set first: inheritance can't recur for ever
            word = self.words[i]
            if word.is_verb or word.tag[:1] == "J" or self.dep[i] in _CLAUSES:
                self._verb_frame(i, frame)
            else:
                self._noun_frame(i, frame)
        return frame

    def labels(self, i: int) -> frozenset[str]:
        """Everything an argument can be asked for: its lemma, ``modifier lemma``, its classes and entity type."""
        labels = self._labels.get(i)
        if labels is None:
            self._labels[i] = labels = self.words[i].labels  # set first: nested quantities can't recur for ever
            more = self._labels_from_syntax(i)
            if more:
                self._labels[i] = labels = labels.union(more)
        return labels

    def any_of(self, arguments: Iterable[int], wanted: frozenset[str]) -> bool:
        """Is one of some arguments among those asked for? Most are by lemma or class, whatever stands around them."""
        words = self.words
        for i in arguments:
            if ANYTHING in wanted or not words[i].labels.isdisjoint(wanted) or not self.labels(i).isdisjoint(wanted):
                return True
        return False

    def conjuncts(self, i: int) -> list[int]:
        """The token and what is coordinated with it."""
        if i not in self._has_conjunct:
            return [i]
        found = [i]
        for j in found:
            if j in self._has_conjunct:
                found.extend(c for c in self.children(j) if self.dep[c] == "conj" and c not in found)
            if len(found) > 20:  # noqa: PLR2004 - a list of more is an enumeration
                break
        return found

    def _labels_from_syntax(self, i: int) -> list[str]:
        """The labels that a word has by what it names, what stands for it and what describes it."""
        word = self.words[i]
        found: list[str] = []
        mention = self.mentions[i]
        if mention is not None and mention.kind != "pronoun":
            label = ENTITY_LABELS.get(mention.entity.type if mention.entity else mention.span.label_)
            if label:
                found.append(label)
                if label in NAMED_ACTORS:
                    found.append(ACTOR)
        elif word.lower in PRONOUNS:
            found += ("@pronoun", ACTOR)
        elif word.tag in {"NNP", "NNPS"} and not self.entity_type[i]:
            found.append(ACTOR)  # a name that the model does not know
        elif word.tag == "CD":
            found.append("@number")
        for child in self.children(i):
            dep = self.dep[child]
            if dep in _MODIFIERS:
                found.extend(_labels_with_modifier(word, self.words[child]))
            elif dep == "prep" and self.words[child].lower == "of":
                found.extend(self._labels_with_of(word, child))
        return found

    def _labels_with_of(self, word: Word, of: int) -> Iterator[str]:
        """``head of state``; ``dozens of rebels`` are what rebels are."""
        for grandchild in self.children(of):
            if self.dep[grandchild] == "pobj":
                yield f"{word.lemma} of {self.words[grandchild].lemma}"
                if word.is_quantity or word.tag in {"CD", "DT", "JJ", "JJS"}:
                    yield from self.labels(grandchild)

    def _verb_frame(self, i: int, frame: Frame) -> None:  # noqa: C901, PLR0912 - one branch per role
        words = self.words
        for child in self.children(i):
            role = _ROLES.get(self.dep[child])
            if role is None:
                continue
            if role == "subject":
                frame.subjects += self.conjuncts(child)
            elif role == "preposition":
                self._add_prep(child, frame)
            elif role == "object":
                if words[child].tag in {"TO", "IN"}:
                    self._add_prep(child, frame)
                else:
                    frame.objects += self.conjuncts(child)
            elif role in {"particle", "adverb"}:
                frame.particles.append(words[child].lower)
                if role == "adverb":  # away from, back to
                    self._prepositions_of(child, frame)
            elif role == "complement":
                frame.complements.append(child)
                self._small_clause(child, frame)
            elif role == "adverbial":
                if self._has_to(child):
                    frame.complements.append(child)
            elif role == "agent":
                for agent in self.children(child):
                    if self.dep[agent] == "pobj":
                        frame.subjects += self.conjuncts(agent)
            else:
                frame.passive = True
                if role == "passive subject":
                    frame.objects += self.conjuncts(child)
        if not frame.objects and not frame.passive and i in self._has_conjunct:
            self._shared_object(i, frame)
        for j in frame.objects.copy():
            self._attached_to_object(j, frame)
        if self.head[i] != i:
            self._inherit(i, frame)
            if len(frame.subjects) == 1:
                self._resolve_it(i, frame)
        frame.agentless = frame.passive and not frame.subjects

    def _resolve_it(self, i: int, frame: Frame) -> None:
        """``The army said it had withdrawn``: ``it`` is whoever said so; so is an unresolved ``he`` or ``they``."""
        lower = self.words[frame.subjects[0]].lower
        if lower == "it" or (lower in _THIRD_PERSON and self.mentions[frame.subjects[0]] is None):
            for child, head in self.root_path(i):
                if self.dep[child] not in {"ccomp", "conj", "xcomp"}:
                    return
                if self.dep[child] == "ccomp" and self.is_verb(head):
                    above = self.frame(head).subjects
                    if above:
                        frame.subjects = list(above)
                    return

    def _shared_object(self, i: int, frame: Frame) -> None:
        """``killed and wounded nine rebels``: the object of the second verb is the first one's too."""
        for child in self.children(i):
            if self.dep[child] == "conj" and self.words[child].tag == self.words[i].tag and child <= i + 3:
                frame.objects.extend(c for c in self.children(child) if self.dep[c] == "dobj")

    def _small_clause(self, child: int, frame: Frame) -> None:
        """``found him guilty``, ``forced the plane to land``: the lower subject is the upper object."""
        if not self.is_verb(child) or self._has_to(child):
            frame.objects += [c for c in self.children(child) if self.dep[c] == "nsubj"]

    def _has_to(self, verb: int) -> bool:
        """An infinitive with its ``to``."""
        for child in self.children(verb):  # noqa: SIM110 - half the time of any() with a generator
            if self.words[child].tag == "TO":
                return True
        return False

    def _prepositions_of(self, i: int, frame: Frame) -> None:
        for child in self.children(i):
            if self.dep[child] == "prep":
                self._add_prep(child, frame)

    def _attached_to_object(self, j: int, frame: Frame) -> None:
        """What the parser hangs on the object may belong to the verb: ``convicted the activist of treason``."""
        for child in self.children(j):
            dep = self.dep[child]
            if dep == "prep":
                self._add_prep(child, frame)
            elif dep in {"acl", "relcl"}:
                frame.complements.append(child)

    def _inherit(self, i: int, frame: Frame) -> None:  # noqa: C901, PLR0912 - one branch per dependency
        """Arguments that stand elsewhere: antecedents, controllers, the first of two coordinated verbs."""
        dep, head, tag = self.dep[i], self.head[i], self.words[i].tag
        if dep == "relcl":
            self._antecedent(frame, head)
        elif dep == "amod" and tag in _FINITE and not frame.objects:
            frame.objects.extend(self.conjuncts(head))  # the parser took ``scrambled jets`` for a noun phrase
        elif dep == "acl":
            if tag == "VBN":
                frame.passive = True
                frame.objects.extend(self.conjuncts(head))
            elif not frame.subjects:
                governor = self.head[head]
                if tag != "VBG" and self.dep[head] == "dobj" and self.is_verb(governor):
                    frame.subjects.extend(self.frame(governor).subjects)
                else:
                    frame.subjects.append(head)
        elif tag[:1] == "J" and dep in {"acomp", "oprd"} and not frame.subjects:
            frame.subjects.extend(self.frame(head).subjects)
        elif (self.is_verb(head) or dep == "conj") and not frame.subjects and not frame.passive:
            above = self.frame(head)
            if dep == "conj" and self.is_verb(head):
                frame.subjects.extend(above.objects if above.passive and tag == "VBN" else above.subjects)
                if above.passive and tag == "VBN":
                    frame.passive = True
                    frame.objects.extend(above.objects)
                    frame.subjects.clear()
            elif dep in {"xcomp", "ccomp"} and above.objects:
                frame.subjects.extend(above.objects)
            elif dep in {"xcomp", "advcl", "ccomp"}:
                frame.subjects.extend(above.subjects)
        elif dep == "pcomp" and not frame.subjects and not frame.passive:
            governor = self.head[head]
            if self.is_verb(governor):
                above = self.frame(governor)
                frame.subjects.extend(above.objects or above.subjects)

    def _antecedent(self, frame: Frame, head: int) -> None:
        """In a relative clause ``who``, ``which`` and ``that`` stand for the noun before."""
        for group in (frame.subjects, frame.objects):
            nouns = [j for j in group if self.words[j].lower not in _RELATIVES]
            if len(nouns) < len(group):
                group[:] = [*nouns, head]
                return
        if not frame.objects:
            frame.objects.append(head)

    def _noun_frame(self, i: int, frame: Frame) -> None:  # noqa: C901 - one branch per dependency
        for child in self.children(i):
            dep = self.dep[child]
            if dep == "prep":
                self._add_prep(child, frame)
            elif dep == "agent":
                frame.subjects.extend(c for c in self.children(child) if self.dep[c] == "pobj")
            elif dep == "poss" or (dep in _MODIFIERS and self.is_actor(child)):
                frame.subjects.append(child)
            elif dep in {"acl", "relcl"}:
                frame.complements.append(child)
        self._both_sides(i, frame)
        preps = frame.preps
        if preps:
            frame.subjects += preps.get("by", ())
            frame.subjects += preps.get("between", ())  # both sides of a clash
        if not frame.subjects:
            governor = self.head[i]
            if self.dep[i] in {"dobj", "conj"} and self.is_verb(governor):
                frame.subjects.extend(j for j in self.frame(governor).subjects if self.is_actor(j))
        if not preps:
            return
        for j in tuple(preps.get("by", ())):  # an attack by rebels on the town
            self._attached_to_object(j, frame)
        for preposition in ("on", "against", "of", "at", "with", "over"):
            frame.objects += preps.get(preposition, ())

    def _both_sides(self, i: int, frame: Frame) -> None:
        """``Clashes broke out between A and B``: the parser hangs the two sides on the verb."""
        if self.dep[i] == "nsubj":
            for child in self.children(self.head[i]):
                if self.words[child].lower == "between":
                    self._add_prep(child, frame)

    def _add_prep(self, child: int, frame: Frame) -> None:
        name = self.words[child].lower
        introduced = frame.preps.setdefault(name, [])
        for grandchild in self.children(child):
            dep = self.dep[grandchild]
            if dep == "pobj" or (dep == "amod" and name == "as"):  # described as fraudulent
                introduced += self.conjuncts(grandchild)
            elif dep == "pcomp":
                frame.complements.append(grandchild)
                introduced.append(grandchild)
            elif dep == "prep":
                self._add_prep(grandchild, frame)

    def is_actor(self, i: int) -> bool:
        """Could this noun phrase act: a name of a person, group or country, a role, a pronoun?"""
        return ACTOR in self.labels(i)


def _labels_with_modifier(word: Word, modifier: Word) -> tuple[str, ...]:
    """``travel ban``, ``displaced person``; a name after a title is a leader's."""
    label = f"{modifier.lemma} {word.lemma}"
    if modifier.is_verb:
        return label, f"{modifier.lower} {word.lemma}"
    if word.tag == "NNP" and "@leader" in modifier.labels:
        return label, "@leader", "@person", ACTOR  # Crown Prince Naruhito
    return (label,)
