"""What the page is told: an article with its text and what was found in it, a dead letter with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from streamproc import codec
from streamproc.engine.outcome import Rejected
from streamproc.errors import InvalidInput
from streamproc.records import parse_enriched
from streamproc.render.event_sentences import sentences

if TYPE_CHECKING:
    from streamproc.stream.output_records import Finished


def feed_message(finished: Finished) -> bytes | None:
    """One JSON message for the feed, or None when there is nothing to show.

    The article's text is read again from the raw message, because records don't repeat it.
    """
    message, outcome = finished.message, finished.outcome
    origin = {"partition": message.partition, "offset": message.offset}
    if isinstance(outcome, Rejected):
        return orjson.dumps({"kind": "dead_letter", **origin, "reason": outcome.reason, "message": outcome.message})
    record = next((output.value for output in outcome.outputs if output.facet == "enriched"), None)
    try:
        article = codec.decode(message.value or b"")
    except InvalidInput:  # the engine's limits may be wider than the codec's own
        return None
    if record is None:
        return None
    shown = {
        "kind": "article",
        **origin,
        "title": article.title,
        "text": article.text,
        "record": orjson.Fragment(record),
        "sentences": {event.id: words for event, words in sentences(parse_enriched(record))},
    }
    return orjson.dumps(shown)
