"""Types of names: what the words beside a name tell, and the rest of the article."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from streamproc.nlp.entities import acronyms, name_forms
from streamproc.nlp.entities.boundaries import MAX_TITLED, MIN_WITH_NICKNAME, nickname_in
from streamproc.nlp.entities.known_types import MISTAKEN_PLACES
from streamproc.nlp.entities.located_names import is_person_here, shown_as_places
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.people_who_say import people_who_say
from streamproc.nlp.knowledge.gazetteer import is_country, lookup, place_of_demonym, states_abbreviated
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

LIKELY = ("ORG", "GPE", "LOC", "FAC", "PERSON")
"""For a long name that the model takes for two things equally often, in this order."""
MIN_LONG = 2
"""Words that an organisation's name has more than, if letters are to stand for it."""
_WITHIN = frozenset({"in", "near", "outside", "around"})
"""Before a town's name: also where a club of the article is called after it."""
_LARGE = frozenset({Kind.COUNTRY, Kind.CAPITAL, Kind.CONTINENT})


def people_after_titles(spans: SpanList) -> None:
    """``Mr Albanese``, ``President Petro``: a title makes a person of a name; also of one whose first word was missed."""
    titles = load_words().before_person
    for ent in spans.ents:
        before = ent.start - 1
        short = before >= 0 and ent.end - ent.start <= MAX_TITLED
        if short and spans.words[before][0].isupper() and spans.lower[before].rstrip(".") in titles:
            ent.label = "PERSON"
        elif _lacks_given_name(spans, ent):
            ent.start, ent.label = before, "PERSON"


def _lacks_given_name(spans: SpanList, ent: Ent) -> bool:
    """``Prime Minister Joost Verhagen`` of which the model knows ``Verhagen`` alone."""
    given, roles = ent.start - 1, load_roles()
    return (
        given > 0
        and ent.end - ent.start == 1
        and spans.lower[given - 1] in roles.person
        and spans.is_proper(given)
        and spans.words[given].isalpha()
        and not spans.words[given].isupper()
        and spans.lower[given] not in roles.heads
        and (ent.label == "PERSON" or not lookup(spans.words[ent.start]))
        and given not in spans.taken()
    )


def by_article(spans: SpanList) -> None:
    """What the words beside a name tell in one place, and what is most frequent, counts for the whole article."""
    named = []
    for ent in spans.ents:
        text = spans.text(ent)
        named.append((ent, text, name_forms.place_key(text)))
    by_context(spans, named)
    people_who_say(spans, named)
    one_name_one_type(spans, named)


def by_context(spans: SpanList, named: list[tuple[Ent, str, str]]) -> None:
    """Names that are places somewhere in the article, and places nobody knows that speak or are spelt in capitals."""
    data = load_words()
    where: set[str] = set()
    speaks: set[str] = set()
    for ent, _, key in named:
        before, after = _beside(spans, ent)
        if before in data.before_place:
            where.add(key)
        elif before in data.beside_speaker or after in data.beside_speaker:
            speaks.add(key)
    for ent, text, key in named:
        if ent.label in MISTAKEN_PLACES or ent.label == "GPE":
            ent.label = _label_in_context(text, ent, is_place=key in where, speaks=key in speaks)


def _beside(spans: SpanList, ent: Ent) -> tuple[str, str]:
    before = spans.lower[ent.start - 1] if ent.start else ""
    after = spans.lower[ent.end] if ent.end < len(spans.lower) else ""
    return before, after


def _label_in_context(text: str, ent: Ent, *, is_place: bool, speaks: bool) -> str:
    places = lookup(text) if text not in load_words().bodies else ()
    if places:
        usual = places[0].kind is not Kind.CITY or places[0].usual
        state = places[0].kind is Kind.ADMIN1 and text.isupper()
        hidden = ent.label in MISTAKEN_PLACES and is_place and not speaks and usual
        hidden = hidden and (state or not _is_short_acronym(text))
        return "GPE" if hidden else ent.label
    if ent.label == "GPE":
        if (
            acronyms.is_acronym(text)
            and len(text) > MIN_LONG
            and not (states_abbreviated(text) or text in load_words().short_places)
        ):  # two letters may be a state
            return "ORG"
        if speaks and not is_place and ent.end - ent.start < MAX_TITLED:
            return "PERSON"
    return ent.label


def _is_short_acronym(text: str) -> bool:
    return acronyms.is_acronym(text) and len(text) <= 4  # noqa: PLR2004 - longer ones are places written in capitals


