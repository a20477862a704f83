"""The gazetteer: names of places to GeoNames records, out of a memory-mapped index that opens at once.

``data/places.bin`` is written by ``tools/build_places.py``. It holds sorted 64-bit hashes of folded names, so
that a look-up is a hash and a binary search, and the places as columns of fixed-width numbers.
"""

from __future__ import annotations

import math
import mmap
import re
import struct
import unicodedata
from bisect import bisect_left
from enum import IntEnum
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple

from streamproc.errors import ConfigurationError

DATA = Path(__file__).resolve().parents[2] / "data"
INDEX = DATA / "places.bin"

MAGIC = b"streamproc places 1\n"
SECTIONS: tuple[tuple[str, Literal["B", "H", "I", "Q", "i"]], ...] = (
    ("ids", "I"),  # GeoNames id, 0 where there is none
    ("lat", "i"),  # hundred-thousandths of a degree
    ("lon", "i"),
    ("population", "I"),
    ("parent", "I"),  # index of the smallest area around it that is a place here, NOWHERE if none
    ("country", "H"),  # ISO 3166-1 alpha-2, two ASCII bytes, 0 if none
    ("kind", "B"),
    ("name_start", "I"),  # one more than there are places
    ("names", "B"),  # UTF-8
    ("keys", "Q"),  # sorted hashes of folded names
    ("first", "I"),  # per key: where its places begin in ``postings``; one more than there are keys
    ("postings", "I"),  # twice the place index, plus 1 where the key is another name than the usual one
)
"""The columns of the index and their ``struct`` types, in the order of the file."""

NOWHERE = 0xFFFFFFFF
DEGREE = 100_000
HEADER = struct.Struct(f"<{len(SECTIONS) * 2}Q")


class Kind(IntEnum):
    """What a place is. A capital is a country's."""

    CONTINENT = 0
    REGION = 1
    COUNTRY = 2
    ADMIN1 = 3
    ADMIN2 = 4
    CITY = 5
    WATER = 6
    LAND = 7
    LANDMARK = 8
    CAPITAL = 9


_KINDS = tuple(Kind)
TOWNS = frozenset({Kind.CITY, Kind.CAPITAL})


class Place(NamedTuple):
    """A place of the gazetteer and how it was asked for.

    ``index`` is its position in the gazetteer, ``usual`` says that the name is its usual one, ``alike`` that only a
    transliteration of the name was found.
    """

    index: int  # type: ignore[assignment]  # nobody searches a place for a value
    geonames_id: int | None
    name: str
    kind: Kind
    country: str | None
    lat: float
    lon: float
    population: int
    parents: tuple[int, ...]
    usual: bool = True
    alike: bool = False


