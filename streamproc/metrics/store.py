"""What ``streamproc store`` measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from prometheus_client import CollectorRegistry, Counter, Gauge

from streamproc.metrics.declaration import Metric, declarations
from streamproc.metrics.label_values import RESET_CAUSES

CHANGES = ("kept", "withdrawn", "refused", "copied", "told", "unreadable", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreMetrics:
    """What the store measures."""

    messages: Annotated[
        Counter,
        Metric(
            "streamproc_store_messages",
            "Messages read by the store and committed, by what became of them: kept, withdrawn, refused (a dead letter), copied "
            "and told (what is said of copies and stories); unreadable (no record of its topic) and rejected (by the database) ones are passed over and logged.",
            labels=("change",),
            values=CHANGES,
        ),
    ]
    lag: Annotated[
        Gauge,
        Metric(
            "streamproc_store_lag_messages",
            "Offsets of the kept topics that are not yet in the store.",
        ),
    ]
    position_resets: Annotated[
        Counter,
        Metric(
            "streamproc_store_position_resets",
            "Times that the store had to go on at a partition's beginning: expired (retention deleted what was not yet "
            "stored), rewound (the topic was made anew).",
            labels=("cause",),
            values=RESET_CAUSES,
        ),
    ]

    @classmethod
    def create(cls, registry: CollectorRegistry) -> Self:
        """Make and register every metric."""
        return cls(**{name: declared.made(kind, registry) for name, kind, declared in declarations(cls)})