def one_name_one_type(spans: SpanList, named: list[tuple[Ent, str, str]]) -> None:
    """The same words have one type in an article: the most frequent; a surname or given name is its bearer's."""
    shortened = _shortened(spans, {key for ent, _, key in named if ent.label == "PERSON"})
    long_names = [text for ent, text, _ in named if ent.label == "ORG" and ent.end - ent.start > MIN_LONG]
    votes, bearers, companies = _counted(spans, named)
    shown = shown_as_places(spans, named)
    for ent, text, key in named:
        labels = votes[key]
        called_so = key in companies or (ent.label == "PERSON" and ent.start > shortened.get(key, ent.start))
        if called_so and _beside(spans, ent)[0] in _WITHIN:
            ent.label = "GPE"  # Ostby FC won in Ostby
        elif key in companies or (ent.label == "GPE" and acronyms.is_acronym(text) and _is_short_for(text, long_names)):
            ent.label = "ORG"
        elif key in bearers and not _is_place_or_people(spans, ent, labels, sure=bearers[key]):
            ent.label = "PERSON"
        elif ent.label == "PERSON" and ent.start > shortened.get(key, ent.start) and not _is_titled(spans, ent):
            ent.label = "ORG"
        elif len(labels) > 1:
            ent.label = "GPE" if key in shown and ent.label in MISTAKEN_PLACES else _voted(ent.label, labels, text)


def _counted(
    spans: SpanList, named: list[tuple[Ent, str, str]]
) -> tuple[dict[str, dict[str, int]], dict[str, bool], set[str]]:
    """How often each name has each label, the names of people (``_add_bearer``), and those of companies without their ending."""
    votes: dict[str, dict[str, int]] = {}
    bearers, companies = dict[str, bool](), set[str]()
    for ent, text, key in named:
        labels = votes.setdefault(key, {})
        labels[ent.label] = labels.get(ent.label, 0) + (1 if text.isupper() else 2)  # capitals mislead the model
        if ent.label == "PERSON" and ent.end - ent.start > 1:
            _add_bearer(bearers, text, spans.words[ent.start : ent.end])
        elif ent.label == "ORG" and (short := name_forms.organisation_key(text)) != key:
            companies.add(short)
    return votes, bearers, companies


def _is_short_for(acronym: str, long_names: list[str]) -> bool:
    """Whether an acronym that is no country's has the initials of an organisation of the article."""
    return not is_country(acronym) and any(acronyms.abbreviates(acronym, text) for text in long_names)


def _shortened(spans: SpanList, people: set[str]) -> dict[str, int]:
    """First words of organisations that no name stood before, and where, if they are also a person's name.

    ``Hammond`` after ``Hammond Records``.
    """
    named: set[str] = set()
    found: dict[str, int] = {}
    long = {fold(spans.words[ent.start]) for ent in spans.ents if ent.label == "ORG" and ent.end - ent.start > 1}
    for ent in spans.ents if not long.isdisjoint(people) else ():
        word = fold(spans.words[ent.start])
        if ent.label == "ORG" and ent.end - ent.start > 1 and word not in named:
            found[word] = ent.start
        named.add(word)
    return found


def _is_titled(spans: SpanList, ent: Ent) -> bool:
    return ent.start > 0 and spans.lower[ent.start - 1].rstrip(".") in load_roles().honorifics


def _add_bearer(bearers: dict[str, bool], text: str, tokens: list[str]) -> None:
    """Surname, given name and nickname of a person; True where the given name is a known one or the name comes back."""
    words = name_forms.person_name(text).words
    last = fold(" ".join(tokens[-3:] if tokens[-2] == "-" else tokens[-1:]))  # Colin Ortega-O'Shea
    given = words[0] in given_names()
    for word in (words[0], words[-1], last, *name_forms.surnames_with_particles(words)):
        if given or not _is_country(word):
            bearers[word] = word in bearers or given
    if len(tokens) >= MIN_WITH_NICKNAME:
        bearers.update((fold(word), True) for word in nickname_in(tokens))


def _is_country(word: str) -> bool:
    """``Transparencia Venezuela`` makes no surname of a country."""
    name = word.capitalize()
    return name not in load_words().countries_as_surnames and is_country(name)


def _voted(label: str, labels: dict[str, int], text: str) -> str:
    """The most frequent label; when none is, a place's for a known place, the likeliest for other names of several words."""
    best, count = max(labels.items(), key=itemgetter(1))
    if count > labels.get(label, 0):
        return best
    known = lookup(text)
    if known and labels.get("GPE") == count and known[0].usual:
        return "GPE"
    if " " in text:
        return min((other for other in labels if labels[other] == count), key=_likelihood)
    return label


def _likelihood(label: str) -> int:
    return LIKELY.index(label) if label in LIKELY else len(LIKELY)


def _is_place_or_people(spans: SpanList, ent: Ent, labels: dict[str, int], *, sure: bool) -> bool:
    """Whether a name that is also somebody's means a country or a people here."""
    text = spans.text(ent)
    people = labels.get("PERSON", 0)
    if place_of_demonym(text) is not None:
        return True
    if labels.get("NORP", 0) > people + 2:
        return not is_person_here(spans, ent)
    places = lookup(text)
    if not places or places[0].kind not in _LARGE:
        return False
    if sure:
        return _beside(spans, ent)[0] in load_words().before_place
    return people < labels.get("GPE", 0) + labels.get("LOC", 0)
