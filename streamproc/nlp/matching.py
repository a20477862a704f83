"""Lexicon against parse: which entries hold where in a Doc."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.clauses import Clauses, Trigger, Word, WordCache
from streamproc.nlp.conditions import MODIFIERS, conditions_of
from streamproc.nlp.counts import may_be_number
from streamproc.nlp.lexicon import Entry, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from streamproc.nlp.conditions import Condition
    from streamproc.nlp.lexicon import Kind, Lexicon

_KINDS: dict[str, Kind] = {"V": "verb", "N": "noun", "J": "adjective", "M": "modal"}
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "ROOT"})
_GLUED = re.compile(r"^(?:people|were|was|been|are|newly|new|still|families|internally)([a-z]{6,})$")
"""Text from PDF files loses blanks: ``192,000 people weredisplaced``."""
_NAMES = frozenset({"DATE", "PERSON", "GPE", "ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT"})
EVERYTHING = -1
"""All bits."""
_MIN_DOMAIN_WORDS = 3
_DOMAIN_SHARE = {"sport": 0.022, "finance": 0.03, "show": 0.03, "labour": 0.03, "war": 0.03}
_DOMAIN_WORDS = {"labour": 2}


class Match(NamedTuple):
    """An entry that holds: its trigger words ``[start, end)`` and the token that stands in the syntax for them."""

    entry: Entry
    start: int
    end: int
    anchor: int

    @property
    def type_is_ours(self) -> bool:
        """Of the namespaced extension, not of PLOVER."""
        return self.entry.type.startswith("x:")


class Matcher:
    """Finds the entries of a lexicon. One per process; remembers words between articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        needs, self._bits = needs_as_bits(lexicon)
        conditions = {entry: conditions_of(entry) for entry in lexicon.entries}
        self._triggers: dict[Entry | Phrase, Trigger] = {}
        for form, needed in needs.items():
            entry = form.entry if isinstance(form, Phrase) else form
            self._triggers[form] = Trigger(form, entry, needed, conditions[entry])
        self._cache = WordCache(self._describe)

    def clauses(self, doc: Doc) -> Clauses:
        return Clauses(doc, self._cache)

    def matches(self, clauses: Clauses) -> list[Match]:
        """All matches in order of their triggers; within one trigger the first entry of each type."""
        domains = clauses.domains = dominant_domains(clauses)
        words = clauses.words
        found: list[Match] = []
        offered = sentence_end = 0
        for i in [i for i, word in enumerate(words) if word.triggers]:
            if i >= sentence_end:
                start, sentence_end = clauses.sentence(i)
                offered = clauses.offered(start, sentence_end)
            awaits = words[i].awaits
            if awaits != EVERYTHING and not offered & awaits:
                continue
            seen: set[str] = set()
            for trigger in words[i].triggers:
                for need in trigger.needs:
                    if not offered & need:
                        break
                else:
                    entry = trigger.entry
                    if entry.type in seen or ((domains or entry.only_in) and not in_domain(entry, domains)):
                        continue
                    match = self.match(clauses, i, trigger)
                    if match:
                        seen.add(entry.type)
                        found.append(match)
        return found

    def match(self, clauses: Clauses, i: int, trigger: Trigger) -> Match | None:
        """The match of one candidate at one token, if its conditions hold."""
        entry = trigger.entry
        if isinstance(trigger.form, Phrase):
            start = i - trigger.form.at
            end = phrase_end(clauses, start, trigger.form.words)
            if end is None:
                return None
            anchor = span_head(clauses, start, end)
        elif is_used_otherwise(clauses, i, entry):
            return None
        else:
            start, end, anchor = i, i + 1, clauses.head[i] if clauses.words[i].tag == "MD" else i
        return Match(entry, start, end, anchor) if all_hold(clauses, anchor, trigger.conditions) else None

    def _describe(self, lower: str, lemma: str, tag: str) -> Word:
        lexicon = self.lexicon
        lemma = lower if tag == "VB" else singular(lemma, tag)
        if glued := _GLUED.match(lower):
            lower, lemma, tag = self._unglued(glued.group(1), lower, lemma, tag)
        kind = _KINDS.get(tag[:1])
        forms: list[Entry | Phrase] = [*lexicon.phrases.get(lower, ())]
        if lemma != lower:
            forms.extend(lexicon.phrases.get(lemma, ()))
        if kind is not None:
            forms.extend(lexicon.index.get((kind, lemma), ()))
            if tag == "VBG":
                forms.extend(lexicon.index.get(("noun", lower), ()))
            if tag in {"VBN", "VBG", "VBD"}:
                forms.extend(lexicon.index.get(("adjective", lower), ()))
            if kind == "noun" and lower != lemma:
                forms.extend(lexicon.index.get(("noun", lower), ()))
        triggers = tuple(map(self._triggers.__getitem__, forms))
        labels = lexicon.classes.get(lemma, frozenset()) | lexicon.classes.get(lower, frozenset()) | {lemma, lower}
        return Word(
            lower,
            lemma,
            tag,
            labels,
            triggers,
            awaited(triggers),
            sum(self._bits[label] for label in labels if label in self._bits),
            lexicon.domains.get(lemma),
            lexicon.kinds.get(lemma) or lexicon.kinds.get(lower, ()),
            lexicon.taxonomy.context_of.get(lemma),
            may_be_number(lower, tag),
            tag[:1] == "V",
            tag[:1] == "N",
            "@quantity" in labels,
        )

    def _unglued(self, rest: str, lower: str, lemma: str, tag: str) -> tuple[str, str, str]:
        """The trigger in a word that has lost its blank, read as a participle or a noun."""
        if ("adjective", rest) in self.lexicon.index:
            return rest, rest, "VBN"
        noun = singular(rest, "NNS")
        return (rest, noun, "NNS") if ("noun", noun) in self.lexicon.index else (lower, lemma, tag)


