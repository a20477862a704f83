"""One Doc's parse with lemmas and labels, read fast: what stands above and beside a token, and what it can be called."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
from spacy.strings import get_string_id

from streamproc.nlp.doc.annotations import mentions_by_token, tokens_of
from streamproc.nlp.doc.entity_spans import BEGINS
from streamproc.nlp.lexicon.labels import ACTOR, ANYTHING, ENTITY_LABELS, NAMED_ACTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.lexicon.words import Word, WordCache

PRONOUNS = frozenset({"he", "she", "they", "we", "i", "you", "him", "her", "them", "us", "me", "who", "whom"})

MODIFIERS = frozenset({"compound", "amod", "nmod"})
"""Dependents that describe a noun."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Mixes the hashes of form and tag into one."""
_COLUMNS: list[int | str] = ["ENT_TYPE", "ENT_IOB", "DEP"]
_DATE, _TIME, _CONJUNCT = (np.uint64(get_string_id(label)) for label in ("DATE", "TIME", "conj"))

_SURNAMES = frozenset({"may", "august"})
"""Months that people are called."""
_ACTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})
_NAMING = frozenset({"call", "label", "brand", "dub", "name", "describe", "declare", "consider"})


class Syntax:
    """One Doc's parse. All methods take and return token indices."""

    def __init__(self, doc: Doc, cache: WordCache) -> None:
        self.doc = doc
        self.tokens = tokens = tokens_of(doc)
        self.size = tokens.size
        self.words = cache.words(tokens, (tokens.lower_ids + tokens.tag_ids * _ODD).tolist())
        self.dep, self.head, self.offset = tokens.dep, tokens.head, tokens.offset
        self.starts = tokens.sentence_starts
        self.children = tokens.children
        types, bio, deps = doc.to_array(_COLUMNS).T
        self.entity_type: list[int] = types.tolist()
        begins = bio == BEGINS
        self._begins: list[bool] = begins.tolist()
        self.dates: list[int] = np.flatnonzero((types == _DATE) & begins).tolist()
        """The first tokens of dates."""
        self.times: list[int] = np.flatnonzero((types == _TIME) & begins).tolist()
        """The first tokens of times of day, which may name the day too: ``Monday night``."""
        self.mentions: list[MentionDraft | None] = mentions_by_token(doc) or [None] * self.size
        self.domains: frozenset[str] = frozenset()
        """What the article is about; set by the matcher."""
        conjuncts = np.flatnonzero(deps == _CONJUNCT).tolist()
        self.has_conjunct = set(map(self.head.__getitem__, conjuncts))
        self._labels: dict[int, frozenset[str]] = {}
        self._paths: dict[int, list[tuple[int, int]]] = {}

    def sentences(self) -> Iterator[tuple[int, int]]:
        """(start, end) of every sentence."""
        return zip(self.starts, [*self.starts[1:], self.size], strict=True)

    def sentence(self, i: int) -> tuple[int, int]:
        """(start, end) of the sentence of a token."""
        at = bisect_right(self.starts, i) - 1
        return self.starts[at], self.starts[at + 1] if at + 1 < len(self.starts) else self.size

    def lemma(self, i: int) -> str:
        return self.words[i].lemma

    def root_path(self, i: int) -> list[tuple[int, int]]:
        """(child, head) pairs from a token up to its root; many rules ask for the same token's."""
        path = self._paths.get(i)
        if path is None:
            path = self._paths[i] = []
            for _ in range(60):
                if (head := self.head[i]) == i:
                    break
                path.append((i, head))
                i = head
        return path

    def entity_end(self, start: int) -> int:
        """Where the entity that begins at a token ends."""
        begins, types = self._begins, self.entity_type
        end = start + 1
        while end < self.size and types[end] and not begins[end]:
            end += 1
        return end

    def entity_head(self, start: int) -> int:
        """The token of the entity that begins at a token by which it hangs on the rest of the sentence."""
        span = range(start, self.entity_end(start))
        return next((i for i in span if self.head[i] not in span), start)

    def head_of(self, span: Span) -> int:
        """The token of a phrase by which it hangs on the rest of the sentence: ``span.root``."""
        start, end = span.start, span.end
        if end - start == 1:
            return start
        heads = self.head
        above = [i for i in range(start, end) if heads[i] == i or not start <= heads[i] < end]
        if len(above) == 1:
            return above[0]
        return int(span.root.i)

    def is_date(self, i: int) -> bool:
        return self.entity_type[i] == _DATE and not self.is_somebody(i)

    def is_somebody(self, i: int) -> bool:
        """``Theresa May``, ``the 48-year-old``, whatever a model makes of them."""
        if self.words[i].lower not in _SURNAMES or self.words[i].tag != "NNP" or self.dep[i] not in _ACTS:
            return self._is_aged(i)
        return any(self.dep[c] == "compound" and self.words[c].tag == "NNP" for c in self.children(i))

    def _is_aged(self, i: int) -> bool:
        """``the 48-year-old``, outside of ``a 48-year-old man``."""
        return self.words[i].lower in {"old", "olds"} and self.dep[i] in _ACTS and self.words[i - 1].lower == "-"

    def is_verb(self, i: int) -> bool:
        return self.words[i].is_verb

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
        if i not in self.has_conjunct:
            return [i]
        found = [i]
        for j in found:
            if j in self.has_conjunct:
                found.extend(c for c in self.children(j) if self.dep[c] == "conj" and c not in found)
            if len(found) > 20:  # noqa: PLR2004 - a list of more is an enumeration
                break
        return found

    def is_reported(self, verb: int) -> bool:
        """``said it would stay and denied …``: no finite verb shares an auxiliary, so it is coordinated with ``said``."""
        if self.dep[verb] != "ccomp" or self.words[self.head[verb]].tag not in {"VBD", "VBZ", "VBP"}:
            return False
        tag = self.words[verb].tag
        return tag == "VB" or (tag == "VBN" and any(self.words[c].lower == "had" for c in self.children(verb)))

    def only_named(self, noun: int) -> bool:
        """``called the strike a mistake``: the verb above says what it is, and does nothing to it."""
        verb = self.head[noun]
        if self.dep[noun] != "dobj" or self.words[verb].lemma not in _NAMING:
            return False
        return any(self.dep[child] in {"oprd", "acomp"} for child in self.children(verb))

    def is_somebodys(self, sayer: int) -> bool:
        """``His lawyer said he would appeal``: he is whose lawyer it is."""
        return any(self.dep[c] == "poss" and self.words[c].tag == "PRP$" for c in self.children(sayer))

    def subjects_after_according(self, verb: int) -> list[int]:
        """``According to the envoy, the guards have left``: the parser takes the guards for the envoy."""
        first = next((c for c in self.children(verb) if self.words[c].lower == "according" and c < verb), None)
        if first is None:
            return []
        below = [j for to in self.children(first) for j in self.children(to) if self.dep[j] == "pobj"]
        taken = next((c for j in below for c in self.children(j) if self.dep[c] == "appos" and c < verb), None)
        return [] if taken is None else self.conjuncts(taken)

    def _labels_from_syntax(self, i: int) -> list[str]:
        """The labels that a word has by what it names, what stands for it and what describes it."""
        word, mention = self.words[i], self.mentions[i]
        found: list[str] = []
        if mention is not None and mention.kind != "pronoun":
            label = ENTITY_LABELS.get(mention.entity.type if mention.entity else mention.span.label_)
            if label:
                found.append(label)
                if label in NAMED_ACTORS:
                    found.append(ACTOR)
        else:
            found += self._labels_of_form(i, word)
        for child in self.children(i):
            dep = self.dep[child]
            if dep in MODIFIERS:
                found.extend(_labels_with_modifier(word, self.words[child]))
            elif dep == "prep" and self.words[child].lower == "of":
                found.extend(self._labels_with_of(word, child))
        return found

    def _labels_of_form(self, i: int, word: Word) -> tuple[str, ...]:
        if word.lower in PRONOUNS:
            return "@pronoun", ACTOR
        if word.tag in {"NNP", "NNPS"} and not self.entity_type[i]:
            return (ACTOR,)  # a name that the model does not know
        if word.tag == "CD":
            return ("@number",)
        return ("@civilian", ACTOR) if self._is_aged(i) else ()

    def _labels_with_of(self, word: Word, of: int) -> Iterator[str]:
        """``head of state``; ``dozens of rebels`` are what rebels are."""
        for grandchild in self.children(of):
            if self.dep[grandchild] == "pobj":
                yield f"{word.lemma} of {self.words[grandchild].lemma}"
                if word.is_quantity or word.tag in {"CD", "DT", "JJ", "JJS"}:
                    yield from self.labels(grandchild)

    def has_to(self, verb: int) -> bool:
        """An infinitive with its ``to``."""
        return "TO" in [self.words[child].tag for child in self.children(verb)]

    def owner(self, noun: int) -> int | None:
        """The possessor of a noun, none that is only a pronoun."""
        owners = (child for child in self.children(noun) if self.dep[child] == "poss")
        return next((child for child in owners if self.words[child].tag != "PRP$"), None)

    def is_where(self, verb: int) -> bool:
        """``the town where nine died``, ``the raid in which nine died``: the noun before is no argument of the verb."""
        below = [child for child in self.children(verb) if child < verb]
        which = (j for child in below if self.dep[child] == "prep" for j in self.children(child))
        return "WRB" in [self.words[j].tag for j in below] or "which" in [self.words[j].lower for j in which]

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
