"""Clusters of organisations: equal names, then acronyms, short names and departments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.entities import acronyms, name_forms
from streamproc.nlp.entities.cluster import Cluster, Named, grouped
from streamproc.nlp.entities.introduced_names import is_short_name
from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.knowledge.gazetteer import is_place, lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.doc.tokens import Tokens

_AFTER_LABEL = frozenset({":", ")", "))"})
_DEPARTMENT = re.compile(r"\A(?:(.+) )?(ministry|department|bureau|office) (?:of|for) (?:the )?(.+)")
_PARTS = frozenset(["media", "centre", "center", "council", "committee", "department", "office", "school", "foundation", "board",
                    "academy", "awards", "festival", "fund", "institute", "lab", "laboratory", "labs", "museum", "university"])  # fmt: skip
"""Behind an organisation's name: another one."""
LARGE_TOWN = 200_000
"""People of a town whose name alone means the town rather than an organisation that is called after it."""
MOST_LABELLED = 50
"""Names with one first letter that letters before a speaker's words are compared with."""
LONG_WORD = 6
"""Letters of a word that is spelt in two ways, at least."""
MAX_WORDS = 8
"""Words of a name that a longer one may begin with or end in."""


def cluster_organisations(tokens: Tokens, mentions: list[Named]) -> list[Cluster]:
    """Equal names, then definitions, acronyms, known equals and shortened names."""
    if not mentions:
        return []
    groups: dict[str, Cluster] = {}
    for mention in mentions:
        grouped(groups, name_forms.organisation_key(mention.text), "ORG").mentions.append(mention)
    joins = _Joins(groups)
    by_start = {mention.start: mention for mention in mentions}
    for mention in mentions:
        inner = _in_brackets_after(tokens, mention, by_start)
        if inner is not None:
            short, long = sorted((mention.text, inner.text), key=len)
            stands_for = acronyms.is_acronym(short) and len(short) > 2 and inner.end == mention.end + 2  # noqa: PLR2004
            named = inner.end == mention.end + 2 and is_short_name(inner.text, mention.text.split())
            if stands_for or named or acronyms.defines(short, long) or acronyms.abbreviates(short, long):
                joins.join(name_forms.organisation_key(mention.text), name_forms.organisation_key(inner.text))
    texts = {key: cluster.mentions[0].text for key, cluster in groups.items()}
    same = load_roles().same
    by_group: dict[int, str] = {}
    for key in groups:
        group = same.get(key)
        if group is not None:
            joins.join(by_group.setdefault(group, key), key)
    _join_acronyms(joins, texts)
    _join_labels(tokens.text, joins, mentions, texts)
    _join_short_names(joins, texts)
    _join_departments(joins)
    _join_spellings(joins)
    return joins.clusters()


class _Joins:
    """Disjoint sets of keys; the cluster of a set is made at the end."""

    def __init__(self, groups: dict[str, Cluster]) -> None:
        self.groups = groups
        self.parent = {key: key for key in groups}

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        self.parent[self.root(other)] = self.root(one)

    def clusters(self) -> list[Cluster]:
        made: dict[str, Cluster] = {}
        for key, cluster in self.groups.items():
            grouped(made, self.root(key), cluster.label).mentions.extend(cluster.mentions)
        return list(made.values())


def _in_brackets_after(tokens: Tokens, mention: Named, by_start: dict[int, Named]) -> Named | None:
    """The mention in brackets right after a mention: ``Human Rights Watch (HRW)``."""
    words, size, i = tokens.text, tokens.size, mention.end
    if i < size and tokens.tag[i] == "POS":
        i += 1
    if i + 1 < size and words[i] in ("(", "[", "\u201c", '"'):
        for start in (i + 1, i + 2):
            inner = by_start.get(start)
            if inner is not None and inner.end < size and words[inner.end] in (")", "]", ",", ";", "\u201d", '"'):
                return inner
    return None


def _join_acronyms(joins: _Joins, texts: dict[str, str]) -> None:
    """An acronym and the one long name in the article with these initials."""
    short_names = [(key, text) for key, text in texts.items() if acronyms.is_acronym(text)]
    long_names = [(key, text) for key, text in texts.items() if " " in text] if short_names else []
    by_initials: dict[str, list[str]] = {}
    for key, text in long_names:
        origin, _, rest = text.partition(" ")  # FSA of the Japanese Financial Services Agency
        for letters in acronyms.initials(text) | (acronyms.initials(rest) if place_of_demonym(origin) else frozenset()):
            by_initials.setdefault(letters.removesuffix("S"), []).append(key)
    for key, text in short_names:
        fitting = {joins.root(long): long for long in by_initials.get(acronyms.letters(text), ())}
        if len(fitting) == 1:
            joins.join(next(iter(fitting.values())), key)