def needs_as_bits(lexicon: Lexicon) -> tuple[dict[Entry | Phrase, tuple[int, ...]], dict[str, int]]:
    """What a sentence must offer for each trigger, and the bit of each label in these sets and in ``Word.offers``.

    A phrase needs all of its words. Sets as numbers, because most triggers are passed over by them alone; the
    smallest first, which is missing most often.
    """
    needs: dict[Entry | Phrase, list[frozenset[str]]] = {entry: [*entry.needs] for entry in lexicon.entries}
    for phrases in lexicon.phrases.values():
        for phrase in phrases:
            others = phrase.words[: phrase.at] + phrase.words[phrase.at + 1 :]
            needs[phrase] = [*(frozenset({word}) for word in others), *phrase.entry.needs]
    rarest: dict[str, int] = {}
    for need in chain.from_iterable(needs.values()):
        for label in need:
            rarest[label] = min(len(need), rarest.get(label, len(need)))
    labels = sorted(rarest, key=lambda label: (rarest[label], label))  # short sets in low bits: small numbers
    bits = {label: 1 << position for position, label in enumerate(labels)}
    as_bits = cache(lambda need: sum(map(bits.__getitem__, need)))  # equal sets are one number: less memory to read
    return {
        trigger: tuple(map(as_bits, sorted(wanted, key=lambda need: (len(need), sorted(need)))))
        for trigger, wanted in needs.items()
    }, bits


def awaited(triggers: Iterable[Trigger]) -> int:
    """One need of each trigger: where a sentence offers none of these, none can match."""
    awaits = 0
    for trigger in triggers:
        awaits |= trigger.needs[0] if trigger.needs else EVERYTHING
    return awaits


def all_hold(clauses: Clauses, anchor: int, conditions: tuple[Condition, ...]) -> bool:
    """Whether the syntax around a token is as an entry asks."""
    frame = clauses.frame(anchor)
    for condition in conditions:  # noqa: SIM110 - half the time of all() with a generator, for every candidate
        if not condition.holds(clauses, anchor, frame):
            return False
    return True


def is_used_otherwise(clauses: Clauses, i: int, entry: Entry) -> bool:
    """A word of an entry that is no such event: a gerund that is a verb, a name, what only describes another noun."""
    word, dep = clauses.words[i], clauses.dep[i]
    if word.tag == "VBG" and dep not in _NOMINAL and word.lower in entry.triggers.get("noun", ()):
        return True
    if word.tag[:3] == "NNP" and clauses.doc.vocab.strings[clauses.entity_type[i]] in _NAMES:
        return True  # March, Rally (a town)
    return dep in MODIFIERS and bool(entry.triggers.get("noun")) and not is_event_head(clauses, i)


def is_event_head(clauses: Clauses, i: int) -> bool:
    """``protest action`` is a protest; an ``attack drone`` and a ``protest leader`` are mere mention."""
    return "@event_head" in clauses.words[clauses.head[i]].labels


def singular(lemma: str, tag: str) -> str:
    """Plurals that the lemmatizer keeps because its index lists them too: ``leaders``, ``talks``."""
    if tag not in {"NNS", "NNPS"} or not lemma.endswith("s") or lemma.endswith("ss") or lemma in {"series", "news"}:
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]


def phrase_end(clauses: Clauses, start: int, words: tuple[str, ...]) -> int | None:
    """Where a phrase that begins at ``start`` ends; words are compared with forms and lemmas."""
    end = start + len(words)
    if start < 0 or end > clauses.size:
        return None
    for word, wanted in zip(clauses.words[start:end], words, strict=True):
        if wanted not in (word.lower, word.lemma):
            return None
    return end


def span_head(clauses: Clauses, start: int, end: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(start, end):
        if not start <= clauses.head[i] < end or clauses.head[i] == i:
            return i
    return end - 1


def dominant_domains(clauses: Clauses) -> frozenset[str]:
    """What the article is about by its words: sport, finance, show business."""
    counts = Counter([word.domain for word in clauses.words if word.domain])
    return frozenset(
        domain
        for domain, count in counts.items()
        if domain
        and count >= _DOMAIN_WORDS.get(domain, _MIN_DOMAIN_WORDS)
        and count >= _DOMAIN_SHARE.get(domain, 0.03) * clauses.size
    )


def in_domain(entry: Entry, domains: frozenset[str]) -> bool:
    if not entry.not_in.isdisjoint(domains):
        return False
    return not entry.only_in or not entry.only_in.isdisjoint(domains)
