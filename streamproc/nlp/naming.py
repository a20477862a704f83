"""Types of names: what a name tells by itself, by the words beside it, and by the rest of the article."""

from __future__ import annotations

from collections import Counter, defaultdict

from streamproc.nlp import names
from streamproc.nlp.cast import given_names
from streamproc.nlp.gazetteer import Kind, fold, lookup, place_of_demonym
from streamproc.nlp.roles import load_roles
from streamproc.nlp.spans import MAX_TITLED, Ent, Sheet, load_words, nickname_in

PLACES = frozenset({"GPE", "LOC", "FAC"})
MISTAKEN_PLACES = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART"})
"""Labels under which the model hides a place that the article shows to be one."""
LIKELY = ("ORG", "GPE", "LOC", "FAC", "PERSON")
"""For a long name that the model takes for two things equally often, in this order."""
MIN_LONG = 2
"""Words that an organisation's name has more than, if letters are to stand for it."""
_LARGE = frozenset({Kind.COUNTRY, Kind.CAPITAL, Kind.CONTINENT})


def type_known(sheet: Sheet) -> None:
    """Types that names tell by themselves: countries, nationalities, well-known organisations, ``… Court``."""
    for ent in sheet.ents:
        ent.label = known_type(sheet.text(ent), ent.label)


def known_type(text: str, label: str) -> str:
    """The label of a name by what it is made of, or the one it has."""
    key = fold(text)
    if key in load_roles().same:
        return "ORG"
    told = _told_by_words(key, label) if " " in key else None
    if told is not None:
        return told
    found = lookup(text)
    demonym = place_of_demonym(text)
    if demonym is not None and not found and label in ("GPE", "ORG", "PERSON", "LOC"):
        return "NORP"
    if demonym is None and label in MISTAKEN_PLACES:
        if found and found[0].kind is Kind.COUNTRY:
            return "GPE"
        if any(place.kind is Kind.CONTINENT for place in found):
            return "LOC"
    return label


def _told_by_words(key: str, label: str) -> str | None:
    """The label that the first or last word of a longer name tells: ``Lake Encke``, ``Lindos Court``."""
    words = load_words()
    if label in ("PERSON", "FAC") and key.partition(" ")[0] in words.beginnings:
        return "LOC"
    end = words.ends.get(key.rpartition(" ")[2])
    return end if end == "ORG" or label not in PLACES else None


def people_after_titles(sheet: Sheet) -> None:
    """``Mr Albanese``, ``President Petro``: a title makes a person of a name."""
    titles = load_words().before_person
    for ent in sheet.ents:
        if ent.start > 0 and ent.end - ent.start <= MAX_TITLED:
            word = sheet.words[ent.start - 1]
            if word[0].isupper() and word.lower().rstrip(".") in titles:
                ent.label = "PERSON"


def by_context(sheet: Sheet) -> None:
    """Names that are places somewhere in the article, and places nobody knows that speak or are spelt in capitals."""
    data = load_words()
    where: set[str] = set()
    speaks: set[str] = set()
    texts = [sheet.text(ent) for ent in sheet.ents]
    keys = [names.place_key(text) for text in texts]
    for ent, key in zip(sheet.ents, keys, strict=True):
        before, after = _beside(sheet, ent)
        if before in data.before_place:
            where.add(key)
        elif before in data.beside_speaker or after in data.beside_speaker:
            speaks.add(key)
    for ent, text, key in zip(sheet.ents, texts, keys, strict=True):
        if ent.label in MISTAKEN_PLACES or ent.label == "GPE":
            ent.label = _label_in_context(text, ent, is_place=key in where, speaks=key in speaks)


def _beside(sheet: Sheet, ent: Ent) -> tuple[str, str]:
    before = sheet.words[ent.start - 1].lower() if ent.start else ""
    after = sheet.words[ent.end].lower() if ent.end < len(sheet.words) else ""
    return before, after


def _label_in_context(text: str, ent: Ent, *, is_place: bool, speaks: bool) -> str:
    places = lookup(text)
    if places:
        usual = places[0].kind is not Kind.CITY or places[0].usual
        hidden = ent.label in MISTAKEN_PLACES and is_place and not speaks and usual and not _is_short_acronym(text)
        return "GPE" if hidden else ent.label
    if ent.label == "GPE":
        if names.is_acronym(text) and len(text) > 2:  # noqa: PLR2004 - two letters may be a state
            return "ORG"
        if speaks and not is_place and ent.end - ent.start < MAX_TITLED:
            return "PERSON"
    return ent.label


