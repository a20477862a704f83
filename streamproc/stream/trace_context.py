"""W3C Trace Context in a message's headers: one choice, for its log lines, its span and its records.

The last valid ``traceparent`` counts, as the last header of a name does in Kafka: OpenTelemetry's instrumentation of
producers appends its own behind the one that the application has set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.stream.intake import Headers

TRACEPARENT = re.compile(
    rb"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-[!-~]{0,128})?"
)
"""Any version but ``ff``; later versions may append fields."""

LONGEST_STATE = 16_416
"""32 entries of 256 + 1 + 256 bytes and their commas are the most that is valid."""


def trace_context(headers: Headers) -> Headers:
    """The one ``traceparent`` that counts, and its ``tracestate``; nothing when no ``traceparent`` is valid.

    A ``tracestate`` that is longer than any valid one is left out, as the specification allows.
    """
    parent = _last(headers, "traceparent", lambda value: TRACEPARENT.fullmatch(value) is not None)
    if parent is None:
        return ()
    state = _last(headers, "tracestate", lambda value: 0 < len(value) <= LONGEST_STATE)
    return (("traceparent", parent),) if state is None else (("traceparent", parent), ("tracestate", state))


def trace_id(headers: Headers) -> str | None:
    """The trace that a message belongs to."""
    context = trace_context(headers)
    if not context:
        return None
    found = TRACEPARENT.fullmatch(context[0][1] or b"")
    return found[1].decode() if found else None


def _last(headers: Headers, name: str, valid: Callable[[bytes], bool]) -> bytes | None:
    values = (value for header, value in reversed(headers) if header == name and value is not None)
    return next(filter(valid, values), None)
