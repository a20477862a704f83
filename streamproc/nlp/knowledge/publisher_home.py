"""Where an article's source is at home: by the country in its address, or as a known outlet (``knowledge/outlets.tsv``)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from streamproc.nlp.knowledge.data_files import bundled, read_table
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.name_folding import fold

if TYPE_CHECKING:
    from streamproc.article import Article

_GENERIC = frozenset(
    {"ai", "co", "fm", "io", "me", "tv", "ws", "la", "ly", "cc", "to", "nu", "st", "gg", "ms", "as", "is"}
)
"""Country domains that outlets use for their sound."""
_OTHER = {"uk": "GB", "gov": "US", "mil": "US"}
MAX_LABELS = 6
"""Labels of a host name that are looked at."""


class Home(NamedTuple):
    """A country's ISO code; of local outlets the index of the state in the gazetteer, and the folded name of the town."""

    country: str | None = None
    state: int | None = None
    town: str | None = None


NOWHERE = Home()


def home_of_source(article: Article) -> Home:
    """Where the source of an article is at home, as far as its address and its name tell."""
    return _home(article.url or "", article.source or "")


@lru_cache(maxsize=2_000)
def _home(url: str, source: str) -> Home:
    hosts = [host for host in map(_host, (url, source)) if host]
    for host in hosts:
        labels = host.split(".")[-MAX_LABELS:]
        for start in range(len(labels) - 1):
            if home := known_outlets().get(".".join(labels[start:])):
                return home
    if home := known_outlets().get(fold(source)):
        return home
    for host in hosts:
        top = host.rpartition(".")[2]
        iso = _OTHER.get(top, top.upper())
        if top not in _GENERIC and iso in country_codes():
            return Home(iso)
    return NOWHERE


def _host(address: str) -> str:
    """The host of a URL or bare host name in small letters; empty if it has none with a dot."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host if "." in host else ""


@cache
def known_outlets() -> dict[str, Home]:
    """By domain and by folded name."""
    homes: dict[str, Home] = {}
    for domain, country, state, town, names in read_outlets():
        home = Home(country, state_index(country, state), fold(town) or None)
        homes[domain] = home
        homes.update((fold(name), home) for name in names.split("|") if name)
    return homes


def read_outlets() -> list[list[str]]:
    """The rows of ``knowledge/outlets.tsv``: domain, country, state, town, names."""
    return read_table(bundled("knowledge/outlets.tsv"))


def state_index(country: str, state: str) -> int | None:
    """The gazetteer's index of a state or province by its usual name."""
    places = lookup(state) if state else ()
    return next((p.index for p in places if p.kind is Kind.ADMIN1 and p.country == country), None)


@cache
def country_codes() -> frozenset[str]:
    return frozenset(iso for iso, *_ in read_table(bundled("knowledge/countries.tsv")))
