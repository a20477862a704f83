"""How many people: number phrases and what became of those they count (dead, injured, displaced, detained …)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.clauses import Clauses

_UNITS = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS = {
    w: 10 * n
    for n, w in enumerate(["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
    if w != "_"
}
_SCALES = {"hundred": 100, "thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "million": 1_000_000, "m": 1_000_000,
           "mln": 1_000_000, "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000, "k": 1_000}  # fmt: skip
_VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "lakhs": 200_000,
          "dozen": 12}  # fmt: skip
_AFTER_ARTICLE = {**_SCALES, "dozen": 12}
VAGUE = "vague"
"""The qualifier of a number that is only a word: its value is a low guess."""
_STARTS = frozenset({*_UNITS, *_TENS, *_VAGUE, "a", "an", "half"})
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+(?:\.\d+)?$")
_LIMIT = 10_000_000_000
_YEAR_LIKE = range(1900, 2100)

_QUALIFIERS = (
    ("no more than", "at most"),
    ("as many as", "up to"), ("at least", "at least"), ("more than", "more than"), ("fewer than", "less than"),
    ("less than", "less than"), ("at most", "at most"), ("up to", "up to"),
    ("close to", "about"), ("an estimated", "about"), ("estimated", "about"), ("approximately", "about"),
    ("roughly", "about"), ("around", "about"), ("about", "about"), ("some", "about"), ("nearly", "nearly"),
    ("almost", "nearly"), ("over", "more than"), ("exactly", "exactly"), ("~", "about"),
)  # fmt: skip
_LAST_OF_QUALIFIERS = frozenset(words.rsplit(maxsplit=1)[-1] for words, _ in _QUALIFIERS)

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
_GLUED = re.compile(
    r"^(?:about|around|with|nearly|over|some|than|least|to|and|between|estimated|of|almost|up)(\d[\d,.]*)$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: its tokens, its value, a range's lower value, how it is qualified."""

    start: int
    end: int
    value: int
    low: int | None
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people or households, and what became of them."""

    number: Number
    end: int
    """Where the counted noun ends."""
    kinds: tuple[str, ...]
    noun: int
    """The counted noun, or the number itself where it stands alone."""


def counted(clauses: Clauses, start: int, end: int) -> list[Counted]:
    """The numbers of people in a sentence, with the kinds that the words around them say."""
    found = []
    for number in numbers(clauses, start, end):
        noun = _counted_noun(clauses, number, start, end)
        if noun is None or not _counts_people(clauses, number, noun, end):
            continue
        kinds = _kinds(clauses, noun, number, start, end)
        stop = noun + 1 if number.start <= noun < min(end, number.end + 8) else number.end
        found.append(Counted(number, max(stop, number.end), kinds, noun))
    return found


def may_be_number(lower: str, tag: str) -> bool:
    """Whether a number phrase can begin with a word."""
    return tag == "CD" or lower in _STARTS or _DIGIT.search(lower) is not None


def numbers(clauses: Clauses, start: int, end: int) -> Iterator[Number]:
    """Number phrases of a sentence, ranges as one."""
    words = clauses.words
    after = start
    for i in [i for i in range(start, end) if words[i].may_be_number]:
        parsed = _parse(clauses, i, end) if i >= after else None
        if parsed is None:
            continue
        value, stop = parsed
        low = None
        if stop + 1 < end and words[stop].lower in {"to", "-", "\u2013", "and", "or"}:
            upper = _parse(clauses, stop + 1, end)
            joined_by_and = words[stop].lower == "and"
            if upper and upper[0] > value and (not joined_by_and or _before(clauses, i, start, 1) == "between"):
                if value < upper[0] / 1000:  # 2 to 3 million
                    value *= 10 ** (len(str(upper[0])) - len(str(value)))
                low, (value, stop) = value, upper
        if 0 < value < _LIMIT:
            vague = words[i].lower in _VAGUE and words[i].lower != "dozen"
            yield Number(i, stop, value, low, VAGUE if vague else _qualifier(clauses, i, start))
        after = stop


def _parse(clauses: Clauses, i: int, end: int) -> tuple[int, int] | None:  # noqa: C901, PLR0912 - one branch per kind of number word
    """The number that begins at a token, and where it ends."""
    words = clauses.words
    first = words[i].lower
    if first in _VAGUE and first != "dozen":
        if i + 2 < end and words[i + 1].lower == "of" and words[i + 2].lower in _VAGUE:
            return _VAGUE[first] * _SCALES.get(words[i + 2].lemma, 1), i + 3
        return _VAGUE[first], i + 1
    if first in {"a", "an", "half"}:
        following = _AFTER_ARTICLE.get(words[i + 1].lower) if i + 1 < end else None
        return None if following is None else (following, i + 2)
    total, part, j, seen = 0.0, 0.0, i, False
    while j < end:
        lower = words[j].lower
        if lower in _UNITS:
            part += _UNITS[lower]
        elif lower in _TENS:
            part += _TENS[lower]
        elif lower == "dozen" and seen:
            part *= 12
        elif lower in _SCALES and seen:
            if lower == "hundred":
                part = (part or 1) * 100
            else:
                total, part = total + (part or 1) * _SCALES[lower], 0.0
        elif (
            seen
            and lower == "and"
            and j + 1 < end
            and words[j - 1].lower in _SCALES
            and words[j + 1].lower in {*_UNITS, *_TENS}
        ) or (seen and lower == "-" and j + 1 < end and words[j - 1].lower in _TENS and words[j + 1].lower in _UNITS):
            pass
        elif not seen and (glued := _GLUED.match(lower)) and _NUMBER.match(glued.group(1)):
            part = _digits(glued.group(1))
        elif seen and lower == "," and j + 1 < end and re.fullmatch(r"0\d\d", words[j + 1].lower):
            pass
        elif seen and words[j - 1].lower == "," and re.fullmatch(r"0\d\d", lower):
            part = part * 1000 + _digits(lower)
        elif _NUMBER.match(lower) and (not seen or _thousands_group(words[j - 1].lower, lower)):
            part = part * 1000 + _digits(lower) if seen else _digits(lower)
        elif not seen and "-" in lower and all(p in _UNITS or p in _TENS for p in lower.split("-")):
            part += sum(_UNITS.get(p, _TENS.get(p, 0)) for p in lower.split("-"))
        else:
            break
        seen = True
        j += 1
    value = total + part
    return (round(value), j) if seen and value < _LIMIT else None


def _digits(lower: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", lower):
        return float(re.sub(r"[,.]", "", lower))
    return float(lower) if len(lower) < 14 else float(_LIMIT)  # noqa: PLR2004 - longer ones are identifiers


def _thousands_group(before: str, lower: str) -> bool:
    """``9 300`` and ``12 754`` are one number."""
    return bool(re.fullmatch(r"\d{1,3}", before) and re.fullmatch(r"\d{3}", lower))


def _before(clauses: Clauses, i: int, start: int, n: int) -> str:
    return " ".join(w.lower for w in clauses.words[max(start, i - n) : i])


def _qualifier(clauses: Clauses, i: int, start: int) -> str | None:
    if i == start or clauses.words[i - 1].lower not in _LAST_OF_QUALIFIERS:
        return None
    text = " " + _before(clauses, i, start, 4)
    for words, meaning in _QUALIFIERS:
        if text.endswith(" " + words):
            return meaning
    return None


def _counted_noun(clauses: Clauses, number: Number, start: int, end: int) -> int | None:
    """The noun that is counted; the number itself where it stands alone (``35,000 were displaced``)."""
    last = number.end - 1
    for i in range(number.start, number.end):
        head = clauses.head[i]
        if not number.start <= head < number.end:
            last = i
    dep, head = clauses.dep[last], clauses.head[last]
    if dep in {"nummod", "quantmod", "compound", "amod", "nmod", "det"} and start <= head < end:
        return head
    following = number.end
    if following < end and clauses.words[following].lower == "of":
        for child in clauses.children(following):
            if clauses.dep[child] == "pobj":
                return child
    return last


def _counts_people(clauses: Clauses, number: Number, noun: int, end: int) -> bool:  # noqa: PLR0911 - one line per reason
    words = clauses.words
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
    if clauses.mentions[number.start] is not None and number.start == noun:
        return False
    alone = number.start <= noun < number.end
    if alone:
        return not _is_date(clauses, number, noun, end)
    if not clauses.labels(noun).isdisjoint(_PEOPLE):
        return True
    return clauses.dep[noun] in {"nsubj", "nsubjpass", "dobj"} and "@befalls_people" in words[clauses.head[noun]].labels


def _is_date(clauses: Clauses, number: Number, noun: int, end: int) -> bool:
    """A bare number that is a year, a day of the month or an age."""
    token = clauses.doc[number.start]
    if token.ent_type_ in {"PERCENT", "MONEY"} or (
        number.value < _YEAR_LIKE.stop and token.ent_type_ in {"DATE", "TIME"}
    ):
        return True
    if number.value in _YEAR_LIKE and "," not in token.text and clauses.dep[noun] in {"pobj", "npadvmod", "nummod"}:
        return True
    around = [clauses.words[j].lower for j in (number.start - 1, number.end) if 0 <= j < end]
    return clauses.dep[noun] == "appos" and around == [",", ","]


def _kinds(clauses: Clauses, noun: int, number: Number, start: int, end: int) -> tuple[str, ...]:
    """What became of those counted: said by the noun, what describes it, what governs it, else the nearest word."""
    for i in _near(clauses, noun):
        word = clauses.words[i]
        kinds = word.kinds
        if kinds:
            return kinds
    first = max(start, number.start - 14)
    around = clauses.words[first : min(end, number.end + 14)]
    speak = [i for i, word in enumerate(around, first) if word.kinds]
    return clauses.words[min(speak, key=lambda i: abs(i - noun))].kinds if speak else ()


def _subject_words(clauses: Clauses, verb: int) -> Iterator[int]:
    """``The number of returnees is now 300``: what the subject speaks of."""
    for j in clauses.frame(verb).subjects:
        yield j
        for child in clauses.children(j):
            if clauses.dep[child] == "prep":
                yield from clauses.children(child)
            elif clauses.dep[child] in {"amod", "compound", "acl"}:
                yield child


def _near(clauses: Clauses, noun: int) -> Iterator[int]:
    yield noun
    for child in clauses.children(noun):
        if clauses.dep[child] in {"amod", "acl", "relcl"}:
            yield child
    for steps, (_, head) in enumerate(clauses.root_path(noun)):
        yield head
        if clauses.is_verb(head):
            yield from (
                c for c in clauses.children(head) if clauses.dep[c] in {"acomp", "oprd", "xcomp", "attr", "advmod"}
            )
            if clauses.lemma(head) in {"be", "reach", "rise", "total", "stand", "climb"}:
                yield from _subject_words(clauses, head)
        if steps > 3:  # noqa: PLR2004 - further up is another clause's business
            return
