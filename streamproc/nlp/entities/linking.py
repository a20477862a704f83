"""Links: Wikidata ids for entities, from alias tables. A wrong link is worse than none.

An alias table is a tab-separated file of ``alias``, ``wikidata`` and ``type`` (what follows is for the reader); lines
that begin with ``#`` are comments. ``geonames:ID`` as the alias stands for the place that a name was resolved to.
``ORG:KE|UG`` as the type limits a line to articles about one of these countries (ISO 3166), so that *Labour Party*
means one party in Britain and another in Nigeria. Sites bring their own tables (setting ``aliases``); where they speak
of an alias, the bundled ones are not asked, and ``-`` in place of an id says that the alias has no link.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from streamproc.errors import ConfigurationError
from streamproc.nlp.doc.annotations import article_of, entities_of, tokens_of
from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.entities.clubs import is_about_sport, stands_for_team
from streamproc.nlp.entities.person_links import load_people, may_be
from streamproc.nlp.knowledge.data_files import bundled, read_lines
from streamproc.nlp.knowledge.gazetteer import is_country, lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind, gazetteer
from streamproc.nlp.knowledge.place_names import bare
from streamproc.nlp.knowledge.publisher_home import home_of_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Doc

    from streamproc.article import Geo
    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.knowledge.data_files import OperatorFiles

BUNDLED = bundled("entities/links")
NO_LINK = "-"
COLUMNS = 3
_ID = re.compile(r"Q[1-9][0-9]*")
_TYPE = re.compile(r"([A-Z_]+)(?::([A-Z]{2}(?:\|[A-Z]{2})*))?")
_AREA = re.compile(
    r" (?:region|province|state|oblast|governorate|county|prefecture|district|department)$", re.IGNORECASE
)
ANYWHERE = ""

Key = tuple[str, str]
"""Alias without article and extra spaces, and type; places share one type."""
Meanings = Mapping[str, str | None]
"""Country (ISO 3166), or ``ANYWHERE``, ─► id; None where the alias has no link there."""


@dataclass(frozen=True)
class Links:
    """The component: sets ``links["wikidata"]`` on entities whose name and type a table knows."""

    table: Mapping[Key, Meanings] = field(repr=False)
    version: str | None
    """A hash of all tables, None when there are only the bundled ones."""

    def __call__(self, doc: Doc) -> Doc:
        countries = cache(partial(countries_of, doc))
        teams = cache(partial(_teams, doc))
        for entity in entities_of(doc):
            if entity.type in PLACE_TYPES and id(entity) in teams():
                continue  # a link to the town would be wrong
            wikidata = self.find(entity, countries)
            if wikidata is not None and (entity.type != "PERSON" or may_be(doc, entity, wikidata)):
                entity.links["wikidata"] = wikidata
        return doc

    def find(self, entity: EntityDraft, countries: Callable[[], frozenset[str]] = frozenset) -> str | None:
        """The id of the place that it is, of its name, or what its other names agree on.

        ``countries`` tells those that the article is about; it is asked only where an alias is limited to some.
        """
        found = set[str | None]().union(*(self.meanings(key, countries) for key in self.keys_of(entity)))
        found = found or self.of_nation(entity)
        return found.pop() if len(found) == 1 else None

    def of_nation(self, entity: EntityDraft) -> set[str | None]:
        """``the French Foreign Ministry``, ``France's Foreign Ministry``: what the name behind the nation means there."""
        if entity.type != "ORG":
            return set()
        nation, _, rest = bare(entity.name).partition(" ")
        place = place_of_demonym(nation) if rest else None
        country = place.country if place is not None and place.kind is Kind.COUNTRY else None
        known = self.table.get(key_of(rest, "ORG")) if country is not None else None
        return {known[country]} if known is not None and country is not None and country in known else set()

    def keys_of(self, entity: EntityDraft) -> list[Key]:
        """What the tables are asked for."""
        if entity.type in PLACE_TYPES and entity.geo is not None:
            geonames_id = own_id(bare(entity.name), entity.geo)
            return [key_of(f"geonames:{geonames_id}", entity.type)] if geonames_id is not None else []
        name = key_of(entity.name, entity.type)
        if name in self.table or entity.type == "PERSON":
            return [name]
        return [key_of(alias, entity.type) for alias in entity.aliases]

    def meanings(self, key: Key, countries: Callable[[], frozenset[str]]) -> set[str | None]:
        """What an alias means anywhere, or else in these countries: ids, and None where a table says that it has no link."""
        known = self.table.get(key)
        if known is None:
            return set()
        if ANYWHERE in known:
            return {known[ANYWHERE]}
        return {known[country] for country in countries() if country in known}