class Gazetteer:
    """An open index. Instances are cheap, hold no file descriptor and may be shared by forked processes."""

    def __init__(self, path: Path = INDEX) -> None:
        """Map the file.

        Raises:
            ConfigurationError: it is missing or not an index of this version.
        """
        try:
            with path.open("rb") as file:
                data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"places: cannot open the index {path}: {error}") from error
        whole = len(data) >= len(MAGIC) + HEADER.size and data[: len(MAGIC)] == MAGIC
        bounds = HEADER.unpack_from(data, len(MAGIC)) if whole else ()
        if not whole or bounds[-2] + bounds[-1] != len(data):
            raise ConfigurationError(f"places: {path} is not a whole places index of this version")
        self._columns = {
            name: data[start : start + size].cast(code)
            for (name, code), start, size in zip(SECTIONS, bounds[::2], bounds[1::2], strict=True)
        }
        self._keys = self._columns["keys"]
        self._first = self._columns["first"]
        self._postings = self._columns["postings"]

    def __len__(self) -> int:
        return len(self._columns["ids"])

    def find(self, key: str) -> tuple[Place, ...]:
        """The places under a folded key, most populous first."""
        code = hash_of(key)
        at = bisect_left(self._keys, code)
        if at == len(self._keys) or self._keys[at] != code:
            return ()
        postings = self._postings[self._first[at] : self._first[at + 1]]
        return tuple(self.place(posting >> 1, usual=not posting & 1) for posting in postings)

    def place(self, index: int, *, usual: bool = True) -> Place:
        columns = self._columns
        country = columns["country"][index]
        return Place(
            index=index,
            geonames_id=columns["ids"][index] or None,
            name=self.name(index),
            kind=_KINDS[columns["kind"][index]],
            country=_iso(country),
            lat=columns["lat"][index] / DEGREE,
            lon=columns["lon"][index] / DEGREE,
            population=columns["population"][index],
            parents=self._parents(columns["parent"][index]),
            usual=usual,
        )

    def name(self, index: int) -> str:
        """The usual name of a place."""
        starts = self._columns["name_start"]
        return str(self._columns["names"][starts[index] : starts[index + 1]], "utf-8")

    def _parents(self, parent: int) -> tuple[int, ...]:
        """An area and those around it, smallest first: county, state, country."""
        parents = []
        while parent != NOWHERE and parent not in parents:
            parents.append(parent)
            parent = self._columns["parent"][parent]
        return tuple(parents)


@cache
def _iso(code: int) -> str | None:
    return code.to_bytes(2, "big").decode("ascii") if code else None


@cache
def gazetteer() -> Gazetteer:
    """The index that comes with the package."""
    return Gazetteer()


# ------------------------------------------------------------------ names


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


def hash_of(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "big")


# Keys of other kinds than names live in the same table, told apart by a prefix that no folded name has.
LOOSE_KEY = "~"
DEMONYM_KEY = "@"
ABBREVIATION_KEY = ","


@lru_cache(maxsize=20_000)
def lookup(name: str) -> tuple[Place, ...]:
    """The places called so, most populous first; transliterations of the name if it is not listed itself.

    A name has a capital (or belongs to a script without them): ``us`` is no place, ``US`` is.
    """
    if name.islower():
        return ()
    key = fold(name)
    if not key:
        return ()
    index = gazetteer()
    found = index.find(key)
    if not found and without_article(key) != key:
        found = index.find(without_article(key))
    if not found and (sound := loose(key)):
        found = tuple(place._replace(alike=True) for place in index.find(LOOSE_KEY + sound))
    return found


def is_place(name: str, population: int = 15_000) -> bool:
    """Whether a name is in the first place a place: a country, state or region, or a town of at least that size."""
    return any(
        place.kind not in (Kind.CITY, Kind.CAPITAL, Kind.ADMIN2) or (place.usual and place.population >= population)
        for place in lookup(name)
    )


@lru_cache(maxsize=20_000)
def place_of_demonym(word: str) -> Place | None:
    """The country, state or region that an adjective or noun of origin belongs to: ``Syrian``, ``Texans``, ``Kurdish``."""
    if word[:1].islower():
        return None
    found = gazetteer().find(DEMONYM_KEY + fold(word))
    return found[0] if found else None


def country_of_demonym(word: str) -> str | None:
    """The ISO code of the country that a demonym belongs to: ``Syrians`` ─► ``SY``, ``Scottish`` ─► ``GB``."""
    place = place_of_demonym(word)
    return place.country if place else None


@lru_cache(maxsize=2_000)
def states_abbreviated(abbreviation: str) -> tuple[Place, ...]:
    """The states and provinces behind a short form after a comma: ``Ill.``, ``IL``, ``B.C.``."""
    if not abbreviation[:1].isupper():
        return ()
    return gazetteer().find(ABBREVIATION_KEY + fold(abbreviation))


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance."""
    phi1, phi2 = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (phi2 - phi1) / 2, math.radians(other.lon - one.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lon) ** 2
    return 12_742 * math.asin(math.sqrt(min(1.0, h)))
