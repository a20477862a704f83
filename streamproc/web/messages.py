"""What the page is told: an article with its text and what was found in it, a dead letter with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from streamproc import codec
from streamproc.engine.outcome import Enriched
from streamproc.errors import InvalidInput

if TYPE_CHECKING:
    from streamproc.engine.outcome import Outcome


def message(raw: bytes, outcome: Outcome, *, partition: int, offset: int) -> bytes | None:
    """One JSON message for the feed, or None when there is nothing to show.

    The article's text is read again from the raw message, because records don't repeat it.
    """
    origin = {"partition": partition, "offset": offset}
    if not isinstance(outcome, Enriched):
        return orjson.dumps({"kind": "dead_letter", **origin, "reason": outcome.reason, "message": outcome.message})
    enriched = next((output.value for output in outcome.outputs if output.facet == "enriched"), None)
    if enriched is None:
        return None
    try:
        article = codec.decode(raw)
    except InvalidInput:  # the settings of the engine are wider than the codec's defaults: show nothing
        return None
    return orjson.dumps(
        {
            "kind": "article",
            **origin,
            "title": article.title,
            "text": article.text,
            "record": orjson.Fragment(enriched),
        }
    )
