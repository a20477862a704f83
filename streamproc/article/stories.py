"""What an article tells of, and why it is said to tell of the same as another one."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from streamproc.article.described import said

ReasonKind = Literal["event_key", "place_day_type", "participants", "words", "copy"]


class Because(NamedTuple):
    """A reason for a link: what two articles have in common."""

    kind: Annotated[
        ReasonKind,
        said(
            "event_key: the key of an event; place_day_type: an event's type, day and place; participants: names; "
            "words: words of the headline and the first paragraphs; copy: the text, wholly, nearly or in part"
        ),
    ]
    shared: Annotated[
        tuple[str, ...], said("what it is, the weightiest first", examples=[["Brevik", "Harbour Office"]])
    ]


class Happening(NamedTuple):
    """What an article mainly tells of: its most salient event that has happened."""

    event_id: Annotated[str, said("id of the event, of the same article", minLength=1)]
    type: Annotated[str, said("its type")]
    day: Annotated[str | None, said("ISO 8601 date; null where it is not known to the day")]
    place: Annotated[str | None, said("name of the place")]
    geonames_id: Annotated[int | None, said("id of the place in GeoNames")]
