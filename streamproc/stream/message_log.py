"""What the logs say about each message once its records, or its dead letter, are published and committed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Enriched
from streamproc.logs import about, log
from streamproc.stream.trace_context import trace_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.stream.intake import Incoming
    from streamproc.stream.output_records import Finished

LONGEST_ID = 128


def write(batch: Sequence[Finished]) -> None:
    """One line for each message: a warning with the reason for a dead letter, a debug line for an article, an info for its end."""
    enabled = logging.getLogger(log.name).isEnabledFor(logging.DEBUG)
    for finished in batch:
        outcome = finished.outcome
        if not isinstance(outcome, Enriched):
            with about(**place(finished.message)):
                log.warning("dead letter", reason=outcome.reason, stage=outcome.stage, why=outcome.message)
        elif finished.is_withdrawal:
            with about(**place(finished.message)):
                log.info("article withdrawn")
        elif enabled:
            with about(**place(finished.message) | {"article": outcome.article_id[:LONGEST_ID]}):
                log.debug("article enriched", records=len(outcome.outputs), words=outcome.words)


def place(message: Incoming) -> dict[str, str | int | None]:
    """Where a message stood, the article it says it is, and the trace it belongs to."""
    return {
        "article": message.key[: 4 * LONGEST_ID].decode("utf-8", "replace")[:LONGEST_ID] if message.key else None,
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "trace_id": trace_id(message.headers),
    }
