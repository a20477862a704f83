"""The memory-mapped index of places behind the gazetteer; it opens at once.

``knowledge/places.bin`` is written by ``tools/build_places.py``. It holds sorted 64-bit hashes of folded names, so
that a look-up is a hash and a binary search, and the places as columns of fixed-width numbers.
"""

from __future__ import annotations

import math
import mmap
import struct
from bisect import bisect_left
from enum import IntEnum
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple

from streamproc.errors import ConfigurationError
from streamproc.nlp.knowledge.data_files import bundled

if TYPE_CHECKING:
    from pathlib import Path

INDEX = bundled("knowledge/places.bin")

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

# Keys of other kinds than names live in the same table, told apart by a prefix that no folded name has.
LOOSE_KEY = "~"
DEMONYM_KEY = "@"
ABBREVIATION_KEY = ","


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


class GazetteerEntry(NamedTuple):
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

    def find(self, key: str) -> tuple[GazetteerEntry, ...]:
        """The places under a folded key, most populous first."""
        code = hash_of(key)
        at = bisect_left(self._keys, code)
        if at == len(self._keys) or self._keys[at] != code:
            return ()
        postings = self._postings[self._first[at] : self._first[at + 1]]
        return tuple(self.place(posting >> 1, usual=not posting & 1) for posting in postings)

    def place(self, index: int, *, usual: bool = True) -> GazetteerEntry:
        columns = self._columns
        country = columns["country"][index]
        return GazetteerEntry(
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


def hash_of(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "big")


def distance_km(one: GazetteerEntry, other: GazetteerEntry) -> float:
    """Great-circle distance."""
    phi1, phi2 = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (phi2 - phi1) / 2, math.radians(other.lon - one.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lon) ** 2
    return 12_742 * math.asin(math.sqrt(min(1.0, h)))
