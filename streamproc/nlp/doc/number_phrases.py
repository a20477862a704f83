"""Number phrases, "about 1.2 million", "two dozen", "between 3 and 5": value, range, qualifier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.doc.tokens import Tokens

_UNITS = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS = {
    w: 10 * n
    for n, w in enumerate(["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
    if w != "_"
}
_SPELLED = {**_UNITS, **_TENS}
_SCALES = {"hundred": 100, "thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "million": 1_000_000, "m": 1_000_000,
           "mln": 1_000_000, "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000, "k": 1_000}  # fmt: skip
_VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "lakhs": 200_000,
          "dozen": 12}  # fmt: skip
_AFTER_ARTICLE = {**_SCALES, "dozen": 12}
_FRACTIONS = {"half": 0.5, "quarter": 0.25}
VAGUE = "vague"
"""The qualifier of a number that is only a word: its value is a low guess."""
_STARTS = frozenset({*_UNITS, *_TENS, *_VAGUE, "a", "an", *("half", "quarter")})
_NO_NUMBER_AFTER = frozenset({"no", "not", "any", "every", "each"})
"""``no one was hurt``: nobody, not one."""
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+(?:\.\d+)?$")
_GROUP_WITH_ZERO = re.compile(r"0\d\d")
_LIMIT = 10_000_000_000
_QUALIFIERS = (
    ("no more than", "at most"),
    ("as many as", "up to"), ("at least", "at least"), ("more than", "more than"), ("fewer than", "less than"),
    ("less than", "less than"), ("at most", "at most"), ("up to", "up to"),
    ("close to", "about"), ("an estimated", "about"), ("estimated", "about"), ("approximately", "about"),
    ("roughly", "about"), ("around", "about"), ("about", "about"), ("some", "about"), ("nearly", "nearly"),
    ("almost", "nearly"), ("over", "more than"), ("exactly", "exactly"), ("~", "about"),
)  # fmt: skip
_LAST_OF_QUALIFIERS = frozenset(words.rsplit(maxsplit=1)[-1] for words, _ in _QUALIFIERS)

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


def numbers(tokens: Tokens, start: int, end: int) -> Iterator[Number]:
    """Number phrases of a sentence, ranges as one."""
    words = tokens.lower
    after = start
    for i in _beginnings(words, tokens.tag, start, end):
        parsed = _parse(tokens, i, end) if i >= after else None
        if parsed is None:
            continue
        value, stop = parsed
        low = None
        if stop + 1 < end and words[stop] in {"to", "-", "\u2013", "and", "or"}:
            upper = _parse(tokens, stop + 1, end)
            joined_by_and = words[stop] == "and"
            if upper and upper[0] > value and (not joined_by_and or _before(tokens, i, start, 1) == "between"):
                if value < upper[0] / 1000:  # 2 to 3 million
                    value *= 10 ** (len(str(upper[0])) - len(str(value)))
                low, (value, stop) = value, upper
        if 0 < value < _LIMIT:
            vague = words[i] in _VAGUE and words[i] != "dozen"
            yield Number(i, stop, value, low, VAGUE if vague else _qualifier(tokens, i, start))
        after = stop


def _beginnings(words: Sequence[str], tags: Sequence[str], start: int, end: int) -> list[int]:
    """Where a number phrase can begin."""
    return [
        i
        for i in range(start, end)
        if (tags[i] == "CD" or words[i] in _STARTS or (not words[i].isalpha() and _DIGIT.search(words[i])))
        and not (words[i] == "one" and i > start and _word_before(words, i) in _NO_NUMBER_AFTER)
    ]


def _word_before(words: Sequence[str], i: int) -> str:
    """``no one``, ``no-one``."""
    return words[i - 2] if words[i - 1] == "-" and i > 1 else words[i - 1]


def _parse(tokens: Tokens, i: int, end: int) -> tuple[int, int] | None:
    """The number that begins at a token, and where it ends."""
    words = tokens.lower
    first = words[i]
    if first in _VAGUE and first != "dozen":
        return _vague(words, i, end)
    if first in _FRACTIONS:
        return _fraction(words, i, end)
    if first in {"a", "an"}:
        following = _AFTER_ARTICLE.get(words[i + 1]) if i + 1 < end else None
        return None if following is None else (following, i + 2)
    number, j = _Sum(), i
    while j < end and any(reads(number, words, j, end) for reads in (_FURTHER_WORDS if j > i else _FIRST_WORDS)):
        j += 1
    value = number.total + number.part
    return (round(value), j) if j > i and value < _LIMIT else None


def _fraction(words: Sequence[str], i: int, end: int) -> tuple[int, int] | None:
    """``half a million``, ``a quarter of a million``, ``three quarters of a million``: from the fraction's own word."""
    j = i + 1
    while j < end and words[j] in {"of", "a", "an", "-"}:
        j += 1
    scale = _AFTER_ARTICLE.get(words[j]) if j < end else None
    return None if scale is None else (round(scale * _FRACTIONS[words[i]]), j + 1)


