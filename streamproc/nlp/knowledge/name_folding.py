"""Comparison keys of names: accents, articles, transliterations."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    dict(zip("øØłŁđĐıðÐħəƏŋ", "oOlLdDidDheEn", strict=True))  # letters that have no decomposition
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
    | dict.fromkeys(".'’‘ʻʼ`´ʿʾʹ′\xad", "")  # noqa: RUF001 - marks that transliterations write or leave out
)
_NOT_WORD = re.compile(r"[\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "ad", "an", "az", "ed", "er", "es", "et", "ez", "ul"})
_LOOSE = (
    ("", re.compile(r"(.)\1"), r"\1"),
    ("h", re.compile(r"kh|ch"), "h"),
    ("gh", re.compile(r"gh"), "g"),
    ("q", re.compile(r"q"), "k"),
    ("o", re.compile(r"ou|oo|o"), "u"),
    ("", re.compile(r"ei|ai|ay|ey|ee|iy|ij|y"), "i"),
    ("e", re.compile(r"e"), "a"),
    ("h", re.compile(r"(?<=[a-z])h\b"), ""),
    ("c", re.compile(r"c"), "k"),
    ("", re.compile(r"(.)\1"), r"\1"),
)
"""Letters without which a pattern matches nothing, the pattern, its replacement."""
_LOOSE_MIN = 5


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The key of a name: no accents, case, punctuation, leading ``the``; Saint, Mount and Fort shortened."""
    words = name.lower().split() if name.isascii() and name.replace(" ", "").isalpha() else _plain_words(name)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join([_SHORT.get(word, word) for word in words])


def _plain_words(name: str) -> list[str]:
    if name.isascii():
        name = name.replace(".", "").replace("'", "").replace("`", "").lower()  # those of ``_LETTERS``
    else:
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join([char for char in name if not unicodedata.combining(char)]).translate(_LETTERS).casefold()
    return _NOT_WORD.sub(" ", name.replace("&", " and ")).split()


def without_article(key: str) -> str:
    """The key without an Arabic article: ``al hasakah`` ─► ``hasakah``; unchanged if there is none."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in _ARTICLES else key


@lru_cache(maxsize=50_000)
def loose(key: str) -> str:
    """A key under which transliterations of one name meet (Hasaka, Hassakeh); empty if the name is too short."""
    key = without_article(key).replace(" ", "")
    if len(key) < _LOOSE_MIN:
        return ""
    for letters, pattern, replacement in _LOOSE:
        if letters in key:
            key = pattern.sub(replacement, key)
    return key
