"""What goes out for one message: its records with CloudEvents headers, or its dead letter.

CloudEvents: Kafka protocol binding 1.0.2, binary content mode. Dead letters: Kafka Connect's header names (KIP-298).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from streamproc.engine.outcome import Enriched, Outcome, Rejected
from streamproc.errors import ConfigurationError
from streamproc.linking.messages import Send, placed, withdrawal_message
from streamproc.records import FACETS, InvalidRecord, with_revision
from streamproc.records.facets import ENRICHED, PARTS
from streamproc.stream.fitting import NOTES, VALUE_OMITTED, fitted, size_of
from streamproc.stream.intake import Headers, Incoming
from streamproc.stream.record_format import record_format
from streamproc.stream.topics import compacted_roles, stages, topic_name
from streamproc.stream.trace_context import trace_context

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamproc.engine.outcome import Output
    from streamproc.settings import Settings

CONNECT = "__connect.errors."
"""Kafka Connect's prefix (KIP-298) for the headers of a dead letter."""
REASON = "streamproc.reason"

LONGEST_EXPLANATION = 2000
"""Characters of what is wrong with a message, in its dead letter."""

RECORD_OVERHEAD = 512
"""Bytes that a record batch's own framing takes at most, beside key, value and headers."""

LEAST_LETTER = 1024
"""A limit below which dead letters are not cut any further."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to publish. ``role`` is the facet, or ``dead_letters``; ``partition``: where another one than its key's is meant.

    ``is_packed``: it goes with others of its partition in one (``linking.packs``); then all of its topic do.
    """

    role: str
    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None
    is_packed: bool = False

    @property
    def size(self) -> int:
        """Bytes of the record, framing included, a little too high rather than too low."""
        return len(self.key or b"") + len(self.value or b"") + size_of(self.headers) + RECORD_OVERHEAD


@dataclass(frozen=True, slots=True)
class Finished:
    """A message, and what the engine made of it. ``letter_limit``: most bytes of its dead letter, if it has one."""

    message: Incoming
    outcome: Outcome
    letter_limit: int | None = None

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes an article down."""
        return self.message.is_tombstone and isinstance(self.outcome, Enriched) and bool(self.outcome.outputs)

    def too_large(self, size: int, why: str) -> Finished:
        """The same message when its records, or its dead letter, can't be published for their size.

        A dead letter is tried again at half the size, as often as need be.

        Raises:
            ConfigurationError: not even the least of a dead letter can be published.
        """
        if isinstance(self.outcome, Rejected):
            half = min(size, self.letter_limit or size) // 2
            if half < LEAST_LETTER:
                raise ConfigurationError(f"a dead letter of {size:,} bytes is {why}")
            return replace(self, letter_limit=half)
        rejected = Rejected(
            reason="too_large",
            message=f"a record of {size:,} bytes, {why}",
            stage="publish",
            exception="RecordTooLarge",
        )
        return replace(self, outcome=rejected)


class Sealer:
    """Turns finished messages into outgoing ones."""

    def __init__(
        self,
        settings: Settings,
        *,
        frames: Mapping[str, bytes] = MappingProxyType({}),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Describe the sealer; ``frames`` is what stands before the value of a facet's records."""
        self._stages = tuple(f"{stage}_work" for stage in stages(settings))
        self._topics = {role: topic_name(settings, role) for role in (*FACETS, "dead_letters", *self._stages)}
        self._compacted = compacted_roles(settings)
        self._limit = settings.max_message_bytes
        self._source = f"/streamproc/{settings.group}".encode()
        self._types = {facet.name: facet.ce_type.encode() for facet in (ENRICHED, *PARTS)}
        self._format = record_format(settings, frames)
        self._now = now

    def seal(self, finished: Finished) -> tuple[Finished, Sequence[Outgoing]]:
        """Give the messages to publish, none larger than its topic takes.

        Where a record would be, a dead letter says so instead; a dead letter is cut until it fits.
        """
        try:
            outgoing = self._outgoing(finished)
        except InvalidRecord as error:  # Avro can't hold it
            finished = replace(
                finished,
                outcome=Rejected("internal_error", str(error)[:LONGEST_EXPLANATION], "publish", "InvalidRecord"),
            )
            outgoing = self._outgoing(finished)
        largest = max((message.size for message in outgoing), default=0)
        if largest <= self._limit or isinstance(finished.outcome, Rejected):
            return finished, outgoing
        finished = finished.too_large(largest, f"more than {self._limit:,} (setting: max_message_bytes)")
        return finished, self._outgoing(finished)

    def _outgoing(self, finished: Finished) -> list[Outgoing]:
        if isinstance(finished.outcome, Enriched):
            trace = trace_context(finished.message.headers)
            time = self._now().isoformat(timespec="milliseconds").encode()
            records = [self._record(output, finished.message, time, trace) for output in finished.outcome.outputs]
            if not finished.is_withdrawal:
                return records
            withdrawal = withdrawal_message(finished.outcome.article_id)
            told = [self._told(role, withdrawal, finished.message) for role in self._stages]
            return [*records, *self._ends(records), *told]
        return [self._dead_letter(finished, finished.outcome)]

    def _record(self, output: Output, message: Incoming, time: bytes, trace: Headers) -> Outgoing:
        if output.facet not in self._types:
            return self._told(output.facet, Send(output.key, output.value), message)
        headers = (
            ("ce_specversion", b"1.0"),
            ("ce_id", output.id.encode()),
            ("ce_source", self._source),
            ("ce_type", self._types[output.facet]),
            ("ce_time", time),
            ("ce_revision", f"{message.partition}-{message.offset}".encode()),
            ("content-type", self._format.content_type),
            *trace,
        )
        record = with_revision(output.value, message.partition, message.offset)
        value = self._format.value(output.facet, record)
        return Outgoing(output.facet, self._topics[output.facet], output.key, value, headers)

    def _ends(self, withdrawn: Sequence[Outgoing]) -> list[Outgoing]:
        """On compacted topics a withdrawn article's record is followed by one without a value, so that neither stays."""
        return [replace(record, value=None) for record in withdrawn if record.role in self._compacted]

    def _told(self, role: str, send: Send, message: Incoming) -> Outgoing:
        """What a stage that links articles is told."""
        told = placed(send, f"{message.partition}-{message.offset}", round(message.timestamp * 1000))
        return Outgoing(role, self._topics[role], told.key, told.value, (), is_packed=True)

    def _dead_letter(self, finished: Finished, rejected: Rejected) -> Outgoing:
        message = finished.message
        why = (
            ("topic", message.topic),
            ("partition", str(message.partition)),
            ("offset", str(message.offset)),
            ("timestamp", str(round(message.timestamp * 1000))),
            ("exception.class.name", rejected.exception),
            ("exception.message", rejected.message[:LONGEST_EXPLANATION]),
            ("stage", rejected.stage),
        )
        added: Headers = tuple((CONNECT + name, text.encode(errors="replace")) for name, text in why)
        added += ((REASON, rejected.reason.encode()),)
        ours = {name for name, _ in added} | set(NOTES)
        original = tuple(header for header in message.headers if header[0] not in ours)
        limit = min(self._limit, finished.letter_limit or self._limit)
        kept = fitted(message, original, limit - RECORD_OVERHEAD - size_of(added))
        omitted = ((VALUE_OMITTED, str(message.unread_bytes).encode()),) if message.unread else ()
        headers = kept.headers + added + kept.notes + omitted
        return Outgoing("dead_letters", self._topics["dead_letters"], kept.key, kept.value, headers)