def _vague(words: Sequence[str], i: int, end: int) -> tuple[int, int]:
    """``dozens``, ``tens of thousands``."""
    if i + 2 < end and words[i + 1] == "of" and words[i + 2] in _VAGUE:
        return _VAGUE[words[i]] * _SCALES.get(words[i + 2].removesuffix("s"), 1), i + 3
    return _VAGUE[words[i]], i + 1


@dataclass(slots=True)
class _Sum:
    """A number as far as it has been read: ``part`` grows until a scale word moves it into ``total``."""

    total: float = 0.0
    part: float = 0.0


def _spelled(number: _Sum, words: Sequence[str], j: int, end: int) -> bool:  # noqa: ARG001 - one signature for all
    """``seven``, ``twenty``."""
    value = _SPELLED.get(words[j])
    if value is None:
        return False
    number.part += value
    return True


def _hyphenated(number: _Sum, words: Sequence[str], j: int, end: int) -> bool:  # noqa: ARG001
    """``twenty-one``."""
    parts = words[j].split("-")
    if len(parts) == 1 or not _SPELLED.keys() >= set(parts):
        return False
    number.part += sum(_SPELLED[part] for part in parts)
    return True


def _numeral(number: _Sum, words: Sequence[str], j: int, end: int) -> bool:  # noqa: ARG001
    """``1,200``, ``2.5``; ``about300`` where a blank is lost."""
    glued = _GLUED.match(words[j])
    numeral = glued.group(1) if glued else words[j]
    if not _NUMBER.match(numeral):
        return False
    number.part = _digits(numeral)
    return True


def _scale(number: _Sum, words: Sequence[str], j: int, end: int) -> bool:  # noqa: ARG001
    """``dozen``, ``hundred``, ``million`` after a number."""
    if words[j] == "dozen":
        number.part *= 12
    elif words[j] == "hundred":
        number.part = (number.part or 1) * 100
    elif words[j] in _SCALES:
        number.total, number.part = number.total + (number.part or 1) * _SCALES[words[j]], 0.0
    else:
        return False
    return True


def _joint(number: _Sum, words: Sequence[str], j: int, end: int) -> bool:  # noqa: ARG001
    """``hundred and twenty``, ``twenty - one``, the comma in ``1 , 050``."""
    if j + 1 == end:
        return False
    before, word, after = words[j - 1 : j + 2]
    return (
        (word == "and" and before in _SCALES and after in _SPELLED)
        or (word == "-" and before in _TENS and after in _UNITS)
        or (word == "," and _GROUP_WITH_ZERO.fullmatch(after) is not None)
    )


def _group_of_thousands(number: _Sum, words: Sequence[str], j: int, end: int) -> bool:  # noqa: ARG001
    """The second word of ``9 300``, the third of ``1 , 050``."""
    before, word = words[j - 1], words[j]
    if not (before == "," and _GROUP_WITH_ZERO.fullmatch(word)) and not _thousands_group(before, word):
        return False
    number.part = number.part * 1000 + _digits(word)
    return True


_FIRST_WORDS = (_spelled, _numeral, _hyphenated)
_FURTHER_WORDS = (_spelled, _scale, _joint, _group_of_thousands)


def _digits(lower: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", lower):
        return float(re.sub(r"[,.]", "", lower))
    return float(lower) if len(lower) < 14 else float(_LIMIT)  # noqa: PLR2004 - longer ones are identifiers


def _thousands_group(before: str, lower: str) -> bool:
    """``9 300`` and ``12 754`` are one number."""
    return bool(re.fullmatch(r"\d{1,3}", before) and re.fullmatch(r"\d{3}", lower))


def _before(tokens: Tokens, i: int, start: int, n: int) -> str:
    return " ".join(tokens.lower[max(start, i - n) : i])


def _qualifier(tokens: Tokens, i: int, start: int) -> str | None:
    if i == start or tokens.lower[i - 1] not in _LAST_OF_QUALIFIERS:
        return None
    text = " " + _before(tokens, i, start, 4)
    for words, meaning in _QUALIFIERS:
        if text.endswith(" " + words):
            return meaning
    return None
