"""What the engine is told: settings as texts, which cross to the fork server, and what it makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from streamproc.intake.limits import Limits
from streamproc.nlp.events.scores import EVENT_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.settings import Settings


def options_of(settings: Settings) -> dict[str, str]:
    """Everything that ``engine.enricher.load`` wants to know."""
    return {
        "model": settings.model,
        "model_digest": settings.model_digest or "",
        "languages": ",".join(settings.languages),
        "lexicon": str(settings.lexicon or ""),
        "aliases": str(settings.aliases or ""),
        "cues": str(settings.cues or ""),
        "event_threshold": str(settings.event_threshold),
        "types_again": str(settings.types_again),
        "paragraph_memory": str(settings.paragraph_memory_bytes),
        "message_bytes": str(settings.max_message_bytes),
        "text_chars": str(settings.max_text_chars),
        "extra_bytes": str(settings.max_extra_bytes),
        "extra_fields": ",".join(settings.extra_fields),
        "include_text": str(settings.include_text),
        "fields": settings.fields,
        "copies": str(settings.copies),
        "stories": str(settings.stories),
    }


def limits(options: Mapping[str, str]) -> Limits:
    return Limits(
        **{name: int(options[name]) for name in ("message_bytes", "text_chars", "extra_bytes")},
        extra_fields=tuple(options["extra_fields"].split(",")),
    )


def event_threshold(options: Mapping[str, str]) -> float:
    return float(options.get("event_threshold") or EVENT_THRESHOLD)


def operators_files(options: Mapping[str, str]) -> list[list[Path]]:
    """The operator's own event lexicon, alias tables and cue words, as far as there are any."""
    return [[Path(options[name])] if options.get(name) else [] for name in ("lexicon", "aliases", "cues")]
