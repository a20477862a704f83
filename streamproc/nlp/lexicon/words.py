"""What is known about a word form, whatever sentence it stands in; looked up once per form and tag and remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.doc.lemmas import lemma_of
from streamproc.nlp.lexicon.traits import tally_of, traits_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamproc.nlp.doc.tokens import Tokens
    from streamproc.nlp.lexicon.index import Lexicon

_CACHE_LIMIT = 200_000
_CONTENT = frozenset("NVJ")
"""How the tags of nouns, verbs and adjectives begin."""
_GLUED = re.compile(r"^(?:people|were|was|been|are|newly|new|still|families|internally)([a-z]{6,})$")
"""Text from PDF files loses blanks: ``192,000 people weredisplaced``."""


@dataclass(slots=True, eq=False)
class Word:
    """What is known about a form with a tag. Not frozen: thousands are made an hour, at five times the cost then."""

    lower: str
    lemma: str
    tag: str
    labels: frozenset[str]
    domain: str | None
    kinds: tuple[str, ...]
    """What people near this word are counted as: dead, displaced …"""
    context: str | None
    """What an event in its sentence is about, by the taxonomy."""
    is_verb: bool
    is_noun: bool
    is_quantity: bool
    """Looked through: ``thousands of protesters`` is about protesters."""
    among: str | None = None
    """The clue that it gives to the events of its sentence; None of a small word."""
    traits: int = 0
    """What it tells of its sentence, as bits (``lexicon.traits``)."""
    tally: int = 0
    """What it adds to the counts of its article."""
    triggers: bool = False
    """Whether the matcher knows an entry or phrase that begins with it."""
    offers: int = 0
    """Those of its labels that some entry needs in its sentence, one bit each; set by the matcher."""


class WordCache:
    """Form and tag ─► ``Word``, remembered over articles and bounded.

    ``describe`` makes a word of its form, lemma and tag; ``forget`` is called when all words are dropped.
    """

    def __init__(self, describe: Callable[[str, str, str], Word], forget: Callable[[], None]) -> None:
        self._describe = describe
        self._forget = forget
        self._words: dict[int, Word] = {}

    def words(self, tokens: Tokens, keys: Sequence[int]) -> list[Word]:
        """The words of a Doc, one look-up each. ``keys``: of each token a hash of its form and tag."""
        known = self._words
        try:
            return list(map(known.__getitem__, keys))
        except KeyError:
            self._learn(tokens, keys)
            return list(map(known.__getitem__, keys))

    def _learn(self, tokens: Tokens, keys: Sequence[int]) -> None:
        known, vocab = self._words, tokens.doc.vocab
        if len(known) > _CACHE_LIMIT:
            known.clear()
            self._forget()
        for i, key in enumerate(keys):
            if key not in known:
                lower, tag = tokens.lower[i], tokens.tag[i]
                known[key] = self._describe(lower, lemma_of(vocab, lower, tag), tag)


def describe(lexicon: Lexicon, lower: str, lemma: str, tag: str) -> Word:
    """What a lexicon knows about a form with a tag."""
    lemma = lower if tag == "VB" else singular(lemma, tag)
    if glued := _GLUED.match(lower):
        lower, lemma, tag = _unglued(lexicon, glued.group(1), (lower, lemma, tag))
    labels = lexicon.classes.get(lemma, frozenset()) | lexicon.classes.get(lower, frozenset()) | {lemma, lower}
    traits = traits_of(lower, tag, labels)
    return Word(
        lower=lower,
        lemma=lemma,
        tag=tag,
        labels=labels,
        domain=lexicon.domains.get(lemma),
        kinds=lexicon.kinds.get(lemma) or lexicon.kinds.get(lower, ()),
        context=lexicon.taxonomy.context_of.get(lemma),
        is_verb=tag[:1] == "V",
        is_noun=tag[:1] == "N",
        is_quantity="@quantity" in labels,
        among=f"among:{lemma}" if tag[:1] in _CONTENT else None,
        traits=traits,
        tally=tally_of(traits, labels),
    )


def _unglued(lexicon: Lexicon, rest: str, word: tuple[str, str, str]) -> tuple[str, str, str]:
    """The trigger in a word that has lost its blank, read as a participle or a noun: (form, lemma, tag)."""
    if ("adjective", rest) in lexicon.index:
        return rest, rest, "VBN"
    noun = singular(rest, "NNS")
    return (rest, noun, "NNS") if ("noun", noun) in lexicon.index else word


_NO_PLURALS = frozenset({"series", "news", "s"})
"""``s``: of ``McDonald ' s``, which the tagger may take for a plural; no word is empty."""


def singular(lemma: str, tag: str) -> str:
    """Plurals that the lemmatizer keeps because its index lists them too: ``leaders``, ``talks``."""
    if tag not in {"NNS", "NNPS"} or not lemma.endswith("s") or lemma.endswith("ss") or lemma in _NO_PLURALS:
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]
