"""Clusters of people: full names first, then surnames, given names and initials go to the person they fit best."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from streamproc.nlp.entities import acronyms, name_forms
from streamproc.nlp.entities.cluster import FAR, JUST_NAMED, LONG_AGO, Cluster
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import loose
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.entities.cluster import Named


TITLE_LETTERS = 3
MAX_NAMESAKES = 12
"""People who share a word and are told apart by it; more are kept apart by their whole names only."""


class People:
    """The people of an article so far, found by the words of their names."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.by_word: dict[str, list[Cluster]] = {}

    def add(self, mention: Named, name: name_forms.PersonName) -> None:
        person = Cluster("PERSON", [mention], name)
        self.clusters.append(person)
        self.learn(person, name)

    def learn(self, person: Cluster, name: name_forms.PersonName) -> None:
        for word in {*name.words, *_short_names(name.words[0]), _initials(name), _sound(name), " ".join(name.words)}:
            known = self.by_word.setdefault(word, [])
            if len(known) < MAX_NAMESAKES and person not in known:
                known.append(person)

    def sharing(self, name: name_forms.PersonName) -> list[Cluster]:
        """People who share a surname, its sound or the first word with a name; earliest first."""
        found: dict[int, Cluster] = {}
        for word in (name.words[-1], _sound(name), name.words[0], " ".join(name.words)):
            for person in self.by_word.get(word, ()):
                found[id(person)] = person
        people = list(found.values())
        return sorted(people, key=lambda person: person.mentions[0].start) if len(people) > 1 else people


def cluster_people(mentions: list[Named]) -> list[Cluster]:
    """One cluster for each person."""
    parsed = [(mention, name_forms.person_name(mention.text)) for mention in mentions]
    people = People()
    for mention, name in parsed:
        if len(name.words) > 1 or name.initials:
            _join_full(people, mention, name)
    for mention, name in parsed:
        if len(name.words) == 1 and not name.initials:
            _join_single(people, mention, name)
    return people.clusters


def _join_full(people: People, mention: Named, name: name_forms.PersonName) -> None:
    for person in people.sharing(name):
        if person.person and name_forms.same_person(person.person, name):
            person.mentions.append(mention)
            if len(name.words) > len(person.person.words):
                person.person = name
                people.learn(person, name)
            return
    people.add(mention, name)


def _join_single(people: People, mention: Named, name: name_forms.PersonName) -> None:
    """A surname goes before a given name, that before another part, that before what sounds or is short for one."""
    word = name.words[0]
    bearers = people.by_word.get(word, []) or people.by_word.get(_sound(name), [])
    if not bearers:
        keys = [*_short_names(word), *([f".{word}"] if acronyms.is_acronym(mention.text) else [])]
        bearers = [person for key in keys for person in people.by_word.get(key, ())]
        if len(set(map(id, bearers))) != 1:
            people.add(mention, name)
            return

    def rank(person: Cluster) -> int:
        words = person.person.words if person.person else ()
        return 0 if words[-1] == word else 1 if words[0] == word else 2

    best = min(map(rank, bearers))
    _most_likely([person for person in bearers if rank(person) == best], mention).mentions.append(mention)


def _short_names(given: str) -> list[str]:
    """Keys for the groups of a given name's short forms; the mark keeps them apart from words."""
    return [f"={group}" for group in name_forms.nickname_groups(given)]


def _initials(name: name_forms.PersonName) -> str:
    """A key for the initials of a name, under which an interview may have it; the mark keeps it apart from words."""
    return "." + "".join([word[0] for word in name.words])


def _sound(name: name_forms.PersonName) -> str:
    """A key for surnames that are spelt in several ways; the mark keeps it apart from words."""
    return "~" + (loose(name.words[-1]) or name.words[-1])


def _most_likely(candidates: list[Cluster], mention: Named) -> Cluster:
    """Of several people with one surname: by title, by the gender that it tells; the one the article names most, and first.

    But who has just been named in full is meant when the other has not been named for long.
    """
    if len(candidates) == 1:
        return candidates[0]
    title = _title_before(mention)
    if title:
        bearers = [person for person in candidates if any(_title_before(named) == title for named in person.mentions)]
        candidates = bearers or candidates
    gender = gender_before(mention)
    if gender:
        candidates = [person for person in candidates if gender_of(person) in (gender, None)] or candidates

    def full_names(person: Cluster) -> int:
        return sum(named.full for named in person.mentions)

    main = max(candidates, key=lambda person: (full_names(person), -person.mentions[0].start))
    nearest = min(candidates, key=lambda person: _distance(person, mention))
    if full_names(nearest) == full_names(main) and _is_speaker(mention):
        return nearest
    if _distance(nearest, mention) <= JUST_NAMED and _distance(main, mention) > LONG_AGO:
        return nearest
    return main


def _is_speaker(mention: Named) -> bool:
    """``Lee said``, ``said Lee``: who has been named last, where two are named as often."""
    beside = (*mention.words[max(0, mention.start - 1) : mention.start], *mention.words[mention.end : mention.end + 1])
    return not load_words().beside_speaker.isdisjoint(beside)


def _title_before(mention: Named) -> str:
    """The first letters of a title, which its short form shares: ``sen`` of ``Senator Aquino`` and ``Sen. Aquino``."""
    word = mention.words[mention.start - 1] if mention.start else ""
    title = word.lower().rstrip(".")
    return title[:TITLE_LETTERS] if word[:1].isupper() and title in load_roles().honorifics else ""


def _distance(person: Cluster, mention: Named) -> int:
    """Tokens since a person was last named; far more if not yet."""
    return min((mention.start - m.start for m in person.mentions if m.start < mention.start), default=FAR)


def gender_of(person: Cluster) -> str | None:
    """By the titles before the name, else by the given name: f, m, or None."""
    found = [gender for mention in person.mentions if (gender := gender_before(mention))]
    if found:
        return Counter(found).most_common(1)[0][0]
    words = person.person.words if person.person else ()
    return given_names().get(words[0]) if len(words) > 1 else None


def gender_before(mention: Named) -> str | None:
    """The gender that a title before the name tells, or one inside the mention."""
    for word in mention.words[max(0, mention.start - 2) : mention.start + 1]:
        if gender := _title_gender(word):
            return gender
    return None


@lru_cache(maxsize=20_000)
def _title_gender(word: str) -> str | None:
    if not word[:1].isupper():
        return None
    roles = load_roles()
    title = word.lower().rstrip(".")
    return roles.honorifics.get(title) or ("m" if title in roles.male else "f" if title in roles.female else None)
