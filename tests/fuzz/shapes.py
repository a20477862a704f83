"""Texts of any length that repeat their shape and never their words: what is quadratic in distinct names shows only here.

A word is made from its number, so that each shape says the same at every run.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ROLES = ("minister", "mayor", "spokesman", "analyst", "colonel", "president", "judge", "farmer")
CUES = ("said", "told reporters", "warned", "added", "insisted", "wrote", "argued", "conceded")
VERBS = ("attacked", "arrested", "accused", "praised", "sued", "bombed", "met", "threatened")
PLACES = ("Oslo", "Nairobi", "Lima", "Kyiv", "Accra", "Manila", "Lagos", "Quito", "Tunis", "Dhaka", "Sofia", "Perth")


def word(number: int) -> str:
    """A word of its own for every number."""
    number += 70  # two syllables at least
    made = ""
    while number:
        number, letter = divmod(number, len(CONSONANTS) * len(VOWELS))
        made += CONSONANTS[letter // len(VOWELS)] + VOWELS[letter % len(VOWELS)]
    return made


def name(number: int) -> str:
    return word(number).capitalize()


def person(number: int) -> str:
    return f"{name(2 * number)} {name(2 * number + 1)}"


def organisation(number: int) -> str:
    return f"{name(3 * number)} {name(3 * number + 1)} {name(3 * number + 2)}"


def acronym(number: int) -> str:
    return (
        "".join(part[0] for part in organisation(number).split()) + chr(65 + number % 26) + chr(65 + number // 26 % 26)
    )


def of(words: tuple[str, ...], number: int) -> str:
    return words[number % len(words)]


def date(number: int) -> str:
    return f"{1 + number % 28} {of(MONTHS, number // 28)} {1900 + number // 280 % 200}"


SHAPES: dict[str, Callable[[int], str]] = {
    "persons": lambda n: f"{person(n)} met {person(n + 1)}. ",
    "persons in a row": lambda n: f"{person(n)}, ",
    "persons joined by and": lambda n: f"{person(n)} and ",
    "surnames": lambda n: f"{person(n)} arrived. {name(2 * n + 1)} left. ",
    "first names": lambda n: f"{person(n)} arrived. {name(2 * n)} left. ",
    "one surname": lambda n: f"{name(n)} Rivera arrived. ",
    "roles": lambda n: f"{of(ROLES, n).capitalize()} {person(n)} left. ",
    "roles after names": lambda n: f"{person(n)}, the {of(ROLES, n)} of {name(n + 7)}, left. ",
    "ages": lambda n: f"{person(n)}, {18 + n % 60}, was hurt. ",
    "organisations with acronyms": lambda n: f"The {organisation(n)} ({acronym(n)}) met. ",
    "acronyms before names": lambda n: f"The {acronym(n)} ({organisation(n)}) met. ",
    "acronyms alone": lambda n: f"{acronym(n)} met {acronym(n + 1)}. ",
    "companies": lambda n: f"{name(n)} {name(n + 1)} Inc. bought {name(n + 2)} Ltd. ",
    "titles": lambda n: f"{name(n)} {name(n + 1)} {name(n + 2)} {name(n + 3)} ",
    "places": lambda n: f"It rained in {of(PLACES, n)}, {name(n)}. ",
    "unknown places": lambda n: f"It rained in {name(n)}, {name(n + 1)}. ",
    "roads": lambda n: f"A crash on {name(n)} Street near {name(n + 1)} River. ",
    "datelines": lambda n: f"{name(n).upper()}, {of(PLACES, n)} — Rain fell.\n\n",
    "dates": lambda n: f"It rained on {date(n)}. ",
    "dates in a row": lambda n: f"{date(n)}, ",
    "weekdays": lambda n: f"On {of(DAYS, n)} {word(n)} rebels attacked {of(PLACES, n)}. ",
    "numbers": lambda n: f"{n + 10:,} {word(n)}s were sold. ",
    "numbers in a row": lambda n: f"{n + 10:,}, ",
    "money": lambda n: f"It cost ${n + 10:,}.{n % 90 + 10} million. ",
    "casualties": lambda n: f"{n + 2:,} {word(n)}s were killed and {n + 3:,} injured in {of(PLACES, n)}. ",
    "quotes": lambda n: f"“{name(n)} {word(n + 1)} {word(n + 2)},” {person(n)} {of(CUES, n)}. ",
    "quotes without speakers": lambda n: f"“{name(n)} {word(n + 1)} is {word(n + 2)}.” ",
    "quotes in one paragraph each": lambda n: f"“{name(n)} is {word(n)},” {of(CUES, n)} {person(n)}.\n\n",
    "quotes left open": lambda n: f"“{name(n)} is {word(n + 1)} said {person(n)}. ",
    "indirect speech": lambda n: f"{person(n)} {of(CUES, n)} that {word(n)} had {word(n + 1)}. ",
    "speech in speech": lambda n: f"{person(n)} said that ",
    "speakers by role": lambda n: f"“{name(n)},” the {word(n)} {of(ROLES, n)} said. ",
    "events": lambda n: f"{person(n)} {of(VERBS, n)} {person(n + 1)} in {of(PLACES, n)}. ",
    "events in a row": lambda n: f"{person(n)} {of(VERBS, n)} {name(n)} and ",
    "events at commas": lambda n: f"{name(n)} {of(VERBS, n)} {name(n + 1)}, ",
    "events on dates": lambda n: f"{name(n)} {of(VERBS, n)} {name(n + 1)} on {date(n)}. ",
    "events with counts": lambda n: f"{name(n)} {of(VERBS, n)} {n + 2:,} {word(n)}s, ",
    "events in quotes": lambda n: f"“{person(n)} {of(VERBS, n)} {name(n)},” {person(n + 1)} said. ",
    "groups": lambda n: f"Police arrested {n + 2} {word(n)}s from {name(n)} in {name(n + 1)}. ",
    "brackets": lambda n: f"{person(n)} ({name(n)}, {n % 90 + 10}) (",
    "links": lambda n: f"https://{word(n)}.example/{word(n + 1)} {person(n)} ",
    "captions": lambda n: f"{person(n)} in {of(PLACES, n)}. (Photo: {person(n + 1)}/{acronym(n)})\n\n",
    "subheads": lambda n: f"{name(n)} {word(n)}\n\n{person(n)} left {of(PLACES, n)}.\n\n",
    "lists": lambda n: f"- {person(n)}: {word(n)} {n}\n",
    "tables": lambda n: f"{name(n)} | {n} | {word(n)}\n",
    "mixed": lambda n: (
        f"{of(ROLES, n).capitalize()} {person(n)} of the {organisation(n)} ({acronym(n)}) {of(CUES, n)} on "
        f"{date(n)} that {n + 2:,} {word(n)}s were killed in {of(PLACES, n)}. “{name(n)},” {name(2 * n + 1)} added. "
    ),
}


def text_of(shape: str, length: int) -> str:
    """So many characters of a shape."""
    make, pieces, size = SHAPES[shape], [], 0
    for number in count():
        if size >= length:
            return "".join(pieces)[:length]
        pieces.append(make(number))
        size += len(pieces[-1])
    raise AssertionError
