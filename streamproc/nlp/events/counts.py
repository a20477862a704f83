"""Who was counted, and what became of them: dead, injured, displaced, detained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.doc.number_phrases import Number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_YEAR_LIKE = range(1900, 2100)
_PEOPLE = frozenset(
    [
        "@countable",
        "@household",
        "@civilian",
        "@crowd",
        "@armed",
        "@insurgent",
        "@police",
        "@leader",
        "@captive",
        "@person",
        "@norp",
        "@actor",
    ]
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people or households, and what became of them."""

    number: Number
    end: int
    """Where the counted noun ends."""
    kinds: tuple[str, ...]
    noun: int
    """The counted noun, or the number itself where it stands alone."""


def counted(syntax: ArgumentFrames, start: int, end: int) -> list[Counted]:
    """The numbers of people in a sentence, with the kinds that the words around them say."""
    found = []
    for number in numbers(syntax.tokens, start, end):
        noun = _counted_noun(syntax, number, start, end)
        if noun is None or not _counts_people(syntax, number, noun, end):
            continue
        kinds = _kinds(syntax, noun, number, start, end)
        stop = noun + 1 if number.start <= noun < min(end, number.end + 8) else number.end
        found.append(Counted(number, max(stop, number.end), kinds, noun))
    return found


def _counted_noun(syntax: ArgumentFrames, number: Number, start: int, end: int) -> int | None:
    """The noun that is counted; the number itself where it stands alone (``35,000 were displaced``)."""
    last = number.end - 1
    for i in range(number.start, number.end):
        head = syntax.head[i]
        if not number.start <= head < number.end:
            last = i
    dep, head = syntax.dep[last], syntax.head[last]
    if dep in {"nummod", "quantmod", "compound", "amod", "nmod", "det"} and start <= head < end:
        return head
    following = number.end
    if following < end and syntax.words[following].lower == "of":
        for child in syntax.children(following):
            if syntax.dep[child] == "pobj":
                return child
    return last


def _counts_people(syntax: ArgumentFrames, number: Number, noun: int, end: int) -> bool:  # noqa: PLR0911 - one line per reason
    words = syntax.words
    if "@measure" in words[noun].labels:
        return False
    if number.end < end and words[number.end].lower in {"%", "percent", "per", "pct", "-", "km", "p.m.", "a.m."}:
        return False
    if number.start and words[number.start - 1].lower in {
        "$",
        "\u20ac",
        "\u00a3",
        "rs",
        "rs.",
        "us$",
        "#",
        "magnitude",
        "age",
        "aged",
    }:
        return False
    if syntax.mentions[number.start] is not None and number.start == noun:
        return False
    alone = number.start <= noun < number.end
    if alone:
        return not _is_date(syntax, number, noun, end)
    if not syntax.labels(noun).isdisjoint(_PEOPLE):
        return True
    return syntax.dep[noun] in {"nsubj", "nsubjpass", "dobj"} and "@befalls_people" in words[syntax.head[noun]].labels


def _is_date(syntax: ArgumentFrames, number: Number, noun: int, end: int) -> bool:
    """A bare number that is a year, a day of the month or an age."""
    token = syntax.doc[number.start]
    if token.ent_type_ in {"PERCENT", "MONEY"} or (
        number.value < _YEAR_LIKE.stop and token.ent_type_ in {"DATE", "TIME"}
    ):
        return True
    if number.value in _YEAR_LIKE and "," not in token.text and syntax.dep[noun] in {"pobj", "npadvmod", "nummod"}:
        return True
    around = [syntax.words[j].lower for j in (number.start - 1, number.end) if 0 <= j < end]
    return syntax.dep[noun] == "appos" and around == [",", ","]


def _kinds(syntax: ArgumentFrames, noun: int, number: Number, start: int, end: int) -> tuple[str, ...]:
    """What became of those counted: said by the noun, what describes it, what governs it, else the nearest word."""
    for i in _near(syntax, noun):
        word = syntax.words[i]
        kinds = word.kinds
        if kinds:
            return kinds
    first = max(start, number.start - 14)
    around = syntax.words[first : min(end, number.end + 14)]
    speak = [i for i, word in enumerate(around, first) if word.kinds]
    return syntax.words[min(speak, key=lambda i: abs(i - noun))].kinds if speak else ()


def _subject_words(syntax: ArgumentFrames, verb: int) -> Iterator[int]:
    """``The number of returnees is now 300``: what the subject speaks of."""
    for j in syntax.frame(verb).subjects:
        yield j
        for child in syntax.children(j):
            if syntax.dep[child] == "prep":
                yield from syntax.children(child)
            elif syntax.dep[child] in {"amod", "compound", "acl"}:
                yield child


def _near(syntax: ArgumentFrames, noun: int) -> Iterator[int]:
    yield noun
    for child in syntax.children(noun):
        if syntax.dep[child] in {"amod", "acl", "relcl"}:
            yield child
    for steps, (_, head) in enumerate(syntax.root_path(noun)):
        yield head
        if syntax.is_verb(head):
            yield from (
                c for c in syntax.children(head) if syntax.dep[c] in {"acomp", "oprd", "xcomp", "attr", "advmod"}
            )
            if syntax.lemma(head) in {"be", "reach", "rise", "total", "stand", "climb"}:
                yield from _subject_words(syntax, head)
        if steps > 3:  # noqa: PLR2004 - further up is another clause's business
            return
