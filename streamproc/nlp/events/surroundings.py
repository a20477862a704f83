"""What stands around a candidate event: the kind of article, its sentence, and the candidates beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_FIRST = frozenset({"i", "me", "my", "mine"})
_SECOND = frozenset({"you", "your"})
_IRREAL = frozenset({"if", "would", "could", "should", "must", "might", "may", "unless", "whether"})
_PUBLIC = frozenset({"@state", "@leader", "@armed", "@insurgent", "@police", "@court"})
_ACTING = ("@violence_word", "@conflict_group", "@police", "@court", "@state", "@leader", "@armed", "@insurgent")
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
        self._of_words: dict[tuple[int, int], list[str]] = {}
        self._of_actors: dict[tuple[int, int], list[str]] = {}

    def clues(self, kind: str, anchor: int, sentence: tuple[int, int]) -> list[str]:
        """The clues that a candidate has from around it, each once."""
        beside = {
            (other, "same word" if at == anchor else "with")
            for other, at in self._in_sentence[sentence]
            if other != kind
        }
        if sentence not in self._of_words:
            self._of_words[sentence] = list(_of_sentence(self._syntax, sentence))
        return [
            *self._shared,
            f"more of it:{min(self._of_type[kind] - 1, _SEVERAL)}",
            *(f"{how}:{other}" for other, how in sorted(beside)),
            f"with:{min(len(self._in_sentence[sentence]) - 1, _SEVERAL)}",
            *self._of_words[sentence],
            *_of_clause(self._syntax, anchor),
        ]

    def said(self, sentence: tuple[int, int]) -> list[str]:
        """What the article and the sentence are about, which counts for the type of an event too."""
        found = self._of_actors.get(sentence)
        if found is None:
            labels = frozenset[str]().union(*[word.labels for word in self._syntax.words[slice(*sentence)]])
            found = self._of_actors[sentence] = self._domains + [
                f"sentence:{name}" for name in _ACTING if name in labels
            ]
        return found


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_left(steps, value)


def _of_article(syntax: ArgumentFrames, candidates: int) -> Iterator[str]:
    """What kind of piece it is: told by an I, to a you, in the past, of public actors, dense with happenings."""
    words = syntax.words
    size = max(len(words), 1)
    tags = [word.tag for word in words]
    forms = [word.lower for word in words]
    past = tags.count("VBD")
    finite = max(past + tags.count("VBZ") + tags.count("VBP"), 1)
    public = [word for word in words if not _PUBLIC.isdisjoint(word.labels)]
    yield f"I:{_step(len([form for form in forms if form in _FIRST]) / size, _SHARES)}"
    yield f"you:{_step(len([form for form in forms if form in _SECOND]) / size, _SHARES)}"
    yield f"asks:{_step(forms.count('?') / size, _SHARES)}"
    yield f"past:{_step(past / finite, _PAST)}"
    yield f"public:{_step(len(public) / size, _SHARES)}"
    yield f"size:{_step(size, _SIZES)}"
    yield f"dense:{_step(candidates / size, _DENSITIES)}"


def _of_sentence(syntax: ArgumentFrames, sentence: tuple[int, int]) -> Iterator[str]:
    words = syntax.words[slice(*sentence)]
    forms = {word.lower for word in words}
    for name, among in (("I", _FIRST), ("you", _SECOND), ("irreal", _IRREAL), ("question", {"?"})):
        if not forms.isdisjoint(among):
            yield f"sentence has:{name}"
    tenses = sorted({word.tag for word in words} & {"VBD", "VBZ", "VBP", "MD"})
    yield f"tenses:{' '.join(tenses)}"


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


def of_form(syntax: ArgumentFrames, role: str, arguments: Iterable[ArgumentDraft]) -> Iterator[str]:
    """How the first of some participants is spoken of: a bare plural means anybody."""
    for argument in arguments:
        head = syntax.head_of(argument.span)
        children = {syntax.dep[child] for child in syntax.children(head)}
        if syntax.words[head].tag == "NNS":
            yield f"{role} is:{'bare plural' if children.isdisjoint({'det', 'nummod', 'poss'}) else 'plural'}"
        if "nummod" in children:
            yield f"{role} is:numbered"
        return
