"""What stands around a candidate event: the kind of article, its sentence, and the candidates beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.traits import (
    ANY_ACTING,
    FIRST_PERSON,
    IRREAL,
    QUESTION,
    SECOND_PERSON,
    TENSES,
    counts_in,
    named_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_TOLD = (("I", FIRST_PERSON), ("you", SECOND_PERSON), ("irreal", IRREAL), ("question", QUESTION))
_DETERMINERS = frozenset({"det", "nummod", "poss"})
_CONTENT = frozenset("NVJ")
_SHARES = (0.002, 0.01, 0.02, 0.04, 0.08)
_PAST = (0.2, 0.4, 0.6, 0.8)
_SIZES = (60, 150, 400, 800)
_DENSITIES = (0.01, 0.02, 0.035, 0.06)
_SEVERAL = 3


class Surroundings:
    """The clues of one article that its candidates share, and where these stand."""

    def __init__(self, syntax: ArgumentFrames, candidates: Sequence[tuple[str, int, tuple[int, int]]]) -> None:
        """``candidates``: type, anchor and sentence of each."""
        self._syntax = syntax
        self._of_type = Counter(kind for kind, _, _ in candidates)
        self._in_sentence: dict[tuple[int, int], list[tuple[str, int]]] = {}
        for kind, anchor, sentence in candidates:
            self._in_sentence.setdefault(sentence, []).append((kind, anchor))
        self._shared = list(_of_article(syntax, len(candidates)))
        self._domains = [f"article:{domain}" for domain in sorted(syntax.domains)]
        self._traits: dict[tuple[int, int], int] = {}
        self._words: dict[tuple[int, int], list[str]] = {}

    def clues(self, kind: str, anchor: int, sentence: tuple[int, int]) -> list[str]:
        """The clues that a candidate has from around it, each once."""
        beside = {
            (other, "same word" if at == anchor else "with")
            for other, at in self._in_sentence[sentence]
            if other != kind
        }
        return [
            *self._shared,
            f"more of it:{min(self._of_type[kind] - 1, _SEVERAL)}",
            *(f"{how}:{other}" for other, how in sorted(beside)),
            f"with:{min(len(self._in_sentence[sentence]) - 1, _SEVERAL)}",
            *_of_sentence(self._traits_of(sentence) & ~ANY_ACTING),
            *self._among(sentence),
            *_of_clause(self._syntax, anchor),
        ]

    def said(self, sentence: tuple[int, int]) -> list[str]:
        """What the article and the sentence are about, which counts for the type of an event too."""
        return [*self._domains, *_of_actors(self._traits_of(sentence) & ANY_ACTING)]

    def _among(self, sentence: tuple[int, int]) -> list[str]:
        """What a sentence is about: its nouns, verbs and adjectives."""
        found = self._words.get(sentence)
        if found is None:
            words = self._syntax.words[slice(*sentence)]
            found = list(dict.fromkeys([f"among:{word.lemma}" for word in words if word.tag[:1] in _CONTENT]))
            self._words[sentence] = found
        return found

    def _traits_of(self, sentence: tuple[int, int]) -> int:
        """What the words of a sentence tell of it."""
        found = self._traits.get(sentence)
        if found is None:
            found = 0
            for word in self._syntax.words[slice(*sentence)]:
                found |= word.traits
            self._traits[sentence] = found
        return found


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_left(steps, value)


def _of_article(syntax: ArgumentFrames, candidates: int) -> Iterator[str]:
    """What kind of piece it is: told by an I, to a you, in the past, of public actors, dense with happenings."""
    words = syntax.words
    size = max(len(words), 1)
    first, second, asked, past, present, public = counts_in(sum([word.tally for word in words]))
    yield f"I:{_step(first / size, _SHARES)}"
    yield f"you:{_step(second / size, _SHARES)}"
    yield f"asks:{_step(asked / size, _SHARES)}"
    yield f"past:{_step(past / max(past + present, 1), _PAST)}"
    yield f"public:{_step(public / size, _SHARES)}"
    yield f"size:{_step(size, _SIZES)}"
    yield f"dense:{_step(candidates / size, _DENSITIES)}"


@cache
def _of_actors(traits: int) -> tuple[str, ...]:
    """Who acts in a sentence."""
    return tuple(f"sentence:{name}" for name in named_in(traits))


@cache
def _of_sentence(traits: int) -> tuple[str, ...]:
    """In which person and mood a sentence is told, and in which tenses."""
    tenses = [tag for tag, bit in TENSES.items() if traits & bit]
    return *(f"sentence has:{name}" for name, bit in _TOLD if traits & bit), f"tenses:{' '.join(tenses)}"


def _of_clause(syntax: ArgumentFrames, anchor: int) -> Iterator[str]:
    """The finite verb over the trigger, and the way up to it."""
    node, way = anchor, []
    for _ in range(3):
        way.append(str(syntax.dep[node]))
        if syntax.words[node].tag in {"VBD", "VBZ", "VBP", "MD"} or syntax.head[node] == node:
            break
        node = syntax.head[node]
    yield f"way:{' '.join(way)}"
    yield f"finite:{syntax.words[node].tag}"
    if node != anchor:
        yield f"finite:{syntax.words[node].lemma}"


def of_form(syntax: ArgumentFrames, role: str, heads: Sequence[int]) -> list[str]:
    """How the first of some participants is spoken of: a bare plural means anybody."""
    if not heads:
        return []
    children = {syntax.dep[child] for child in syntax.children(heads[0])}
    found = []
    if syntax.words[heads[0]].tag == "NNS":
        found.append(f"{role} is:{'plural' if children & _DETERMINERS else 'bare plural'}")
    if "nummod" in children:
        found.append(f"{role} is:numbered")
    return found
