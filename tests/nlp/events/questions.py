"""What the tests of events ask of the events that were found."""

from __future__ import annotations

from datetime import UTC, datetime

PUBLISHED = datetime(2022, 1, 27, tzinfo=UTC)  # a Thursday


def names(references):
    return [reference.name or reference.span.text for reference in references]


def of_type(events, kind):
    return [event for event in events if event.type == kind]


def main(events):
    return next(event.type for event in events if not event.type.startswith("x:") and not event.negated)
