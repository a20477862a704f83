"""What stands around a candidate event: the kind of article, its sentence, and the candidates beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.traits import ANY_ACTING, counts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.events.clue_groups import ClueGroups
    from streamproc.nlp.events.scorer import ClueGroup
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SHARES = (0.002, 0.01, 0.02, 0.04, 0.08)
_PAST = (0.2, 0.4, 0.6, 0.8)
_SIZES = (60, 150, 400, 800)
_DENSITIES = (0.01, 0.02, 0.035, 0.06)
_SEVERAL = 3


class Surroundings:
    """The clues of one article that its candidates share, and where these stand."""

    def __init__(
        self, groups: ClueGroups, syntax: ArgumentFrames, candidates: Sequence[tuple[str, int, tuple[int, int]]]
    ) -> None:
        """``candidates``: type, anchor and sentence of each."""
        self._groups = groups
        self._syntax = syntax
        self._of_type = Counter([kind for kind, _, _ in candidates])
        self._in_sentence: dict[tuple[int, int], list[tuple[str, int]]] = {}
        for kind, anchor, sentence in candidates:
            self._in_sentence.setdefault(sentence, []).append((kind, anchor))
        self._of_article = groups.of_article(*_kind_of_article(syntax, len(candidates)))
        self._about = groups.of_domains(syntax.domains)
        self._of_sentence: dict[tuple[int, int], tuple[ClueGroup, ClueGroup, ClueGroup]] = {}

    def clues(self, kind: str, anchor: int, sentence: tuple[int, int]) -> list[ClueGroup]:
        """The clues that a candidate has from around it, each once."""
        _, told, among = self._sentence(sentence)
        return [self._of_article, self._rivals(kind, anchor, sentence), told, among, self._clause(anchor)]

    def said(self, sentence: tuple[int, int]) -> tuple[ClueGroup, ClueGroup]:
        """What the article and the sentence are about, which counts for the type of an event too."""
        return self._about, self._sentence(sentence)[0]

    def _rivals(self, kind: str, anchor: int, sentence: tuple[int, int]) -> ClueGroup:
        """The other candidates of the sentence, and those of the type."""
        inside = self._in_sentence[sentence]
        beside = {(other, "same word" if at == anchor else "with") for other, at in inside if other != kind}
        more, others = min(self._of_type[kind] - 1, _SEVERAL), min(len(inside) - 1, _SEVERAL)
        return self._groups.of_rivals(more, others, tuple(sorted(beside)))

    def _sentence(self, sentence: tuple[int, int]) -> tuple[ClueGroup, ClueGroup, ClueGroup]:
        """Who acts in a sentence, how it is told, and what it is about: its nouns, verbs and adjectives."""
        found = self._of_sentence.get(sentence)
        if found is None:
            traits, groups = 0, self._groups
            words = self._syntax.words[slice(*sentence)]
            for word in words:
                traits |= word.traits
            among = groups.of_words([word.among for word in words if word.among is not None])
            found = groups.of_actors(traits & ANY_ACTING), groups.of_sentence(traits & ~ANY_ACTING), among
            self._of_sentence[sentence] = found
        return found

    def _clause(self, anchor: int) -> ClueGroup:
        """The finite verb over the trigger, and the way up to it."""
        syntax, node, way = self._syntax, anchor, []
        for _ in range(3):
            way.append(syntax.dep[node])
            if syntax.words[node].tag in _FINITE or syntax.head[node] == node:
                break
            node = syntax.head[node]
        word = syntax.words[node]
        return self._groups.of_clause(word.tag, word.lemma if node != anchor else None, *way)


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_left(steps, value)


def _kind_of_article(syntax: ArgumentFrames, candidates: int) -> tuple[int, ...]:
    """Steps of the shares of words that tell what kind of piece it is, and of its size: a number for each of ``clue_words.KIND``."""
    words = syntax.words
    size = max(len(words), 1)
    first, second, asked, past, present, public = counts_in(sum([word.tally for word in words]))
    return (
        _step(first / size, _SHARES),
        _step(second / size, _SHARES),
        _step(asked / size, _SHARES),
        _step(past / max(past + present, 1), _PAST),
        _step(public / size, _SHARES),
        _step(size, _SIZES),
        _step(candidates / size, _DENSITIES),
    )
