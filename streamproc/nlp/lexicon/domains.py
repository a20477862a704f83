"""What an article is about by its words: sport, finance, show business, labour, war."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.entries import Entry
    from streamproc.nlp.lexicon.syntax import Syntax

_MIN_DOMAIN_WORDS = 3
_DOMAIN_SHARE = {"sport": 0.022, "finance": 0.03, "show": 0.03, "labour": 0.03, "war": 0.03}
_DOMAIN_WORDS = {"labour": 2}
_DIFFERENT_WORDS = {"sport": 3}
"""Words of everyday are among those of sport: ``injury``, ``side``. One that is said again and again makes no match report."""


def dominant_domains(syntax: Syntax) -> frozenset[str]:
    """The domains that the words of an article speak for."""
    counts = Counter([word.domain for word in syntax.words if word.domain])
    different = Counter([domain for _, domain in {(word.lemma, word.domain) for word in syntax.words if word.domain}])
    return frozenset(
        domain
        for domain, count in counts.items()
        if domain
        and count >= _DOMAIN_WORDS.get(domain, _MIN_DOMAIN_WORDS)
        and count >= _DOMAIN_SHARE.get(domain, 0.03) * syntax.size
        and different[domain] >= _DIFFERENT_WORDS.get(domain, 1)
    )


def in_domain(entry: Entry, domains: frozenset[str]) -> bool:
    if not entry.not_in.isdisjoint(domains):
        return False
    return not entry.only_in or not entry.only_in.isdisjoint(domains)
