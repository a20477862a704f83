"""Comparison keys of names: accents, articles, transliterations."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import eq

_LETTERS = str.maketrans(
    dict(zip("øØłŁđĐıðÐħəƏŋ", "oOlLdDidDheEn", strict=True))  # letters that have no decomposition
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
    | dict.fromkeys(".'’‘ʻʼ`´ʿʾʹ′\xad", "")  # noqa: RUF001 - marks that transliterations write or leave out
)
_NOT_WORD = re.compile(r"[\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "ad", "an", "az", "ed", "er", "es", "et", "ez", "ul"})
_TWICE = re.compile(r"(.)\1")
_GUTTURAL = re.compile(r"kh|ch")
_U = re.compile(r"ou|oo|o")
_I = re.compile(r"ei|ai|ay|ey|ee|iy|ij|y")
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
    key = _undoubled(key)
    if "h" in key:
        key = _GUTTURAL.sub("h", key).replace("gh", "g")
    key = key.replace("q", "k")
    if "o" in key:
        key = _U.sub("u", key)
    if "i" in key or "y" in key or "ee" in key:
        key = _I.sub("i", key)
    key = key.replace("e", "a")
    if key[-1:] == "h" and "a" <= key[-2:-1] <= "z":
        key = key[:-1]
    return _undoubled(key.replace("c", "k"))


def _undoubled(key: str) -> str:
    """The key with one letter for two of the same; nearly all names have none, which is seen without the pattern."""
    return _TWICE.sub(r"\1", key) if any(map(eq, key, key[1:])) else key
