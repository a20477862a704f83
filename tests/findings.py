"""What can be found in an article, for tests that write it by hand: a field that is not given is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamproc.article import Entity, EventTag, Evidence, Mention, Quote, TextSpan
from streamproc.records import DeadLetter

if TYPE_CHECKING:
    from collections.abc import Callable

DEAD_LETTER = DeadLetter(
    value=b"{}",
    reason="invalid_article",
    message="published_at: not a date: 'yesterdayish'",
    stage="decode",
    exception="streamproc.errors.InvalidArticle",
    topic="articles.raw",
    partition=3,
    offset=4711,
)


def spans_of(text: str) -> Callable[[str], TextSpan]:
    """What finds the first place of some words in the text."""

    def span(words: str) -> TextSpan:
        start = text.index(words)
        return TextSpan("text", start, start + len(words), words)

    return span


def entity(number: int, *names: TextSpan, **fields: Any) -> Entity:
    """The entity with these mentions, called by the first."""
    empty = {"name": names[0].text, "aliases": (), "mentions": tuple(Mention(span, "name") for span in names)}
    return Entity(id=f"entity_{number}", **{**empty, **fields})


def quote(number: int, span: TextSpan, **fields: Any) -> Quote:
    empty = {"segments": ((span.start, span.end),), "cue": None, "cue_class": None, "speaker": None, "addressee": None}
    return Quote(id=f"quote_{number}", span=span, **{**empty, **fields})


def event(number: int, sentence: TextSpan, trigger: TextSpan, **fields: Any) -> EventTag:
    empty = {
        "mode": None,
        "contexts": (),
        "scale": None,
        "codes": {},
        "negated": False,
        "hypothetical": False,
        "attempted": False,
        "future": False,
        "historical": False,
        "alleged": False,
        "actors": (),
        "targets": (),
        "themes": (),
        "instruments": (),
        "origin": None,
        "destination": None,
        "place": None,
        "date": None,
        "counts": (),
        "attributed_to": None,
        "salience": 0.0,
        "confidence": 0.5,
        "rule": None,
        "key": None,
    }
    return EventTag(id=f"event_{number}", evidence=(Evidence(sentence, trigger),), **{**empty, **fields})
