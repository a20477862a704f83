"""Clusters: one entity per person, organisation and place, with all its mentions.

Names are joined by rules, longest forms first, then role phrases (``nominals.py``) are tied to them. Nothing here
depends on anything but the Doc, so the same text gives the same entities.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.nlp import names
from streamproc.nlp.annotations import EntityDraft, MentionDraft, set_clusters
from streamproc.nlp.cast import given_names
from streamproc.nlp.gazetteer import Kind, fold, lookup, loose, place_of_demonym
from streamproc.nlp.nominals import attach_nominals
from streamproc.nlp.roles import load_roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE"},
)
"""The labels whose mentions are entities; numbers, dates and sums are not."""

PLACES = frozenset({"GPE", "LOC", "FAC"})
JUST_NAMED, LONG_AGO, FAR = 40, 120, 1_000_000
"""Tokens, about two sentences and about a paragraph or two."""


@dataclass(slots=True, eq=False)
class Cluster:
    """An entity in the making."""

    label: str
    mentions: list[Span] = field(default_factory=list)
    person: names.PersonName | None = None
    keys: set[str] = field(default_factory=set)
    male: int = 0
    female: int = 0

    @property
    def first(self) -> int:
        return self.mentions[0].start


def clusters(doc: Doc) -> Doc:
    """Set ``doc._.entities`` and ``doc._.mention_of``."""
    mentions = [ent for ent in doc.ents if ent.label_ in NAMED]
    found = [
        *_people([m for m in mentions if m.label_ == "PERSON"]),
        *_organisations(doc, [m for m in mentions if m.label_ == "ORG"]),
        *_places([m for m in mentions if m.label_ in PLACES]),
        *_others([m for m in mentions if m.label_ not in PLACES | {"PERSON", "ORG"}]),
    ]
    for cluster in found:
        cluster.mentions.sort(key=lambda span: span.start)
    found.sort(key=lambda cluster: cluster.first)
    entities = [_entity(cluster) for cluster in found]
    set_clusters(doc, entities)
    attach_nominals(doc, entities)
    set_clusters(doc, entities)
    return doc


# ------------------------------------------------------------------ people


def _people(mentions: list[Span]) -> list[Cluster]:
    """Full names first, in order; then surnames, given names and initials go to the person they fit best."""
    parsed = [(mention, names.person_name(names.surface(mention.text))) for mention in mentions]
    people: list[Cluster] = []
    for mention, name in parsed:
        if len(name.words) > 1 or name.initials:
            _join_person(people, mention, name)
    for mention, name in parsed:
        if len(name.words) == 1 and not name.initials:
            _join_single(people, mention, name)
    return people


def _join_person(people: list[Cluster], mention: Span, name: names.PersonName) -> None:
    for person in people:
        if person.person and names.same_person(person.person, name):
            person.mentions.append(mention)
            if len(name.words) > len(person.person.words):
                person.person = name
            return
    people.append(Cluster("PERSON", [mention], name))


def _join_single(people: list[Cluster], mention: Span, name: names.PersonName) -> None:
    word = name.words[0]
    for part in (_is_surname, _is_given, _is_part, _sounds_like):
        candidates = [person for person in people if person.person and part(person.person, word)]
        if candidates:
            _most_likely(candidates, mention).mentions.append(mention)
            return
    people.append(Cluster("PERSON", [mention], name))


def _is_surname(name: names.PersonName, word: str) -> bool:
    return name.words[-1] == word


def _is_given(name: names.PersonName, word: str) -> bool:
    return name.words[0] == word


def _is_part(name: names.PersonName, word: str) -> bool:
    return word in name.words


def _sounds_like(name: names.PersonName, word: str) -> bool:
    sound = loose(word)
    return bool(sound) and sound == loose(name.words[-1])


def _most_likely(candidates: list[Cluster], mention: Span) -> Cluster:
    """Of several people with one surname: of the gender the title tells; the one the article names most, and first.

    But who has just been named in full is meant when the other has not been named for long.
    """
    if len(candidates) == 1:
        return candidates[0]
    gender = gender_before(mention)
    if gender:
        candidates = [person for person in candidates if _gender(person) in (gender, None)] or candidates

    def full_names(person: Cluster) -> int:
        return sum(len(m) > 1 for m in person.mentions)

    main = max(candidates, key=lambda person: (full_names(person), -person.first))
    nearest = min(candidates, key=lambda person: _distance(person, mention))
    if _distance(nearest, mention) <= JUST_NAMED and _distance(main, mention) > LONG_AGO:
        return nearest
    return main


def _distance(person: Cluster, mention: Span) -> int:
    """Tokens since a person was last named; far more if not yet."""
    return min((mention.start - m.start for m in person.mentions if m.start < mention.start), default=FAR)


def gender_before(mention: Span) -> str | None:
    """The gender that a title before the name tells, or one inside the mention."""
    roles = load_roles()
    doc = mention.doc
    for token in (*doc[max(0, mention.start - 2) : mention.start], mention[0]):
        word = token.lower_.rstrip(".")
        gender = roles.honorifics.get(word) or ("m" if word in roles.male else "f" if word in roles.female else None)
        if gender and token.text[:1].isupper():
            return gender
    return None


def _gender(person: Cluster) -> str | None:
    """By the titles before the name, else by the given name."""
    found = Counter(gender for mention in person.mentions if (gender := gender_before(mention)))
    if found:
        return found.most_common(1)[0][0]
    words = person.person.words if person.person else ()
    return given_names().get(words[0]) if len(words) > 1 else None


# ------------------------------------------------------------------ organisations


def _organisations(doc: Doc, mentions: list[Span]) -> list[Cluster]:
    """Equal names, then definitions, acronyms, known equals and shortened names."""
    groups: dict[str, Cluster] = {}
    for mention in mentions:
        text = names.surface(mention.text)
        key = names.organisation_key(text)
        cluster = groups.setdefault(key, Cluster("ORG"))
        cluster.mentions.append(mention)
        cluster.keys.add(key)
    joins = _Joins(groups)
    by_start = {mention.start: mention for mention in mentions}
    for mention in mentions:
        inner = _in_brackets_after(doc, mention, by_start)
        if inner is not None:
            one, other = (names.organisation_key(names.surface(m.text)) for m in (mention, inner))
            short, long = sorted((names.surface(mention.text), names.surface(inner.text)), key=len)
            if names.defines(short, long) or names.abbreviates(short, long):
                joins.join(one, other)
    texts = {key: names.surface(cluster.mentions[0].text) for key, cluster in groups.items()}
    same = load_roles().same
    by_group: dict[int, str] = {}
    for key in groups:
        group = same.get(key)
        if group is not None:
            joins.join(by_group.setdefault(group, key), key)
    _join_acronyms(joins, texts)
    _join_short_names(joins, texts)
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

    def joined(self, key: str) -> bool:
        return sum(1 for other in self.parent if self.root(other) == self.root(key)) > 1

    def clusters(self) -> list[Cluster]:
        made: dict[str, Cluster] = {}
        for key, cluster in self.groups.items():
            target = made.setdefault(self.root(key), Cluster(cluster.label))
            target.mentions.extend(cluster.mentions)
            target.keys.add(key)
        return list(made.values())


def _in_brackets_after(doc: Doc, mention: Span, by_start: dict[int, Span]) -> Span | None:
    """The mention in brackets right after a mention: ``Human Rights Watch (HRW)``."""
    i = mention.end
    if i < len(doc) and doc[i].tag_ == "POS":
        i += 1
    if i + 1 < len(doc) and doc[i].text in ("(", "["):
        for start in (i + 1, i + 2):
            inner = by_start.get(start)
            if inner is not None and inner.end < len(doc) and doc[inner.end].text in (")", "]", ",", ";"):
                return inner
    return None


def _join_acronyms(joins: _Joins, texts: dict[str, str]) -> None:
    """An acronym and the one long name in the article with these initials."""
    long_names = [(key, text) for key, text in texts.items() if " " in text]
    for key, text in texts.items():
        if names.is_acronym(text):
            fitting = {joins.root(k): k for k, long in long_names if names.abbreviates(text, long)}
            if len(fitting) == 1:
                joins.join(next(iter(fitting.values())), key)


def _join_short_names(joins: _Joins, texts: dict[str, str]) -> None:
    """A name and the one longer name that begins with it (``Helio`` for ``Helio Power``), or ends in it."""
    roles = load_roles()
    for key, text in texts.items():
        words = key.split()
        if (
            names.is_acronym(text)
            or not words
            or (len(words) == 1 and (words[0] in roles.organisation or lookup(text)))
        ):
            continue
        longer = {
            joins.root(other): other
            for other in texts
            if other != key
            and (
                (other.startswith(key + " ") and not _is_part_of(other[len(key) :].split()))
                or (len(words) > 1 and other.endswith(" " + key) and _is_modifier(other[: -len(key)].strip()))
            )
        }
        longer.pop(joins.root(key), None)
        if len(longer) == 1:
            joins.join(next(iter(longer.values())), key)


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


def _places(mentions: list[Span]) -> list[Cluster]:
    """Equal names, names of one country or state, and transliterations of one name."""
    groups: dict[str, Cluster] = {}
    sounds: dict[str, str] = {}
    for mention in mentions:
        text = names.surface(mention.text)
        key = _place_identity(text)
        if key not in groups and (sound := loose(fold(text))):
            key = sounds.setdefault(sound, key)
        cluster = groups.setdefault(key, Cluster(mention.label_))
        cluster.mentions.append(mention)
        cluster.keys.add(fold(text))
    for cluster in groups.values():
        labels = Counter(mention.label_ for mention in cluster.mentions)
        cluster.label = labels.most_common(1)[0][0]
    return list(groups.values())


def _place_identity(text: str) -> str:
    places = lookup(text)
    if places and places[0].kind in (Kind.COUNTRY, Kind.CONTINENT):
        return f"#{places[0].index}"
    return names.place_key(text)


def _others(mentions: list[Span]) -> list[Cluster]:
    """Equal names of one label; nationalities by the country or people they belong to."""
    groups: dict[tuple[str, str], Cluster] = {}
    for mention in mentions:
        text = names.surface(mention.text)
        key = fold(text)
        if mention.label_ == "NORP":
            place = place_of_demonym(text)
            key = f"#{place.index}" if place else key.removesuffix("s")
        cluster = groups.setdefault((mention.label_, key), Cluster(mention.label_))
        cluster.mentions.append(mention)
    return list(groups.values())


# ------------------------------------------------------------------ names of entities


def _entity(cluster: Cluster) -> EntityDraft:
    forms: Counter[str] = Counter()
    for mention in cluster.mentions:
        forms[names.surface(mention.text)] += 1
    name = best_name(cluster.label, forms)
    gender = _gender(cluster) if cluster.label == "PERSON" else None
    return EntityDraft(
        type=cluster.label,
        name=name,
        mentions=[MentionDraft(mention, "name") for mention in cluster.mentions],
        aliases=[form for form in forms if form != name],
        gender=gender,
        plural=cluster.label == "NORP",
    )


def best_name(label: str, forms: Counter[str]) -> str:
    """The name of an entity, of the forms in the text (in order of appearance).

    A person's is the most complete, rather without initials; an organisation's the most common that is not an
    acronym; a place's the most common. Capitals throughout are turned into a name's.
    """
    order = {form: i for i, form in enumerate(forms)}

    def rank(form: str) -> tuple[int, ...]:
        shouted = form.isupper() and not names.is_acronym(form)
        if label == "PERSON":
            name = names.person_name(form)
            dotted = any(len(word.rstrip(".")) == 1 for word in form.split())
            return (shouted, -len(name.words), dotted, -forms[form], order[form])
        short = names.is_acronym(form)
        if label == "ORG":
            return (short, shouted, -forms[form], -len(form.split()), order[form])
        return (short, shouted, -forms[form], -len(form), order[form])

    name = min(forms, key=rank)
    if label in PLACES:
        return _country_name(forms) or _spelt_out(name)
    return _spelt_out(name) if label == "PERSON" and " " in name else name


def _country_name(forms: Counter[str]) -> str | None:
    """A country's usual name, if the text has that or an acronym of it: ``America``, ``US`` ─► ``United States``."""
    for form in forms:
        places = lookup(form)
        if places and places[0].kind is Kind.COUNTRY and (form == places[0].name or names.is_acronym(form)):
            return places[0].name
    return None


def _spelt_out(name: str) -> str:
    """``ERBIL`` ─► ``Erbil``: small letters for a name in capitals, unless they are an acronym's."""
    if not name.isupper() or (names.is_acronym(name) and not lookup(name)):
        return name
    return re.sub(r"[^\W\d_]{3,}", lambda word: word[0].capitalize(), name)
