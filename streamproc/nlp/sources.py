"""Where an article's source is at home, by the country in its address."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from streamproc.nlp.gazetteer import DATA

if TYPE_CHECKING:
    from streamproc.article import Article

_GENERIC = frozenset(
    {"ai", "co", "fm", "io", "me", "tv", "ws", "la", "ly", "cc", "to", "nu", "st", "gg", "ms", "as", "is"}
)
"""Country domains that outlets use for their sound."""
_OTHER = {"uk": "GB"}


def country_of_source(article: Article) -> str | None:
    """The ISO code of the country in the address of an article or its source: ``bbc.co.uk`` ─► ``GB``."""
    for address in (article.url, article.source):
        if not address:
            continue
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        except ValueError:
            continue
        top = host.rpartition(".")[2].lower() if "." in host else ""
        iso = _OTHER.get(top, top.upper())
        if top not in _GENERIC and iso in _isos():
            return iso
    return None


@cache
def _isos() -> frozenset[str]:
    with (DATA / "countries.tsv").open(encoding="utf-8") as file:
        return frozenset(line[:2] for line in file if not line.startswith("#"))
