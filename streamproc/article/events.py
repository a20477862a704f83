"""What happened, to whom, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from streamproc.article.described import flat, said
from streamproc.article.entities import EntityId, EntityName, Geo, PlaceName, Salience
from streamproc.article.spans import WORDS_FIRST, TextSpan

Basis = Literal["stated", "sentence", "paragraph", "dateline", "resolved"]
"""How the text says it: in the event's clause, its sentence, paragraph, dateline, or by a pronoun or role for a name."""
Scope = Literal["event", "total", "forecast"]

OF_PHRASES = ["stated", "resolved"]
OF_CIRCUMSTANCES = ["stated", "sentence", "paragraph", "dateline"]


class Participant(NamedTuple):
    """Somebody or something that takes part: the whole noun phrase, and whom it means where that is known."""

    span: Annotated[TextSpan, flat()]
    entity_id: EntityId
    name: EntityName
    country: Annotated[
        str | None,
        said(
            "ISO 3166-1 alpha-2 code of the entity, or of what the phrase says (Israeli jets)",
            older=None,
            pattern="^[A-Z]{2}$",
        ),
    ] = None
    basis: Annotated[
        Basis,
        said(
            "stated: the phrase names it; resolved: a pronoun or a role that stands for a name",
            older="stated",
            enum=OF_PHRASES,
        ),
    ] = "stated"


class Count(NamedTuple):
    """How many people or things the event touched."""

    kind: Annotated[
        str, said("dead, injured, missing, displaced, evacuated, sheltered, returned, in_need, detained, released…")
    ]
    value: Annotated[int, said("the number")]
    low: Annotated[int | None, said("at least so many, where the words give a bound", older=None)]
    high: Annotated[int | None, said("at most so many, where the words give a bound", older=None)]
    unit: Annotated[str, said("what is counted: people, households, houses…", older="people")]
    scope: Annotated[Scope, said("event: of this one; total: of many, or up to now; forecast: expected", older="event")]
    qualifier: Annotated[
        str | None,
        said(
            "about, at least, more than…; vague: the number is a word such as dozens or thousands, its value a low guess"
        ),
    ]
    span: Annotated[TextSpan, flat()]


class DateValue(NamedTuple):
    """When it happened."""

    span: Annotated[TextSpan, flat()]
    value: Annotated[
        str | None,
        said("ISO 8601 date, month or year; null where it can't be told", pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    ]
    basis: Annotated[
        Basis,
        said(
            "how the text says it: a phrase of the event's clause, or a date of its sentence",
            older="stated",
            enum=OF_CIRCUMSTANCES,
        ),
    ] = "stated"


class Evidence(NamedTuple):
    """The sentence that says so."""

    span: Annotated[TextSpan, flat()]
    trigger: Annotated[
        TextSpan,
        said(order=WORDS_FIRST, object_name="trigger", object_description="The words that made the tag."),
    ]


class Place(NamedTuple):
    """Where it happened. The offsets are null where the article names the place elsewhere."""

    name: PlaceName
    entity_id: EntityId
    geo: Annotated[Geo | None, said("where it is on the map")]
    span: Annotated[TextSpan | None, flat()]
    basis: Annotated[
        Basis | None,
        said(
            "how the text says it: a phrase of the event's clause, a place of its sentence, of its paragraph, or the "
            "dateline; null in records of older versions",
            older=None,
            enum=[*OF_CIRCUMSTANCES, None],
        ),
    ] = None


class EventTag(NamedTuple):
    """An event tag."""

    id: Annotated[
        str,
        said(
            "derived from the article, the type, the sentence and the trigger; it stays when the sentence moves",
            minLength=1,
        ),
    ]
    type: Annotated[
        str,
        said(
            "a PLOVER root, or an extension x:…",
            pattern="^([A-Z]+|x:[A-Za-z0-9_-]+)$",
            examples=["COERCE", "x:DISASTER"],
        ),
    ]
    mode: Annotated[str | None, said("how, in PLOVER's terms")]
    contexts: Annotated[tuple[str, ...], said("PLOVER contexts")]
    scale: Annotated[float | None, said("from hostile to friendly, after Goldstein", minimum=-10, maximum=10)]
    codes: Annotated[
        Mapping[str, str],
        said("the type in other schemes: cameo, iptc; extension: what it is in ours too", examples=[{"cameo": "173"}]),
    ]
    negated: Annotated[bool, said("said not to have happened")]
    hypothetical: Annotated[bool, said("said to be possible, demanded or feared")]
    attempted: Annotated[bool, said("tried, and not said to have come off", older=False)]
    future: Annotated[bool, said("said to be coming")]
    historical: Annotated[bool, said("told as background, of another time")]
    alleged: Annotated[bool, said("somebody's claim or accusation, not the text's own statement", older=False)]
    actors: Annotated[tuple[Participant, ...], said("who did it")]
    targets: Annotated[
        tuple[Participant, ...],
        said(
            "the side at the receiving end: whom one talks with, whose blockade is lifted, who is sued, aided, killed, "
            "held, driven out"
        ),
    ]
    themes: Annotated[
        tuple[Participant, ...], said("what it is about: what is given, taken, demanded, signed, lifted", older=())
    ]
    instruments: Annotated[tuple[Participant, ...], said("with what: weapons and the like", older=())]
    origin: Annotated[Place | None, said("from where, of movements", older=None)]
    destination: Annotated[Place | None, said("to where, of movements", older=None)]
    place: Annotated[Place | None, said("where")]
    date: Annotated[DateValue | None, said("when")]
    counts: Annotated[tuple[Count, ...], said("how many were touched")]
    evidence: Annotated[tuple[Evidence, ...], said("the sentences that say so, the clearest first", minItems=1)]
    attributed_to: Annotated[str | None, said("id of the quotation, of the same article, that says so")]
    salience: Salience
    confidence: Annotated[float, said("how sure it happened as tagged", minimum=0, maximum=1)]
    rule: Annotated[
        str | None,
        said(
            "name of the lexicon's entry that said so; null in records of older versions",
            older=None,
            minLength=1,
            examples=["coerce/arrest"],
        ),
    ]
    key: Annotated[
        str | None,
        said(
            "equal for events of different articles that may be one (type, day, place, actors): a candidate for "
            "joining, no identity; null where too little is known",
            older=None,
            pattern="^key_[0-9a-f]{16}$",
        ),
    ]
