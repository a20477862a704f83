"""Who was counted, and what became of them: dead, injured, displaced, detained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.article import Scope
from streamproc.nlp.doc.number_phrases import Number, numbers
from streamproc.nlp.events.counted_people import (
    are_people,
    counts_people,
    does_it_to_others,
    household_beside,
    is_cut_off,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_REACH = 14
"""Words from a number within which another may say what became of those counted."""
_WANTING = frozenset({"risk", "need"})
_EXPECTING = frozenset({"expect", "predict", "forecast", "project", "anticipate", "plan", "fear"})
_WILL = frozenset({"will", "could", "may", "might", "would"})
_TOTAL = frozenset({"total", "toll", "overall", "altogether", "cumulative", "nationwide"})
_UNITS = {"family": "households", "household": "households", "house": "houses", "housing": "houses", "home": "houses", "building": "buildings",
          "apartment": "houses", "flat": "houses", "hut": "houses", "dwelling": "houses"}  # fmt: skip
_OF_THEM = frozenset({"which", "these", "those", "them"})
"""``8,000 of which have been relocated``: the number stands alone."""
_FORCES = frozenset({"@troops", "@armed", "@police"})
"""What becomes of them is told of themselves, not by a word nearby."""
_SAID_OF_NUMBER = frozenset({"JJ", "VBN", "VBD"})
_OF_OTHERS = frozenset({"relcl", "acl", "pcomp"})
_FOUND = frozenset({"find", "locate", "trace"})
_SAVED = frozenset({"@survivor", "@saving"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people or households, and what became of them."""

    number: Number
    end: int
    """Where the counted noun ends."""
    kinds: tuple[str, ...]
    noun: int
    """The counted noun, or the number itself where it stands alone."""
    by: int | None
    """The word that says what became of them."""
    unit: str
    scope: Scope


def counted(syntax: ArgumentFrames, start: int, end: int) -> list[Counted]:
    """The numbers of people in a sentence, with the kinds that the words around them say."""
    found = []
    for number in numbers(syntax.tokens, start, end):
        by = _fate_beside(syntax, number, end)
        noun = _counted_noun(syntax, number, start, end) if by is None else number.end - 1
        if noun is None or not counts_people(syntax, number, noun, end):
            continue
        by = _word_of_fate(syntax, noun, number, start, end) if by is None else by
        kinds = () if by is not None and does_it_to_others(syntax, noun, by) else _fate(syntax, noun, by)
        stop = noun + 1 if number.start <= noun < min(end, number.end + 8) else number.end
        unit, scope = _unit(syntax, noun, by), _scope(syntax, noun, start, end)
        found.append(Counted(number, max(stop, number.end), kinds, noun, by, unit, scope))
    return found


def _fate_beside(syntax: ArgumentFrames, number: Number, end: int) -> int | None:
    """``13 dead and two injured``: a number with no noun, and the word beside it."""
    word = number.end
    if word >= end or not syntax.words[word].kinds or syntax.words[word].tag not in _SAID_OF_NUMBER:
        return None
    return None if word + 1 < end and syntax.words[word + 1].is_noun else word


def _counted_noun(syntax: ArgumentFrames, number: Number, start: int, end: int) -> int | None:
    """The noun that is counted; the number itself where it stands alone (``35,000 were displaced``)."""
    last = number.end - 1
    for i in range(number.start, number.end):
        head = syntax.head[i]
        if not number.start <= head < number.end:
            last = i
    if syntax.dep[last] == "conj" and syntax.dep[syntax.head[last]] == "nummod":
        last = syntax.head[last]  # ``on four and six counts``
    dep, head = syntax.dep[last], syntax.head[last]
    if dep in {"nummod", "quantmod", "compound", "amod", "nmod", "det"} and start <= head < end:
        return last if syntax.is_verb(head) and head < last else head  # ``Population evacuated 116,129``
    following = number.end
    if following < end and syntax.words[following].lower == "of":
        for child in syntax.children(following):
            if syntax.dep[child] == "pobj":
                return last if syntax.words[child].lower in _OF_THEM else child
    return last


def _word_of_fate(syntax: ArgumentFrames, noun: int, number: Number, start: int, end: int) -> int | None:
    """The word that says what became of them: what describes or governs the noun, else it, else the nearest word.

    ``25 refugees were killed``: what they are is told before what became of them, but counts after it.
    """
    weak = noun if syntax.words[noun].kinds else None
    for i in _near(syntax, noun):
        if i != noun and syntax.words[i].kinds and not _is_transit(syntax, i):
            return _what_came_of(syntax, i)
    if weak is not None:
        return weak
    if not syntax.words[noun].labels.isdisjoint(_FORCES):
        return None  # ``sent 6,000 soldiers to help with the evacuation``
    if not (syntax.words[noun].labels | syntax.words[syntax.head[noun]].labels).isdisjoint(_SAVED):
        return None  # ``pulled nine men from the mud; two are missing``
    first = max(start, number.start - _REACH)
    near = range(first, min(end, number.end + _REACH))
    speak = [i for i in near if syntax.words[i].kinds and (_does(syntax, noun, i) or not _is_transit(syntax, i))]
    above = {noun, *_above(syntax, noun)}
    speak = [i for i in speak if not _is_told_of_others(syntax, i, above)]
    return min(speak, key=lambda i: abs(i - noun), default=None)


def _what_came_of(syntax: ArgumentFrames, verb: int) -> int:
    """``two officers were shot and wounded``: being shot is not yet being dead."""
    if syntax.words[verb].lemma != "shoot":
        return verb
    more = (c for c in syntax.children(verb) if syntax.dep[c] == "conj" and syntax.words[c].kinds)
    return next(more, verb)


