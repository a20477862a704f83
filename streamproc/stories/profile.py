"""An article's profile: what of it says which story it tells. Small, since the stage keeps one of every article."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

import orjson

from streamproc.copies.sketch import Sketch

_BETWEEN = b"\n"


class PlaceTold(NamedTuple):
    """Where an event happened: an id in GeoNames where there is one, and how exactly that is known."""

    name: str
    geonames_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def key(self) -> str:
        return str(self.geonames_id or self.name.casefold())


class EventTold(NamedTuple):
    """An event that has happened. ``day``: ISO 8601, None where it is not known to the day."""

    id: str
    type: str
    day: str | None
    place: PlaceTold | None
    key: str | None


class Name(NamedTuple):
    """Somebody or something that the article names: ``weight`` 1..100, how much it is about that.

    ``is_place``: a place or a nation, of which many happenings tell.
    """

    name: str
    weight: int
    is_place: bool = False


class Profile(NamedTuple):
    """``day``: of publication. ``events``: the most salient first. ``names``: by entity key. ``words``: stems and weights."""

    day: str | None
    events: tuple[EventTold, ...]
    names: dict[str, Name]
    words: dict[str, int]
    sketch: Sketch | None

    def dump(self) -> bytes:
        head = {"day": self.day, "events": self.events, "names": self.names, "words": self.words}
        return orjson.dumps(head, default=list) + _BETWEEN + (self.sketch.dump() if self.sketch is not None else b"")

    @classmethod
    def load(cls, content: bytes) -> Self:
        """Read what ``dump`` wrote.

        Raises:
            ValueError, KeyError, TypeError: it is no profile.
        """
        head, _, sketch = content.partition(_BETWEEN)
        fields: dict[str, Any] = orjson.loads(head)
        return cls(
            fields["day"],
            tuple(map(_event, fields["events"])),
            {key: Name(*name) for key, name in fields["names"].items()},
            fields["words"],
            Sketch.load(sketch) if sketch else None,
        )


def _event(told: list[Any]) -> EventTold:
    event_id, kind, day, place, key = told
    return EventTold(event_id, kind, day, PlaceTold(*place) if place is not None else None, key)
