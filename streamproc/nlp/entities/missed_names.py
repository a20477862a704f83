"""Names that the model missed but the article or a list knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.boundaries import MIN_WITH_NICKNAME, nickname_in
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import SpanEdits
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

MIN_ACRONYM, MAX_ACRONYM = 3, 7
"""Letters of an acronym that is taken for a name without any other sign."""


def spread(spans: SpanList) -> None:
    """Names that the article has shown and the model missed elsewhere; surnames and given names of its people."""
    taken = spans.taken()
    missed = [i for i in spans.capitals if i not in taken]
    shown_names = _shown_names(spans, {spans.words[i] for i in missed})
    sizes: dict[str, list[int]] = {}
    for words in sorted(shown_names, key=len, reverse=True):
        of_first = sizes.setdefault(words[0], [])
        if not of_first or of_first[-1] != len(words):
            of_first.append(len(words))
    free = 0
    for i in missed:
        if i < free:
            continue
        for size in sizes.get(spans.words[i], ()):
            end = i + size
            shown = shown_names.get(tuple(spans.words[i:end]))
            if (
                shown is not None
                and len(shown.words) == size
                and taken.isdisjoint(range(i, end))
                and (len(shown.words) > 1 or spans.tags[i][:2] == "NN")
                and not (shown.given and _goes_on(spans, taken, end))
            ):
                spans.ents.append(Ent(i, end, shown.label))
                free = end
                break


class _Shown(NamedTuple):
    """A name that the article has shown, or a person's given name."""

    words: tuple[str, ...]
    label: str
    given: bool = False


def _shown_names(spans: SpanList, wanted: set[str]) -> dict[tuple[str, ...], _Shown]:
    """Those that begin with a wanted word, by their words."""
    labels: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    people = [ent for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > 1]
    for ent in spans.ents:
        if spans.words[ent.start] in wanted:
            labels[tuple(spans.words[ent.start : ent.end])].append(ent.label)
        if ent.label == "PERSON" and ent.end - ent.start > 1 and spans.words[ent.end - 1] in wanted:
            labels[spans.words[ent.end - 1],].append(ent.label)
    given = dict.fromkeys(word for ent in people if (word := spans.words[ent.start]) in wanted)
    nicknames = {
        word
        for ent in people
        if ent.end - ent.start >= MIN_WITH_NICKNAME
        for word in nickname_in(spans.words[ent.start : ent.end])
        if word in wanted
    }
    shown = {
        words: _Shown(words, _most_frequent(of_words))
        for words, of_words in labels.items()
        if len(words[0]) > 1 and words[0][0].isupper()
    }
    for word in (*given, *sorted(nicknames)):
        if (word,) not in labels and (word.lower() in given_names() or word in nicknames):
            shown[word,] = _Shown((word,), "PERSON", given=True)
    return shown


def _most_frequent(labels: list[str]) -> str:
    """The first of those that occur most often."""
    return labels[0] if len(labels) == 1 else Counter(labels).most_common(1)[0][0]


def _goes_on(spans: SpanList, taken: set[int], i: int) -> bool:
    """Whether a longer name that the model missed goes on at a token."""
    return i < len(spans.words) and i not in taken and spans.is_proper(i)


def find_known(spans: SpanList) -> None:
    """Countries, nationalities, well-known organisations and other acronyms that the model missed."""
    taken = spans.taken()
    for i in spans.capitals:
        word = spans.words[i]
        if i not in taken and len(word) > 1 and spans.tags[i][:2] in ("NN", "JJ"):
            label = _known_label(word) or _acronym_label(spans, i)
            if label is not None and not _beside_proper(spans, taken, i):
                spans.ents.append(Ent(i, i + 1, label))


def find_whole(spans: SpanList) -> None:
    """Clubs and well-known organisations that the model misses or cuts: ``Man City``, ``Lashkar-e-Taiba``."""
    known = _whole_by_first_word()
    edits: SpanEdits | None = None
    for i in spans.capitals:
        for words in known.get(spans.words[i], ()):
            end = i + len(words)
            if tuple(spans.words[i:end]) == words and not (end < len(spans.words) and spans.is_proper(end)):
                edits = edits or SpanEdits(spans)
                edits.put(Ent(i, end, "ORG"))
    if edits is not None:
        edits.write()


@cache
def _whole_by_first_word() -> dict[str, list[tuple[str, ...]]]:
    """Names as tokens, by the first one."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(load_words().clubs | load_words().whole_names):
        words = tuple(name.replace("-", " - ").replace("'s", " 's").split())
        found.setdefault(words[0], []).append(words)
    return found


@lru_cache(maxsize=20_000)
def _known_label(word: str) -> str | None:
    if fold(word) in load_roles().same or word in load_words().bodies:
        return "ORG"
    places = lookup(word)
    if places:
        return "GPE" if places[0].kind is Kind.COUNTRY else None
    return "NORP" if place_of_demonym(word) is not None or word in load_words().peoples else None


def _acronym_label(spans: SpanList, i: int) -> str | None:
    """Capitals that nothing explains are an organisation more often than not; not so in a line of capitals."""
    word = spans.words[i]
    if not (word.isupper() and word.isalpha() and MIN_ACRONYM <= len(word) <= MAX_ACRONYM and spans.is_proper(i)):
        return None
    beside = [spans.words[j] for j in (i - 1, i + 1) if 0 <= j < len(spans.words)]
    if word in load_words().no_names or any(other.isupper() and len(other) > 1 for other in beside):
        return None
    return "ORG"


def _beside_proper(spans: SpanList, taken: set[int], i: int) -> bool:
    """Whether a word is part of a longer name that the model missed as a whole."""
    return any(0 <= j < len(spans.words) and j not in taken and spans.is_proper(j) for j in (i - 1, i + 1))
