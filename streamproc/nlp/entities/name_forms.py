"""Names taken apart: what must be equal for two forms to be one name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from streamproc.nlp.knowledge.name_folding import fold, loose, without_article
from streamproc.nlp.knowledge.roles import load_roles

_ARABIC_ARTICLES = frozenset({"al", "el", "ul", "ash", "as", "ar", "ad", "an", "az"})
_PARTICLES = frozenset({"abu", "bin", "da", "de", "del", "der", "di", "dos", "ibn", "la", "le", "van", "von", "y"})
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_LEADING = re.compile(r"^(?:(?:[Tt]he|THE) |[\"“”‘'’#@(]+)+")


class PersonName(NamedTuple):
    """A person's name: folded words without titles, initials and Arabic articles; ``words`` in the order of the text."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    """Initials before the first full word: ``J. K. Rowling`` has j and k."""


@lru_cache(maxsize=50_000)
def surface(text: str) -> str:
    """A mention's text as a name: without ``the``, quotation marks and a possessive; single spaces."""
    text = _LEADING.sub("", " ".join(text.split()))
    return _POSSESSIVE.sub("", text).rstrip("\"“”’',;:")


@lru_cache(maxsize=50_000)
def person_name(text: str) -> PersonName:
    """Take a person's name apart."""
    roles = load_roles()
    words = text.replace(".", ". ").split()
    while len(words) > 1 and fold(words[0]) in roles.honorifics:
        del words[0]
    while len(words) > 1 and fold(words[-1]).replace(" ", "") in roles.suffixes:
        del words[-1]
    keys: list[str] = []
    initials: list[str] = []
    for word in words:
        for key in fold(word).split():
            if key in _ARABIC_ARTICLES and len(words) + len(keys) > 1 and "-" in word:
                continue
            if len(key) == 1 and key.isalpha():
                if not keys:
                    initials.append(key)
            else:
                keys.append(key)
    if len(keys) > 1 and keys[0] in _ARABIC_ARTICLES:
        del keys[0]
    return PersonName(tuple(keys) or tuple(initials), tuple(initials) if keys else ())


def same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two names of at least two words can be one person's."""
    a, b = (one, other) if len(one.words) >= len(other.words) else (other, one)
    if a.words == b.words and (not a.initials or not b.initials or a.initials == b.initials):
        return True
    if not a.words or not b.words:
        return False
    if len(b.words) == 1 and b.initials:  # G. Pedersen, J.K. Rowling
        return len(a.words) > 1 and a.words[-1] == b.words[-1] and a.words[0][0] == b.initials[0]
    if len(b.words) < 2:  # noqa: PLR2004 - a surname alone
        return False
    if _same_word(a.words[-1], b.words[-1]) and _same_given(a.words[0], b.words[0]):
        return _in_order(b.words[1:-1], a.words[1:-1])
    size = len(b.words)
    return size < len(a.words) and _is_short(b.words) and b.words in (a.words[-size:], a.words[:size])


def surnames_with_particles(words: tuple[str, ...]) -> list[str]:
    """``de boer`` of ``marijke de boer``: how a later sentence may begin with her."""
    return [" ".join(words[i:]) for i in range(1, len(words) - 1) if words[i] in _PARTICLES][:1]


def _is_short(words: tuple[str, ...]) -> bool:
    """Two words and any particles: a double surname (``López Obrador``, ``von der Leyen``) or given name."""
    return sum(word not in _PARTICLES for word in words) <= 2  # noqa: PLR2004


def _same_given(one: str, other: str) -> bool:
    return one == other or bool(nickname_groups(one) & nickname_groups(other)) or _same_word(one, other)


def nickname_groups(given: str) -> frozenset[int]:
    """The groups of given names and their short forms that a given name is in: ``liz`` and ``elizabeth`` share one."""
    return load_roles().nicknames.get(given, frozenset())


def _same_word(one: str, other: str) -> bool:
    """Equal, or two transliterations of one name."""
    return one == other or (bool(sound := loose(one)) and sound == loose(other))


def _in_order(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few) or not many


@lru_cache(maxsize=50_000)
def organisation_key(text: str) -> str:
    """A folded name without a company's ending: ``Helio Power Inc.`` ─► ``helio power``."""
    words = fold(text).replace(" of the ", " of ").split()
    endings = load_roles().company_suffixes
    while len(words) > 1 and words[-1] in endings:
        del words[-1]
    return " ".join(words)


@lru_cache(maxsize=50_000)
def place_key(text: str) -> str:
    """A folded name without an Arabic article."""
    return without_article(fold(text))
