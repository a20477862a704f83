"""Outcomes as frames, between a child and the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from streamproc.engine.outcome import Enriched, Output, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.engine.outcome import Outcome
    from streamproc.errors import Reason

OUTPUT_FIELDS = 4
ENRICHED_FIELDS = 8


def outcome_fields(outcome: Outcome) -> list[bytes]:
    """An outcome as fields of a frame."""
    if isinstance(outcome, Rejected):
        why = (outcome.reason, outcome.message, outcome.stage, outcome.exception, outcome.source or "")
        return [b"rejected", *map(_bytes, why)]
    stages = " ".join(f"{name}={seconds:.6f}" for name, seconds in outcome.stage_seconds.items())
    published_at = "" if outcome.published_at is None else repr(outcome.published_at)
    left_out = " ".join(outcome.left_out)
    words, remembered = str(outcome.words), str(outcome.remembered)
    texts = (outcome.article_id, words, published_at, stages, outcome.source or "", left_out, remembered)
    fields = [b"enriched", *map(_bytes, texts)]
    for output in outcome.outputs:
        fields += _bytes(output.facet), _bytes(output.id), output.key, output.value
    return fields


def outcome_of(fields: Sequence[bytes]) -> Outcome:
    """The outcome that ``outcome_fields`` wrote."""
    if fields[0] == b"rejected":
        reason, message, stage, exception, source = map(_text, fields[1:])
        return Rejected(cast("Reason", reason), message, stage, exception, source or None)
    article_id, words, published_at, stages, source, left_out, remembered = map(_text, fields[1:ENRICHED_FIELDS])
    pairs = (pair.split("=") for pair in stages.split())
    return Enriched(
        article_id=article_id,
        outputs=tuple(_outputs(fields[ENRICHED_FIELDS:])),
        words=int(words),
        published_at=float(published_at) if published_at else None,
        stage_seconds={name: float(seconds) for name, seconds in pairs},
        source=source or None,
        left_out=tuple(left_out.split()),
        remembered=int(remembered),
    )


def _outputs(fields: Sequence[bytes]) -> Iterator[Output]:
    for i in range(0, len(fields), OUTPUT_FIELDS):
        facet, record_id, key, value = fields[i : i + OUTPUT_FIELDS]
        yield Output(_text(facet), _text(record_id), key, value)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(field: bytes) -> str:
    return field.decode("utf-8", "surrogatepass")