def _join_labels(words: list[str], joins: _Joins, mentions: list[Named], texts: dict[str, str]) -> None:
    """Letters before a speaker's words, and the first name that they abbreviate: ``((WN))`` for ``Wikinews``.

    Of the names with the same first letter only the first few are looked at: an article has no more speakers.
    """
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for key, text in texts.items():
        alike = by_letter.setdefault(key[:1], [])
        if len(alike) < MOST_LABELLED:
            alike.append((key, text))
    for mention in mentions:
        if mention.end >= len(words) or words[mention.end] not in _AFTER_LABEL:
            continue
        key = name_forms.organisation_key(mention.text)
        if joins.root(key) != key or not acronyms.is_acronym(mention.text):
            continue
        long = next(
            (
                long
                for long, text in by_letter.get(key[:1], ())
                if text != mention.text and acronyms.defines(mention.text, text)
            ),
            None,
        )
        if long is not None:
            joins.join(long, key)


def _join_departments(joins: _Joins) -> None:
    """``the Egyptian Ministry of Irrigation`` and ``the Irrigation Ministry``, if the article has no other one."""
    turned: dict[str, dict[str, str]] = {}
    for key in joins.groups:
        match = _DEPARTMENT.fullmatch(key) if " of " in key or " for " in key else None
        if match and (not match[1] or _is_modifier(match[1])):
            short = f"{match[3]} {match[2]}"
            if short in joins.groups:
                turned.setdefault(short, {})[joins.root(key)] = key
    for short, found in turned.items():
        if len(found) == 1:
            joins.join(next(iter(found.values())), short)


def _join_spellings(joins: _Joins) -> None:
    """``Talia Mostafa Group`` and ``Talia Moustafa Group``: all words but one the same, and that one but for a letter."""
    alike: dict[tuple[int, str], tuple[str, str]] = {}
    for key in joins.groups:
        words = key.split()
        for i, word in enumerate(words if len(words) > 1 else ()):
            if len(word) < LONG_WORD or not word.isalpha() or place_of_demonym(word.title()) or lookup(word.title()):
                continue
            rest = i, " ".join([*words[:i], "", *words[i + 1 :]])
            other, spelling = alike.setdefault(rest, (key, word))
            if other != key and _is_one_letter_off(*sorted((word, spelling), key=len)):
                joins.join(other, key)


def _is_one_letter_off(short: str, long: str) -> bool:
    """Whether a letter that one of them lacks, behind the first, is all that differs; plurals are something else."""
    if len(long) - len(short) != 1 or short[0] != long[0] or long.endswith("s"):
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(1, len(long)))


def _join_short_names(joins: _Joins, texts: dict[str, str]) -> None:
    """A name and the one longer name that begins with it (``Helio`` for ``Helio Power``), or ends in it.

    One word that a name ends in is short for it if it is a plural, as those of teams are: ``Tides`` for ``Halmouth Tides``.
    """
    longer: dict[str, dict[str, str]] = {}
    for key, text in texts.items():
        words = key.split()
        for size in range(1, min(len(words), MAX_WORDS)):
            begin, end = " ".join(words[:size]), " ".join(words[-size:])
            if begin in texts and not _is_part_of(words[size:]):
                longer.setdefault(begin, {})[joins.root(key)] = key
            if end in texts and (
                end.endswith("s") or _is_club(text) if size == 1 else _may_be_left_out(words[:-size], joins, end, key)
            ):
                longer.setdefault(end, {})[joins.root(key)] = key
    for key, found in longer.items():
        words = key.split()
        if acronyms.is_acronym(texts[key]) or (len(words) == 1 and _says_little(texts[key], words[0])):
            continue
        roots = {joins.root(other): other for other in found.values()}
        roots.pop(joins.root(key), None)
        if len(roots) == 1:
            joins.join(next(iter(roots.values())), key)


def _is_club(text: str) -> bool:
    """``CR Belouizdad``, which the tables know: called ``Belouizdad``, too."""
    first, _, second = text.partition(" ")
    return (first, second) in known_organisations().longer.get((first, second), ())


def _may_be_left_out(words: list[str], joins: _Joins, short: str, long: str) -> bool:
    """Whether words before a name only say whose it is, or one word does once the whole name has been said."""
    first, later = joins.groups[long].mentions[0], joins.groups[short].mentions[0]
    return _is_modifier(" ".join(words)) or (len(words) == 1 and first.start < later.start)


def _says_little(text: str, word: str) -> bool:
    """Whether a single word is a kind of organisation or a place, so that it need not be short for a longer name."""
    return word in load_roles().organisation or is_place(text, LARGE_TOWN)


def _is_part_of(rest: list[str]) -> bool:
    """Whether what follows a name makes another organisation of it: ``SDF`` and ``SDF Media Center``."""
    return len(rest) > 2 or any(word in _PARTS or word in ("of", "for", "and", "in") for word in rest)  # noqa: PLR2004


def _is_modifier(words: str) -> bool:
    """Whether words before a name only say whose it is: ``US``, ``Iraqi``, ``UN``."""
    name = words.upper() if len(words) <= 3 else words.title()  # noqa: PLR2004
    return (
        words in load_roles().same
        or place_of_demonym(words.title()) is not None
        or any(p.kind is Kind.COUNTRY for p in lookup(name))
    )
