"""Example sentences of an entry, alone or with what an event that it finds there should hold.

    match:
      - Police arrested two men in Riga.
      - {text: Guards detained a sailor in Riga., actors: Guards, targets: a sailor, place: Riga}

Participants are compared by the words of the record, in its order; a role that the example leaves out is not looked at,
and ``[]`` (for a place ``null``) says that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from streamproc.nlp.knowledge.fields import Declaration, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.doc.drafts import EventDraft

ROLES = ("actors", "targets", "themes", "instruments")
PLACES = ("place", "origin", "destination")
COUNTS = "counts"


def _phrases(value: object) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else value
    if not isinstance(found, (list, tuple)) or not all(isinstance(phrase, str) and phrase.strip() for phrase in found):
        raise ValueError(f"must be words of the sentence, not {value!r}")
    return tuple(found)


Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]


class ExampleDeclaration(Declaration):
    """A sentence and what its event should hold; what is not set is not compared."""

    text: str
    actors: Phrases = ()
    targets: Phrases = ()
    themes: Phrases = ()
    instruments: Phrases = ()
    place: str | None = None
    origin: str | None = None
    destination: str | None = None
    counts: Mapping[str, int] = {}

    def expected(self) -> dict[str, Any]:
        return {f: getattr(self, f) for f in (*ROLES, *PLACES, COUNTS) if f in self.model_fields_set}


def _examples(value: object) -> tuple[object, ...]:
    found = [value] if isinstance(value, (str, dict)) else value
    if not isinstance(found, (list, tuple)) or not all(isinstance(e, (str, dict)) and e for e in found):
        raise ValueError(f"must be sentences, not {value!r}")
    return tuple({"text": e} if isinstance(e, str) else e for e in found if _checked(e))


def _checked(example: str | dict[str, object]) -> bool:
    """True, or ValueError that says what is wrong with an example."""
    held = {"text": example} if isinstance(example, str) else example
    for name in held:
        if name not in ExampleDeclaration.model_fields:
            raise ValueError(unknown("field of an example", str(name), ExampleDeclaration.model_fields))
    text = held.get("text")
    if not (isinstance(text, str) and text.strip()):
        raise ValueError(f"must be sentences, not {example!r}")
    for phrase in (phrase for role in ROLES for phrase in _phrases(held.get(role, []))):
        if phrase not in text:
            raise ValueError(f"{phrase!r} is not in {text!r}")
    return True


Examples = Annotated[tuple[ExampleDeclaration, ...], BeforeValidator(_examples)]


def differences(expected: Mapping[str, Any], event: EventDraft) -> Iterator[str]:
    """What an event holds otherwise than an example says, a line for each field."""
    for field, wanted in expected.items():
        found = _held(event, field)
        if found != wanted:
            yield f"{field}: {_shown(found)}, wanted: {_shown(wanted)}"


def _held(event: EventDraft, field: str) -> Any:
    if field in ROLES:
        return tuple(argument.span.text for argument in getattr(event, field))
    if field == COUNTS:
        return {count.kind: count.value for count in event.counts}
    if field == "place":
        return event.place_span.text if event.place_span is not None else None
    mention = getattr(event, field)
    return mention.span.text if mention is not None else None


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return " and ".join(value) or "nobody"
    if isinstance(value, Mapping):
        return ", ".join(f"{kind} {number}" for kind, number in value.items()) or "none"
    return str(value or "none")