def _teams(doc: Doc) -> set[int]:
    """The towns, by id, that stand for a team half of the time or more in an article about sport."""
    lower = tokens_of(doc).lower
    if not is_about_sport(lower):
        return set()
    named = [(entity, [m.span for m in entity.mentions if m.kind == "name"]) for entity in entities_of(doc)]
    return {
        id(entity)
        for entity, spans in named
        if entity.geo is not None
        and spans
        and 2 * sum(stands_for_team(lower, span.start, span.end) for span in spans) >= len(spans)
        and not is_country(bare(entity.name))
    }


def own_id(name: str, geo: Geo) -> int | None:
    """The GeoNames id of a place under its own name: ``northern Syria`` is in Syria, but is not Syria.

    ``Ashanti Region`` is ``Ashanti``; a region that the gazetteer draws by hand is the one state or province of its name.
    """
    named = [*lookup(name), *lookup(_AREA.sub("", name))]
    if geo.geonames_id is not None:
        return geo.geonames_id if any(place.geonames_id == geo.geonames_id for place in named) else None
    states = {place.geonames_id for place in named if place.kind is Kind.ADMIN1 and place.country == geo.country}
    return states.pop() if len(states) == 1 else None


def countries_of(doc: Doc) -> frozenset[str]:
    """The countries an article is about: those named most often, that of its source where it is named or none is."""
    named: Counter[str] = Counter()
    for entity in entities_of(doc):
        if entity.geo is not None and entity.geo.country is not None:
            named[entity.geo.country] += len(entity.mentions)
    home = home_of_source(article_of(doc)).country
    most = max(named.values(), default=0)
    own = {home} if home is not None and (home in named or not named) else set()
    return frozenset(own.union(country for country, times in named.items() if times == most))


def key_of(alias: str, label: str) -> Key:
    return bare(alias), shared_type(label)


def shared_type(label: str) -> str:
    """Places share one type."""
    return "GPE" if label in PLACE_TYPES else label


def load(files: OperatorFiles) -> Links:
    """The component with all its tables."""
    gazetteer()
    load_people()
    return load_links(files.aliases)


def load_links(paths: Iterable[Path] = ()) -> Links:
    """Read the bundled tables, then an operator's files or directories.

    Raises:
        ConfigurationError: a table can't be read; says where and why.
    """
    digest = blake2b(digest_size=8)
    own_files = list(paths)
    table: dict[Key, Meanings] = {}
    for source in ([BUNDLED], own_files):
        own: dict[Key, dict[str, str | None]] = defaultdict(dict)
        for path in source:
            for file in files_of(path):
                for key, country, wikidata in rows_of(file):
                    if own_files:
                        digest.update(repr((key, country, wikidata)).encode("utf-8", "surrogatepass"))
                    known = own[key].get(country, wikidata)
                    own[key][country] = wikidata if known == wikidata else None  # two answers are none
        table.update(own)
    return Links(table, digest.hexdigest() if own_files else None)


def files_of(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.tsv"))
    if path.is_file():
        return [path]
    raise ConfigurationError(f"aliases: there is no file or directory {path}")


def rows_of(path: Path) -> Iterator[tuple[Key, str, str | None]]:
    """Every alias with a country, or ``ANYWHERE``, and what it means there."""
    for number, line in read_lines(path, "aliases"):
        key, countries, wikidata = row_of(line, f"aliases: {path}:{number}")
        for country in countries:
            yield key, country, wikidata


def row_of(line: str, where: str) -> tuple[Key, tuple[str, ...], str | None]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) < COLUMNS:
        raise ConfigurationError(f"{where}: expected alias, wikidata and type, separated by tabs")
    alias, wikidata, label = cells[:COLUMNS]
    name = bare(alias)
    if not name:
        raise ConfigurationError(f"{where}: the alias is empty")
    if wikidata != NO_LINK and not _ID.fullmatch(wikidata):
        raise ConfigurationError(f"{where}: {wikidata!r} is not a Wikidata id such as Q42")
    kind = type_of(label)
    if kind is None:
        raise ConfigurationError(f"{where}: {label!r} is not an entity type such as ORG, or ORG:KE|UG")
    shared, countries = kind
    return (name, shared), countries, None if wikidata == NO_LINK else wikidata


@lru_cache(maxsize=256)
def type_of(cell: str) -> tuple[str, tuple[str, ...]] | None:
    """An alias's type as its key has it, and the countries that it is limited to, or ``ANYWHERE``."""
    kind = _TYPE.fullmatch(cell)
    if kind is None:
        return None
    return shared_type(kind[1]), tuple(kind[2].split("|")) if kind[2] else (ANYWHERE,)
