"""What goes out for one message: its records with CloudEvents headers, or its dead letter.

CloudEvents: Kafka protocol binding 1.0.2, binary content mode. Dead letters: Kafka Connect's header names (KIP-298).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Enriched, Outcome, Rejected
from streamproc.records import FACETS
from streamproc.stream.intake import Incoming
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamproc.engine.outcome import Output
    from streamproc.settings import Settings

Headers = tuple[tuple[str, bytes], ...]

TRACE_HEADERS = ("traceparent", "tracestate")
"""W3C Trace Context, passed through as it came."""

RECORD_OVERHEAD = 512
"""Bytes that a record batch's own framing takes at most, beside key, value and headers."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to publish. ``role`` is the facet, or ``dead_letters``."""

    role: str
    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def size(self) -> int:
        """Bytes of the record, framing included, a little too high rather than too low."""
        headers = sum(len(name.encode()) + len(value) + 10 for name, value in self.headers)
        return len(self.key or b"") + len(self.value or b"") + headers + RECORD_OVERHEAD


@dataclass(frozen=True, slots=True)
class Finished:
    """A message, and what the engine made of it."""

    message: Incoming
    outcome: Outcome
    value_omitted: bool = False

    def too_large(self, size: int, limit: int) -> Finished:
        """The same message when its records, or its dead letter, can't be published for their size."""
        rejected = Rejected(
            reason="too_large",
            message=f"a record of {size:,} bytes; at most {limit:,} can be published",
            stage="publish",
            exception="RecordTooLarge",
        )
        if isinstance(self.outcome, Rejected):
            return replace(self, value_omitted=True)
        return replace(self, outcome=rejected)


class Envelope:
    """Turns finished messages into outgoing ones."""

    def __init__(
        self,
        settings: Settings,
        *,
        frames: Mapping[str, bytes] = MappingProxyType({}),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Describe the envelope; ``frames`` is what stands before the value of a facet's records."""
        self._topics = {role: topic_name(settings, role) for role in (*FACETS, "dead_letters")}
        self._limit = settings.max_message_bytes
        self._source = f"/streamproc/{settings.group}".encode()
        self._types = {facet: f"streamproc.{facet}.v1".encode() for facet in FACETS}
        self._frames = frames
        self._now = now

    def seal(self, finished: Finished) -> tuple[Finished, Sequence[Outgoing]]:
        """Give the messages to publish.

        Where one would be too large for its topic, a dead letter says so instead; a dead letter that is itself too
        large loses its value and keeps everything else.
        """
        while True:
            outgoing = self._outgoing(finished)
            if not isinstance(finished.outcome, Rejected) and all(fits(message, self._limit) for message in outgoing):
                return finished, outgoing
            largest = max(message.size for message in outgoing)
            if largest <= self._limit or finished.value_omitted:
                return finished, outgoing
            finished = finished.too_large(largest, self._limit)

    def _outgoing(self, finished: Finished) -> list[Outgoing]:
        if isinstance(finished.outcome, Enriched):
            trace = trace_headers(finished.message)
            time = self._now().isoformat(timespec="milliseconds").encode()
            return [self._record(output, time, trace) for output in finished.outcome.outputs]
        return [self._dead_letter(finished, finished.outcome)]

    def _record(self, output: Output, time: bytes, trace: Headers) -> Outgoing:
        headers = (
            ("ce_specversion", b"1.0"),
            ("ce_id", output.id.encode()),
            ("ce_source", self._source),
            ("ce_type", self._types[output.facet]),
            ("ce_time", time),
            ("content-type", b"application/json"),
            *trace,
        )
        value = self._frames.get(output.facet, b"") + output.value
        return Outgoing(output.facet, self._topics[output.facet], output.key, value, headers)

    def _dead_letter(self, finished: Finished, rejected: Rejected) -> Outgoing:
        message = finished.message
        why = (
            ("__connect.errors.topic", message.topic),
            ("__connect.errors.partition", str(message.partition)),
            ("__connect.errors.offset", str(message.offset)),
            ("__connect.errors.exception.class.name", rejected.exception),
            ("__connect.errors.exception.message", rejected.message),
            ("__connect.errors.stage", rejected.stage),
            ("streamproc.reason", rejected.reason),
        )
        headers = tuple((name, text.encode(errors="replace")) for name, text in why)
        value = message.value
        if finished.value_omitted:
            headers += (("streamproc.value_omitted", str(len(value or b"")).encode()),)
            value = None
        added = {name for name, _ in headers}
        original = tuple((name, value) for name, value in message.headers if name not in added)
        return Outgoing("dead_letters", self._topics["dead_letters"], message.key, value, original + headers)


def fits(message: Outgoing, limit: int) -> bool:
    """Whether a record is so far below the limit that its size need not be counted."""
    return len(message.value or b"") < limit // 2 and len(message.key or b"") < limit // 4


def trace_headers(message: Incoming) -> Headers:
    return tuple((name, value) for name, value in message.headers if name in TRACE_HEADERS)
