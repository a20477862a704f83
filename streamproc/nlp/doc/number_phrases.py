"""Number phrases, "about 1.2 million", "two dozen", "between 3 and 5": value, range, qualifier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.doc.tokens import Tokens

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


def may_be_number(lower: str, tag: str) -> bool:
    """Whether a number phrase can begin with a word."""
    return tag == "CD" or lower in _STARTS or (not lower.isalpha() and _DIGIT.search(lower) is not None)


def numbers(tokens: Tokens, start: int, end: int) -> Iterator[Number]:
    """Number phrases of a sentence, ranges as one."""
    words = tokens.lower
    after = start
    for i in [i for i in range(start, end) if may_be_number(words[i], tokens.tag[i])]:
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


def _parse(tokens: Tokens, i: int, end: int) -> tuple[int, int] | None:  # noqa: C901, PLR0912 - one branch per kind of number word
    """The number that begins at a token, and where it ends."""
    words = tokens.lower
    first = words[i]
    if first in _VAGUE and first != "dozen":
        if i + 2 < end and words[i + 1] == "of" and words[i + 2] in _VAGUE:
            return _VAGUE[first] * _SCALES.get(words[i + 2].removesuffix("s"), 1), i + 3
        return _VAGUE[first], i + 1
    if first in {"a", "an", "half"}:
        following = _AFTER_ARTICLE.get(words[i + 1]) if i + 1 < end else None
        return None if following is None else (following, i + 2)
    total, part, j, seen = 0.0, 0.0, i, False
    while j < end:
        lower = words[j]
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
            seen and lower == "and" and j + 1 < end and words[j - 1] in _SCALES and words[j + 1] in {*_UNITS, *_TENS}
        ) or (seen and lower == "-" and j + 1 < end and words[j - 1] in _TENS and words[j + 1] in _UNITS):
            pass
        elif not seen and (glued := _GLUED.match(lower)) and _NUMBER.match(glued.group(1)):
            part = _digits(glued.group(1))
        elif seen and lower == "," and j + 1 < end and re.fullmatch(r"0\d\d", words[j + 1]):
            pass
        elif seen and words[j - 1] == "," and re.fullmatch(r"0\d\d", lower):
            part = part * 1000 + _digits(lower)
        elif _NUMBER.match(lower) and (not seen or _thousands_group(words[j - 1], lower)):
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
