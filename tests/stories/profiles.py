"""Profiles for tests, made of a few words."""

from __future__ import annotations

from streamproc.copies.sketch import sketch_of
from streamproc.stories.profile import EventTold, Name, PlaceTold, Profile

BREVIK = PlaceTold("Brevik", 3160881, "NO", "08", 59.05, 9.7)
OSLO = PlaceTold("Oslo", 3143244, "NO", "12", 59.91, 10.75)
NORWAY = PlaceTold("Norway", 3144096, "NO", None, 62.0, 10.0)
RIGA = PlaceTold("Riga", 456172, "LV", "25", 56.95, 24.11)


def told(kind="x:ACCIDENT", day="2025-03-03", place=BREVIK, key=None, event_id="event_1"):
    return EventTold(event_id, kind, day, place, key)


def profile(*events, names="", words="", text=None, day="2025-03-04"):
    """``names`` and ``words``: separated by spaces, the weightiest first."""
    named = {f"organisation:{name.casefold()}": Name(name, 100 - 10 * n) for n, name in enumerate(names.split())}
    weighted = {word: 10 - n for n, word in enumerate(words.split())}
    return Profile(day, events, named, weighted, sketch_of(text) if text else None)
