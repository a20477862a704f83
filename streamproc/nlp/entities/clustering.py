"""Clusters: one entity per person, organisation and place, with all its mentions.

Names are joined by rules, longest forms first, then role phrases (``nominals.py``) are tied to them. Nothing here
depends on anything but the Doc, so the same text gives the same entities.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from streamproc.nlp.doc.annotations import EntityDraft, MentionDraft, full_text, set_clusters, tokens_of
from streamproc.nlp.entities import name_forms
from streamproc.nlp.entities.nominal_mentions import attach_nominals
from streamproc.nlp.entities.person_clusters import Cluster, Named, cluster_people, gender_of
from streamproc.nlp.entities.place_clusters import split_namesakes
from streamproc.nlp.knowledge.gazetteer import is_place, lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.gazetteer_index import Kind, gazetteer
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import fold, loose
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacy.tokens import Doc

    from streamproc.nlp.doc.tokens import Tokens
    from streamproc.nlp.knowledge.data_files import OperatorFiles

NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE"},
)
"""The labels whose mentions are entities; numbers, dates and sums are not."""

PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMED_ONCE = frozenset({Kind.COUNTRY, Kind.CONTINENT})
"""Places that are one entity under all their names."""
Key = TypeVar("Key")


_AFTER_LABEL = frozenset({":", ")", "))"})
_DEPARTMENT = re.compile(r"\A(?:(.+) )?(ministry|department|bureau|office) (?:of|for) (?:the )?(.+)")

LARGE_TOWN = 200_000
"""People of a town whose name alone means the town rather than an organisation that is called after it."""
MAX_WORDS = 8
"""Words of a name that a longer one may begin with or end in."""


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with the role words, given names and the gazetteer."""
    for read in (load_roles, given_names, gazetteer):
        read()
    return clusters


def clusters(doc: Doc) -> Doc:
    """Set ``doc._.entities`` and ``doc._.mention_of``."""
    by_label: dict[str, list[Named]] = {}
    text, tokens = full_text(doc), tokens_of(doc)
    words = tokens.text
    for ent in doc.ents:
        label = ent.label_
        if label in NAMED:
            surface = name_forms.surface(text[ent.start_char : ent.end_char])
            kind = "place" if label in PLACES else label if label in ("PERSON", "ORG") else "other"
            by_label.setdefault(kind, []).append(Named(ent, label, surface, ent.start, ent.end, words))
    found = [
        *cluster_people(by_label.get("PERSON", [])),
        *_organisations(tokens, by_label.get("ORG", [])),
        *_places(doc, by_label.get("place", [])),
        *_others(by_label.get("other", [])),
    ]
    for cluster in found:
        if len(cluster.mentions) > 1:
            cluster.mentions.sort(key=lambda mention: mention.start)
    found.sort(key=lambda cluster: cluster.mentions[0].start)
    entities = [_entity(cluster) for cluster in found]
    set_clusters(doc, entities)
    attach_nominals(doc, entities)
    return doc


# ------------------------------------------------------------------ organisations


def _organisations(tokens: Tokens, mentions: list[Named]) -> list[Cluster]:
    """Equal names, then definitions, acronyms, known equals and shortened names."""
    if not mentions:
        return []
    groups: dict[str, Cluster] = {}
    for mention in mentions:
        _grouped(groups, name_forms.organisation_key(mention.text), "ORG").mentions.append(mention)
    joins = _Joins(groups)
    by_start = {mention.start: mention for mention in mentions}
    for mention in mentions:
        inner = _in_brackets_after(tokens, mention, by_start)
        if inner is not None:
            short, long = sorted((mention.text, inner.text), key=len)
            if name_forms.defines(short, long) or name_forms.abbreviates(short, long):
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
    return joins.clusters()


def _grouped(groups: dict[Key, Cluster], key: Key, label: str) -> Cluster:
    """The cluster of a key, a new one if there is none."""
    cluster = groups.get(key)
    if cluster is None:
        cluster = groups[key] = Cluster(label)
    return cluster


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
            _grouped(made, self.root(key), cluster.label).mentions.extend(cluster.mentions)
        return list(made.values())


def _in_brackets_after(tokens: Tokens, mention: Named, by_start: dict[int, Named]) -> Named | None:
    """The mention in brackets right after a mention: ``Human Rights Watch (HRW)``."""
    words, size, i = tokens.text, tokens.size, mention.end
    if i < size and tokens.tag[i] == "POS":
        i += 1
    if i + 1 < size and words[i] in ("(", "["):
        for start in (i + 1, i + 2):
            inner = by_start.get(start)
            if inner is not None and inner.end < size and words[inner.end] in (")", "]", ",", ";"):
                return inner
    return None