def _is_told_of_others(syntax: ArgumentFrames, word: int, above: AbstractSet[int]) -> bool:
    """Whether a word has people of its own (``carried 60 passengers, killing twelve``), or stands in another clause, about others.

    ``above``: a noun and what it hangs on.
    """
    if (
        word not in above
        and syntax.is_verb(word)
        and any(j not in above and are_people(syntax, j) for j in syntax.frame(word).objects)
    ):
        return True
    for i in (word, *(head for _, head in syntax.root_path(word))):
        if i in above:
            return False
        subjects = [child for child in syntax.children(i) if syntax.dep[child] in {"nsubj", "nsubjpass"}]
        if subjects:
            return any(are_people(syntax, j) for j in subjects)
    return False


def _above(syntax: ArgumentFrames, noun: int) -> Iterator[int]:
    """What a noun hangs on, up to a clause that counts others: ``treated 40 children; six died``, ``held for selling to 90 buyers``."""
    for child, head in syntax.root_path(noun):
        if syntax.dep[child] in _OF_OTHERS and syntax.is_verb(child):
            return
        if syntax.dep[child] in {"ccomp", "advcl"} and _counts_others(syntax, head):
            return
        if syntax.dep[child] == "advcl" and any(syntax.dep[c] == "nsubj" for c in syntax.children(head)):
            return  # ``escaped after thousands stormed the palace``
        yield head


def _counts_others(syntax: ArgumentFrames, verb: int) -> bool:
    """Whether the subject of a verb is a number or has one: ``six died``, ``nine men drowned``."""
    below = [j for j in syntax.children(verb) if syntax.dep[j] in {"nsubj", "nsubjpass"}]
    return any(syntax.words[j].tag == "CD" for child in below for j in (child, *syntax.children(child)))


def _does(syntax: ArgumentFrames, noun: int, verb: int) -> bool:
    return noun in syntax.frame(verb).subjects


def _is_transit(syntax: ArgumentFrames, i: int) -> bool:
    """``left three guests injured``: what is left there is not who leaves."""
    return syntax.words[i].lemma == "leave" and bool(syntax.frame(i).objects)


def _fate(syntax: ArgumentFrames, noun: int, by: int | None) -> tuple[str, ...]:
    above, part = syntax.head[noun], noun
    if syntax.dep[noun] == "pobj" and syntax.words[above].lower == "of":
        part = syntax.head[above]
    is_found = syntax.words[syntax.head[part]].lemma in _FOUND and syntax.dep[part] in {"nsubjpass", "dobj"}
    is_said_of = is_found or (syntax.dep[noun] == "nsubj" and syntax.words[above].lemma in {"be", "remain"})
    for child in (*syntax.children(noun), *(syntax.children(above) if is_said_of else ())):
        if syntax.words[child].lower in {"at", "in"} and syntax.dep[child] == "prep":
            objects = (syntax.words[j].lemma for j in syntax.children(child))
            if not _WANTING.isdisjoint(objects):
                return ("in_need",)
    if is_found:
        return ()  # ``five of the missing were found``
    if is_cut_off(syntax, noun):
        return ()
    return syntax.words[by].kinds if by is not None else ()


def _unit(syntax: ArgumentFrames, noun: int, by: int | None) -> str:
    """What is counted, in the plural: people unless the noun is a household or a building (``Houses destroyed: 412``)."""
    together = household_beside(syntax, noun)
    unit = _UNITS.get(syntax.words[noun if together is None else together].lemma)
    if unit is None and by is not None and syntax.words[noun].tag == "CD" and syntax.is_verb(by):
        frame = syntax.frame(by)
        beside = (_UNITS.get(syntax.words[j].lemma) for j in (*frame.objects, *frame.subjects))
        unit = next(filter(None, beside), None)
    return unit or "people"


def _scope(syntax: ArgumentFrames, noun: int, start: int, end: int) -> Scope:
    """Of this event, of many up to now, or expected."""
    words = syntax.words
    for child, head in syntax.root_path(noun):
        if syntax.dep[child] == "relcl":
            break  # ``the storm, which killed five, is forecast to grow``
        if words[head].lemma in _EXPECTING or any(words[c].lower in _WILL for c in syntax.children(head)):
            return "forecast"
    said = {word.lower for word in words[start:end]}
    return "total" if said & _TOTAL else "event"


def _subject_words(syntax: ArgumentFrames, verb: int) -> Iterator[int]:
    """``The number of returnees is now 300``: what the subject speaks of."""
    for j in syntax.frame(verb).subjects:
        yield j
        for child in syntax.children(j):
            if syntax.dep[child] == "prep":
                for below in syntax.children(child):
                    yield below
                    yield from (c for c in syntax.children(below) if syntax.dep[c] in {"acl", "relcl"})
            elif syntax.dep[child] in {"amod", "compound", "acl"}:
                yield child


def _near(syntax: ArgumentFrames, noun: int) -> Iterator[int]:
    yield noun
    for child in syntax.children(noun):
        if syntax.dep[child] in {"amod", "acl", "relcl"}:
            yield child
    for steps, head in enumerate(_above(syntax, noun)):
        yield head
        if syntax.is_verb(head):
            yield from (
                c for c in syntax.children(head) if syntax.dep[c] in {"acomp", "oprd", "xcomp", "attr", "advmod"}
            )
            if syntax.lemma(head) in {"be", "reach", "rise", "total", "stand", "climb"}:
                yield from _subject_words(syntax, head)
        if steps > 3:  # noqa: PLR2004 - further up is another clause's business
            return
