"""The stream's side of the metrics: what is counted when."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Literal

from streamproc.engine.outcome import Enriched
from streamproc.logs import about, log

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamproc.metrics import Metrics
    from streamproc.stream.intake import Partition
    from streamproc.stream.output_records import Finished, Outgoing
    from streamproc.stream.place import Move


class Meter:
    """Turns events of the stream into figures."""

    def __init__(
        self,
        metrics: Metrics,
        *,
        now: Callable[[], float] = time.time,
        on_committed: Callable[[Sequence[Finished]], None] = lambda _: None,
    ) -> None:
        self.metrics = metrics
        self._on_committed = on_committed
        self._now = now
        self._restarts: dict[str, int] = {}
        self._told: set[str] = set()
        self.metrics.last_progress.set(now())

    def consumed(self, partition: Partition) -> None:
        self.metrics.consumed.labels(partition.partition).inc()

    def moved(self, move: Move) -> None:
        """A partition is read from its beginning."""
        self.metrics.position_resets.labels(move.cause).inc()
        self.metrics.expired_unread.inc(move.lost)

    def engine(self, seconds: float) -> None:
        self.metrics.stage_seconds.labels("engine").observe(seconds)

    def transaction(self, result: Literal["committed", "aborted", "fenced"]) -> None:
        self.metrics.transactions.labels(result).inc()

    def restarts(self, totals: Mapping[str, int]) -> None:
        """The engine's own counts of restarts so far, by reason."""
        for reason, total in totals.items():
            self.metrics.pool_restarts.labels(reason).inc(total - self._restarts.get(reason, 0))
        self._restarts = dict(totals)

    def committed(self, batch: Sequence[Finished], records: Sequence[Sequence[Outgoing]], seconds: float) -> None:
        """A batch and its records are acknowledged; publishing took so many seconds."""
        now = self._now()
        metrics = self.metrics
        metrics.stage_seconds.labels("publish").observe(seconds)
        metrics.batch_articles.observe(len(batch))
        tokens = remembered = 0
        for finished in batch:
            if finished.message.is_tombstone:
                metrics.articles.labels("withdrawn" if finished.is_withdrawal else "tombstone").inc()
                continue
            metrics.age_seconds.observe(max(0.0, now - finished.message.timestamp))
            self._check_key(finished)
            if isinstance(finished.outcome, Enriched):
                tokens += finished.outcome.words
                remembered += finished.outcome.remembered
                metrics.articles.labels("enriched").inc()
                for field in finished.outcome.left_out:
                    metrics.fields_left_out.labels(field).inc()
                for stage, cpu in finished.outcome.stage_seconds.items():
                    metrics.stage_seconds.labels(stage).observe(cpu)
            else:
                metrics.articles.labels("rejected").inc()
                metrics.dead_letters.labels(finished.outcome.reason).inc()
        metrics.words.inc(tokens)
        metrics.words_remembered.inc(remembered)
        count: Counter[str] = Counter()
        size: Counter[str] = Counter()
        for outgoing in records:
            for record in outgoing:
                count[record.role] += 1
                size[record.role] += len(record.key or b"") + len(record.value or b"")
        for role in count:
            metrics.records.labels(role).inc(count[role])
            metrics.record_bytes.labels(role).inc(size[role])
        self._on_committed([one for one in batch if one.is_withdrawal or not one.message.is_tombstone])

    def _check_key(self, finished: Finished) -> None:
        """Count a key that is not the article's id: order, and the place of its records, go by the key."""
        if not isinstance(finished.outcome, Enriched):
            return
        message, article_id = finished.message, finished.outcome.article_id
        if message.key == article_id.encode():
            return
        kind: Literal["missing", "differs"] = "differs" if message.key else "missing"
        self.metrics.foreign_keys.labels(kind).inc()
        if kind not in self._told:
            self._told.add(kind)
            with about(topic=message.topic, partition=message.partition, offset=message.offset, article=article_id):
                log.warning(
                    "the message's key is not the article's id: revisions of an article may overtake each other "
                    "(said once, counted always)",
                    key=kind,
                )