def _join_acronyms(joins: _Joins, texts: dict[str, str]) -> None:
    """An acronym and the one long name in the article with these initials."""
    acronyms = [(key, text) for key, text in texts.items() if name_forms.is_acronym(text)]
    long_names = [(key, text) for key, text in texts.items() if " " in text] if acronyms else []
    by_initials: dict[str, list[str]] = {}
    for key, text in long_names:
        for letters in name_forms.initials(text):
            by_initials.setdefault(letters.removesuffix("S"), []).append(key)
    for key, text in acronyms:
        fitting = {joins.root(long): long for long in by_initials.get(name_forms.letters(text), ())}
        if len(fitting) == 1:
            joins.join(next(iter(fitting.values())), key)


def _join_labels(words: list[str], joins: _Joins, mentions: list[Named], texts: dict[str, str]) -> None:
    """Letters before a speaker's words, and the first name that they abbreviate: ``((WN))`` for ``Wikinews``."""
    for mention in mentions:
        if mention.end >= len(words) or words[mention.end] not in _AFTER_LABEL:
            continue
        key = name_forms.organisation_key(mention.text)
        if joins.root(key) != key or not name_forms.is_acronym(mention.text):
            continue
        long = next(
            (key for key, text in texts.items() if text != mention.text and name_forms.defines(mention.text, text)),
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


def _join_short_names(joins: _Joins, texts: dict[str, str]) -> None:
    """A name and the one longer name that begins with it (``Helio`` for ``Helio Power``), or ends in it.

    One word that a name ends in is short for it if it is a plural, as those of teams are: ``Tides`` for ``Halmouth Tides``.
    """
    longer: dict[str, dict[str, str]] = {}
    for key in texts:
        words = key.split()
        for size in range(1, min(len(words), MAX_WORDS)):
            begin, end = " ".join(words[:size]), " ".join(words[-size:])
            if begin in texts and not _is_part_of(words[size:]):
                longer.setdefault(begin, {})[joins.root(key)] = key
            if end in texts and (end.endswith("s") if size == 1 else _may_be_left_out(words[:-size], joins, end, key)):
                longer.setdefault(end, {})[joins.root(key)] = key
    for key, found in longer.items():
        words = key.split()
        if name_forms.is_acronym(texts[key]) or (len(words) == 1 and _says_little(texts[key], words[0])):
            continue
        roots = {joins.root(other): other for other in found.values()}
        roots.pop(joins.root(key), None)
        if len(roots) == 1:
            joins.join(next(iter(roots.values())), key)


def _may_be_left_out(words: list[str], joins: _Joins, short: str, long: str) -> bool:
    """Whether words before a name only say whose it is, or one word does once the whole name has been said."""
    first, later = joins.groups[long].mentions[0], joins.groups[short].mentions[0]
    return _is_modifier(" ".join(words)) or (len(words) == 1 and first.start < later.start)


def _says_little(text: str, word: str) -> bool:
    """Whether a single word is a kind of organisation or a place, so that it need not be short for a longer name."""
    return word in load_roles().organisation or is_place(text, LARGE_TOWN)


def _is_part_of(rest: list[str]) -> bool:
    """Whether what follows a name makes another organisation of it: ``SDF`` and ``SDF Media Center``."""
    parts = {
        "media",
        "centre",
        "center",
        "council",
        "committee",
        "department",
        "office",
        "school",
        "foundation",
        "board",
    }
    return len(rest) > 2 or any(word in parts or word in ("of", "for", "and", "in") for word in rest)  # noqa: PLR2004


def _is_modifier(words: str) -> bool:
    """Whether words before a name only say whose it is: ``US``, ``Iraqi``, ``UN``."""
    name = words.upper() if len(words) <= 3 else words.title()  # noqa: PLR2004
    return (
        words in load_roles().same
        or place_of_demonym(words.title()) is not None
        or any(p.kind is Kind.COUNTRY for p in lookup(name))
    )


# ------------------------------------------------------------------ places and the rest


def _places(doc: Doc, mentions: list[Named]) -> list[Cluster]:
    """Equal names, names of one country or state, and transliterations of one name; namesakes are kept apart."""
    groups: dict[str, Cluster] = {}
    sounds: dict[str, str] = {}
    for mention in mentions:
        key = _place_identity(mention.text)
        if key not in groups and (sound := loose(fold(mention.text))):
            key = sounds.setdefault(sound, key)
        _grouped(groups, key, mention.label).mentions.append(mention)
    for cluster in groups.values():
        if len(cluster.mentions) > 1:
            cluster.label = Counter([mention.label for mention in cluster.mentions]).most_common(1)[0][0]
    by_start = {mention.start: mention for mention in mentions}
    return [one for cluster in groups.values() for one in _told_apart(doc, cluster, by_start)]


def _told_apart(doc: Doc, cluster: Cluster, by_start: dict[int, Named]) -> list[Cluster]:
    return split_namesakes(doc, cluster, by_start) if len(cluster.mentions) > 1 else [cluster]


def _place_identity(text: str) -> str:
    places = lookup(text)
    if places and places[0].kind in _NAMED_ONCE:
        return f"#{places[0].index}"
    return name_forms.place_key(_state_called(text) or text)


def _state_called(text: str) -> str | None:
    """The name of the one state behind a short form with a full stop or of two capitals: ``Md.``, ``MD``."""
    if not (text.endswith(".") or (text.isupper() and len(text) == 2)):  # noqa: PLR2004
        return None
    states = states_abbreviated(text)
    return states[0].name if len(states) == 1 else None


def _others(mentions: list[Named]) -> list[Cluster]:
    """Equal names of one label; nationalities by the country or people they belong to."""
    groups: dict[tuple[str, str], Cluster] = {}
    for mention in mentions:
        label, key = mention.label, fold(mention.text)
        if label == "NORP":
            place = place_of_demonym(mention.text)
            key = f"#{place.index}" if place else key.removesuffix("s")
        _grouped(groups, (label, key), label).mentions.append(mention)
    return list(groups.values())


# ------------------------------------------------------------------ names of entities


def _entity(cluster: Cluster) -> EntityDraft:
    forms: dict[str, int] = {}
    for mention in cluster.mentions:
        forms[mention.text] = forms.get(mention.text, 0) + 1
    name = best_name(cluster.label, forms)
    if cluster.area:
        name = f"{name}, {cluster.area}"
    return EntityDraft(
        type=cluster.label,
        name=name,
        mentions=[MentionDraft(mention.span, "name") for mention in cluster.mentions],
        aliases=[form for form in forms if form != name],
        gender=gender_of(cluster) if cluster.label == "PERSON" else None,
        plural=cluster.label == "NORP",
    )


def best_name(label: str, forms: Mapping[str, int]) -> str:
    """The name of an entity, of the forms in the text (in order of appearance).

    A person's is the most complete, rather without initials; an organisation's the most common that is not an
    acronym; a place's the most common. Capitals throughout are turned into a name's.
    """
    name = _best_form(label, forms) if len(forms) > 1 else next(iter(forms))
    if label in PLACES:
        return _country_name(forms) or _state_called(name) or _spelt_out(name)
    return _spelt_out(name) if label == "PERSON" and " " in name else name


def _best_form(label: str, forms: Mapping[str, int]) -> str:
    def rank(form: str) -> tuple[int, ...]:
        shouted = form.isupper() and not name_forms.is_acronym(form)
        if label == "PERSON":
            name = name_forms.person_name(form)
            dotted = any(len(word.rstrip(".")) == 1 for word in form.split())
            return (shouted, -len(name.words), dotted, -forms[form])
        length = len(form.split()) if label == "ORG" else len(form)
        return (name_forms.is_acronym(form), shouted, -forms[form], -length)

    return min(forms, key=rank)  # of equals the first


def _country_name(forms: Iterable[str]) -> str | None:
    """A country's usual name, if the text has that or an acronym of it: ``America``, ``US`` ─► ``United States``."""
    for form in forms:
        places = lookup(form)
        if places and places[0].kind is Kind.COUNTRY and (form == places[0].name or name_forms.is_acronym(form)):
            return places[0].name
    return None


def _spelt_out(name: str) -> str:
    """``ERBIL`` ─► ``Erbil``: small letters for a name in capitals, unless they are an acronym's."""
    if not name.isupper() or (name_forms.is_acronym(name) and not lookup(name)):
        return name
    return re.sub(r"[^\W\d_]{3,}", lambda word: word[0].capitalize(), name)