def _is_short_acronym(text: str) -> bool:
    return names.is_acronym(text) and len(text) <= 4  # noqa: PLR2004 - longer ones are places written in capitals


def one_name_one_type(sheet: Sheet) -> None:
    """The same words have one type in an article: the most frequent; a surname or given name is its bearer's."""
    bearers: dict[str, bool] = {}
    companies: set[str] = set()
    shortened = _shortened(sheet)
    long_names = [
        text
        for ent in sheet.ents
        if ent.label == "ORG" and ent.end - ent.start > MIN_LONG and (text := sheet.text(ent))
    ]
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts = [sheet.text(ent) for ent in sheet.ents]
    keys = [names.place_key(text) for text in texts]
    for ent, text, key in zip(sheet.ents, texts, keys, strict=True):
        votes[key][ent.label] += 1 if text.isupper() else 2  # capitals mislead the model
        if ent.label == "PERSON" and ent.end - ent.start > 1:
            _add_bearer(bearers, text)
            bearers.update((fold(word), True) for word in nickname_in(sheet.words[ent.start : ent.end]))
        elif ent.label == "ORG" and (short := names.organisation_key(text)) != key:
            companies.add(short)
    for ent, text, key in zip(sheet.ents, texts, keys, strict=True):
        labels = votes[key]
        if key in companies or (ent.label == "GPE" and names.is_acronym(text) and _is_short_for(text, long_names)):
            ent.label = "ORG"
        elif key in bearers and not _is_place_or_people(sheet, ent, labels, sure=bearers[key]):
            ent.label = "PERSON"
        elif ent.label == "PERSON" and ent.start > shortened.get(key, ent.start) and not _is_titled(sheet, ent):
            ent.label = "ORG"
        elif len(labels) > 1:
            ent.label = _voted(ent.label, labels, text)


def _is_short_for(acronym: str, long_names: list[str]) -> bool:
    """Whether an acronym that is no country's has the initials of an organisation of the article."""
    known = lookup(acronym)
    country = bool(known) and known[0].kind is Kind.COUNTRY
    return not country and any(names.abbreviates(acronym, text) for text in long_names)


def _shortened(sheet: Sheet) -> dict[str, int]:
    """First words of organisations that no name stood before, and where: ``Hammond`` after ``Hammond Records``."""
    named: set[str] = set()
    found: dict[str, int] = {}
    for ent in sheet.ents:
        word = fold(sheet.words[ent.start])
        if ent.label == "ORG" and ent.end - ent.start > 1 and word not in named:
            found[word] = ent.start
        named.add(word)
    return found


def _is_titled(sheet: Sheet, ent: Ent) -> bool:
    return ent.start > 0 and sheet.words[ent.start - 1].lower().rstrip(".") in load_roles().honorifics


def _add_bearer(bearers: dict[str, bool], text: str) -> None:
    """Surname and given name of a person; True where the given name is a known one or the name comes back."""
    words = names.person_name(text).words
    for word in (words[0], words[-1]):
        bearers[word] = word in bearers or words[0] in given_names()


def _voted(label: str, labels: Counter[str], text: str) -> str:
    """The most frequent label; when none is, a place's for a known place, the likeliest for other names of several words."""
    best, count = labels.most_common(1)[0]
    if count > labels[label]:
        return best
    known = lookup(text)
    if known and labels["GPE"] == count and known[0].usual:
        return "GPE"
    if " " in text:
        return min((other for other in labels if labels[other] == count), key=_likelihood)
    return label


def _likelihood(label: str) -> int:
    return LIKELY.index(label) if label in LIKELY else len(LIKELY)


def _is_place_or_people(sheet: Sheet, ent: Ent, labels: Counter[str], *, sure: bool) -> bool:
    """Whether a name that is also somebody's means a country or a people here."""
    text = sheet.text(ent)
    if place_of_demonym(text) is not None or labels["NORP"] > labels["PERSON"] + 2:
        return True
    places = lookup(text)
    if not places or places[0].kind not in _LARGE:
        return False
    if sure:
        return _beside(sheet, ent)[0] in load_words().before_place
    return labels["PERSON"] < labels["GPE"] + labels["LOC"]
